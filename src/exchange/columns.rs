//! What each column of a file means: guessed from its title and the look of its cells, and open
//! to the owner's correction.

mod known;
mod look;
mod words;

pub use look::is_data;

use crate::money::Currency;

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// Nothing that is kept.
    #[default]
    Ignore,
    /// The customer's whole name.
    Name,
    /// A given name, joined with the others and the family name in the order of the columns.
    FirstName,
    /// The family name.
    LastName,
    /// Whether it is a company: yes or no.
    IsCompany,
    /// One or several phone numbers.
    Phone,
    /// One or several email addresses.
    Email,
    /// The number of the customer card.
    Card,
    /// The number a till or web shop knows the customer by.
    FileId,
    /// The birthday.
    Birthday,
    /// One or several of the owner's labels.
    Tag,
    /// One or several tastes or interests.
    Likes,
    /// Where the customer came from.
    Source,
    /// Which employee keeps the customer.
    KeptBy,
    /// What is good to know of the customer.
    Note,
    /// An address for letters; several columns are joined by commas.
    Address,
    /// Whether they asked never to be written to: yes or no.
    NeverWrite,
    /// When the purchase was made.
    Date,
    /// The time of day of the purchase, where it has a column of its own.
    Time,
    /// What was paid.
    Amount,
    /// What was given back of it.
    Refunded,
    /// What the goods cost the shop.
    Cost,
    /// The currency of the amounts.
    Currency,
    /// The number a till or web shop gave the purchase.
    OrderNumber,
    /// A product of the purchase.
    Product,
    /// How much of the product.
    Quantity,
    /// What one of the product cost.
    Price,
    /// Who served.
    Employee,
    /// Where it was sold.
    Channel,
    /// Anything to remember of the purchase.
    PurchaseNote,
    /// What became of the purchase: paid, cancelled, refunded, or what kind of row it is.
    Status,
    /// The firm a person belongs to, or the company itself where no person is named.
    Organisation,
    /// Whether they allowed emails: yes or no.
    AcceptsEmail,
    /// Whether they allowed text messages: yes or no.
    AcceptsSms,
}

impl Meaning {
    /// Every meaning, in the order a list shows them.
    pub const ALL: [Self; 34] = [
        Self::Ignore,
        Self::Name,
        Self::FirstName,
        Self::LastName,
        Self::IsCompany,
        Self::Phone,
        Self::Email,
        Self::Card,
        Self::FileId,
        Self::Birthday,
        Self::Tag,
        Self::Likes,
        Self::Source,
        Self::KeptBy,
        Self::Note,
        Self::Address,
        Self::NeverWrite,
        Self::Date,
        Self::Time,
        Self::Amount,
        Self::Refunded,
        Self::Cost,
        Self::Currency,
        Self::OrderNumber,
        Self::Product,
        Self::Quantity,
        Self::Price,
        Self::Employee,
        Self::Channel,
        Self::PurchaseNote,
        Self::Status,
        Self::Organisation,
        Self::AcceptsEmail,
        Self::AcceptsSms,
    ];

    /// Whether several columns may have it: the second phone, the lines of an address.
    #[must_use]
    pub fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Ignore
                | Self::FirstName
                | Self::Phone
                | Self::Email
                | Self::Tag
                | Self::Likes
                | Self::Note
                | Self::Address
                | Self::PurchaseNote
                | Self::Status
        )
    }

    /// Whether it says who a row is about.
    #[must_use]
    pub fn is_who(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::FirstName
                | Self::LastName
                | Self::Phone
                | Self::Email
                | Self::Card
                | Self::FileId
        )
    }
}

/// A program whose files are known by their titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Orders of a Shopify shop.
    ShopifyOrders,
    /// Customers of a Shopify shop.
    ShopifyCustomers,
    /// Receipts of a Loyverse till, one row each.
    LoyverseReceipts,
    /// Items of a Loyverse till, several rows to a receipt.
    LoyverseItems,
    /// Contacts of Google.
    Google,
    /// Contacts of Outlook.
    Outlook,
    /// Invoices or clients of Invoice Ninja.
    InvoiceNinja,
}

/// What a file was guessed to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnsGuess {
    /// What each column means.
    pub mapping: Vec<Meaning>,
    /// The program that wrote it, where its titles tell.
    pub program: Option<Program>,
    /// The one currency that stands beside its amounts or in a column of its own.
    pub currency: Option<Currency>,
}

/// Guesses the columns from their titles (none for a file without) and some of the rows.
#[must_use]
pub fn guess(titles: &[&str], rows: &[Vec<&str>]) -> ColumnsGuess {
    let n_columns = rows.iter().map(Vec::len).chain([titles.len()]).max().unwrap_or(0);
    let normal: Vec<String> = titles.iter().map(|title| words::normal(title)).collect();
    let program = known::program(&normal);
    let mut mapping = vec![Meaning::Ignore; n_columns];
    match program {
        Some(program) => known::map(program, &normal, &mut mapping),
        None => words::map(&normal, &mut mapping),
    }
    let looks: Vec<look::Look> = (0..n_columns).map(|place| look::Look::of(rows, place)).collect();
    if program.is_none() {
        look::refute(&looks, &mut mapping);
        look::fill(&normal, &looks, &mut mapping);
    }
    settle(&normal, &mut mapping);
    let currency = look::currency(rows, &mapping);
    ColumnsGuess { mapping, program, currency }
}

/// Brings meanings in line with each other.
fn settle(titles: &[String], mapping: &mut [Meaning]) {
    let has = |meaning| mapping.contains(&meaning);
    if !has(Meaning::Date) || !(has(Meaning::Amount) || has(Meaning::Price)) {
        return;
    }
    let others = [Meaning::Name, Meaning::LastName, Meaning::Phone, Meaning::Email, Meaning::Card];
    let is_named_otherwise = others.into_iter().any(has);
    let has_number = has(Meaning::OrderNumber);
    for (place, meaning) in mapping.iter_mut().enumerate() {
        let is_bare_id = titles.get(place).is_some_and(|title| words::is_bare_id(title));
        *meaning = match *meaning {
            // Beside a purchase a note is of the purchase.
            Meaning::Note => Meaning::PurchaseNote,
            // So is a number of who knows what, where the buyer is named otherwise.
            Meaning::FileId if is_bare_id && is_named_otherwise && has_number => Meaning::Ignore,
            Meaning::FileId if is_bare_id && is_named_otherwise => Meaning::OrderNumber,
            meaning => meaning,
        };
    }
}

/// Whether a title is one that some column is known to have.
#[must_use]
pub fn is_known_title(title: &str) -> bool {
    words::meaning(&words::normal(title)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(titles: &str, rows: &[&str]) -> Vec<Meaning> {
        let titles: Vec<&str> = titles.split(',').filter(|title| !title.is_empty()).collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split(',').collect()).collect();
        guess(&titles, &rows).mapping
    }

    #[test]
    fn titles_of_five_languages_are_known() {
        use Meaning::{
            Address, Amount, Birthday, Card, Date, Email, Name, Note, Phone, PurchaseNote,
        };
        let check = |titles: &str, expected: &[Meaning]| assert_eq!(guessed(titles, &[]), expected);
        check(
            "Dátum,Vevő neve,Telefonszám,Összeg,Megjegyzés",
            &[Date, Name, Phone, Amount, PurchaseNote],
        );
        check("Name,Phone,Email,Birthday,Notes", &[Name, Phone, Email, Birthday, Note]);
        check("Дата,Клиент,Телефон,Сумма", &[Date, Name, Phone, Amount]);
        check("Дата,Клієнт,Номер картки,Сума", &[Date, Name, Card, Amount]);
        check("تاریخ,نام مشتری,شماره تماس,مبلغ", &[Date, Name, Phone, Amount]);
        check("ФИО,E-mail,День рождения,Адрес", &[Name, Email, Birthday, Address]);
    }

    #[test]
    fn columns_without_titles_are_known_by_their_look() {
        use Meaning::{Amount, Date, Email, FileId, Ignore, Name, Phone, Quantity};
        let log = [
            "00004,0001,19970101,2,29.33",
            "00004,0001,19970118,2,29.73",
            "00021,0002,19970101,3,63.34",
            "00111,0006,19970315,4,77.96",
        ];
        assert_eq!(guessed("", &log), [FileId, Ignore, Date, Quantity, Amount]);
        let people = ["Kovács Anna,06 30 555-0142,anna@example.com,2026.08.05.,1150"];
        assert_eq!(guessed("", &people), [Name, Phone, Email, Date, Amount]);
    }

    #[test]
    fn titles_nobody_knows_leave_it_to_the_look() {
        use Meaning::{Amount, Date, FileId, Quantity};
        let log = ["00001,19970101,1,11.77", "00002,19970112,1,12.00", "00002,19970112,5,77.00"];
        let titles = "customer_id,date,number_of_cds,dollar_value";
        assert_eq!(guessed(titles, &log), [FileId, Date, Quantity, Amount]);
    }

    #[test]
    fn a_number_of_who_knows_what_is_the_purchase_s_beside_a_named_buyer() {
        use Meaning::{Amount, Date, FileId, Ignore, Name, OrderNumber};
        let rows = ["1,2026-08-05,Anna,5", "2,2026-08-05,Anna,6"];
        assert_eq!(guessed("id,date,customer,amount", &rows), [OrderNumber, Date, Name, Amount]);
        assert_eq!(guessed("id,date,branch x,amount", &rows)[..2], [FileId, Date]);
        assert_eq!(guessed("#,date,customer,amount", &rows), [Ignore, Date, Name, Amount]);
    }

    #[test]
    fn an_order_file_of_a_web_shop_keeps_its_order_number_apart_from_the_name() {
        use Meaning::{Amount, Currency, Date, Email, OrderNumber, Product, Refunded};
        let titles = "Name,Email,Created at,Total,Refunded Amount,Currency,Lineitem name";
        let expected = [OrderNumber, Email, Date, Amount, Refunded, Currency, Product];
        assert_eq!(guessed(titles, &[]), expected);
    }
}
