//! What each column of a file means: guessed from its title and the look of its cells, and open
//! to the owner's correction.

mod known;
mod look;
mod pieces;
mod refute;
mod words;

use serde::{Deserialize, Serialize};

pub use look::{LooksLike, is_data};
pub use words::yes_or_no;

use crate::people::custom::{CustomField, FieldKind};
use crate::people::same::Key;
use crate::units::id::FieldId;
use crate::units::money::Currency;

/// What a column holds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
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
    /// Whether they came on a list that was bought or handed over: yes or no.
    BroughtIn,
    /// When the purchase was made.
    Date,
    /// The year of the purchase, where year, month and day have a column each.
    Year,
    /// The month of it, by number or by name.
    Month,
    /// The day of its month.
    Day,
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
    /// A field that the owner added to the card.
    Own(FieldId),
}

impl Meaning {
    /// Every meaning that every shop has, in the order a list shows them.
    pub const ALL: [Self; 38] = [
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
        Self::BroughtIn,
        Self::Date,
        Self::Year,
        Self::Month,
        Self::Day,
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

    /// Whether it is of a purchase rather than of a person.
    #[must_use]
    pub fn is_of_sale(self) -> bool {
        matches!(
            self,
            Self::Date
                | Self::Year
                | Self::Month
                | Self::Day
                | Self::Time
                | Self::Amount
                | Self::Refunded
                | Self::Cost
                | Self::Currency
                | Self::OrderNumber
                | Self::Product
                | Self::Quantity
                | Self::Price
                | Self::Employee
                | Self::Channel
                | Self::PurchaseNote
                | Self::Status
        )
    }

    /// Whether it says, alone or with others, when a purchase was made.
    #[must_use]
    pub fn is_of_moment(self) -> bool {
        matches!(self, Self::Date | Self::Year | Self::Month | Self::Day | Self::Time)
    }

    /// Whether a customer is found by it, as by a key of this kind.
    #[must_use]
    pub fn holds(self, key: Key) -> bool {
        match key {
            Key::Card => self == Self::Card,
            Key::FileId => self == Self::FileId,
            Key::Phone => self == Self::Phone,
            Key::Email => self == Self::Email,
            Key::Name => {
                matches!(self, Self::Name | Self::FirstName | Self::LastName | Self::Organisation)
            }
        }
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
                | Self::Organisation
        )
    }
}

/// Whether some columns say on which day a purchase was made.
#[must_use]
pub fn say_when(mapping: &[Meaning]) -> bool {
    let has = |meaning| mapping.contains(&meaning);
    has(Meaning::Date) || pieces::MEANINGS.into_iter().all(has)
}

/// A field that the owner added to the card, as a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnField {
    /// Which.
    pub id: FieldId,
    /// What it is called, and so its column.
    pub name: String,
    /// What may stand in it.
    pub kind: FieldKind,
}

impl OwnField {
    /// Every field that the owner added, in their order.
    #[must_use]
    pub fn all(fields: &[(FieldId, CustomField)]) -> Vec<Self> {
        let field = |(id, field): &(FieldId, CustomField)| Self {
            id: *id,
            name: field.name.clone(),
            kind: field.kind.clone(),
        };
        fields.iter().map(field).collect()
    }
}

/// Finds the columns of fields that the owner added, by their names.
///
/// Two columns of one name are a column that every shop has and one of its own, which our own files
/// write behind it. A single one is the shop's own unless it says who a row is about or is of a sale.
fn find_own(titles: &[&str], own: &[OwnField], mapping: &mut [Meaning]) {
    let has = |meaning| mapping.contains(&meaning);
    let is_of_sales = say_when(mapping) && (has(Meaning::Amount) || has(Meaning::Price));
    for field in own {
        let wanted = words::normal(&field.name);
        let is_named = |place: &usize| words::normal(titles[*place]) == wanted;
        // Beside sales their own columns stay what they are.
        let may_be = |place: &usize| !(is_of_sales && mapping[*place].is_of_sale());
        let n_columns = titles.len().min(mapping.len());
        let places: Vec<usize> = (0..n_columns).filter(is_named).filter(may_be).collect();
        let Some(last) = places.last().copied() else { continue };
        if places.len() > 1 || !mapping[last].is_who() {
            mapping[last] = Meaning::Own(field.id);
        }
    }
}

/// A program whose files are known by their titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Customers of a Square till.
    SquareCustomers,
    /// Payments of a Square till.
    SquarePayments,
    /// Customers of a Loyverse till.
    LoyverseCustomers,
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
    /// Columns without a meaning whose cells look like something that is worth asking about.
    pub unused: Vec<(usize, LooksLike)>,
    /// Its dates are those of visits, with no column for money.
    pub visits_only: bool,
}

/// Guesses the columns from their titles (none for a file without) and some of the rows.
#[must_use]
pub fn guess(titles: &[&str], rows: &[Vec<&str>]) -> ColumnsGuess {
    guess_with(titles, rows, &[])
}

/// As [`guess`], in a shop that has added fields to the card.
#[must_use]
pub fn guess_with(titles: &[&str], rows: &[Vec<&str>], own: &[OwnField]) -> ColumnsGuess {
    let n_columns = rows.iter().map(Vec::len).chain([titles.len()]).max().unwrap_or(0);
    let normal: Vec<String> = titles.iter().map(|title| words::normal(title)).collect();
    let program = known::program(&normal);
    let mut mapping = vec![Meaning::Ignore; n_columns];
    match program {
        Some(program) => known::map(program, &normal, titles, &mut mapping),
        None => words::map(titles, &mut mapping),
    }
    find_own(titles, own, &mut mapping);
    let looks: Vec<look::Look> = (0..n_columns).map(|place| look::Look::of(rows, place)).collect();
    refute::codes(rows, &mut mapping);
    pieces::find(titles, rows, &mut mapping);
    if program.is_none() {
        refute::numbers(&looks, &mut mapping);
        look::fill(titles, &looks, &mut mapping);
    }
    settle(&normal, &mut mapping);
    let unused = match program {
        // What such a file holds beside is known, and not wanted.
        Some(_) => Vec::new(),
        None => look::unused(titles, &looks, &mapping),
    };
    let visits_only = program.is_none() && is_log_of_visits(titles, rows, &mapping, &unused);
    let currency = look::currency(rows, &mapping);
    ColumnsGuess { mapping, program, currency, unused, visits_only }
}

/// The same where the file itself says what its columns mean, but for the fields of the shop's own.
#[must_use]
pub fn told(
    titles: &[&str],
    mut mapping: Vec<Meaning>,
    rows: &[Vec<&str>],
    own: &[OwnField],
) -> ColumnsGuess {
    let said = mapping.clone();
    find_own(titles, own, &mut mapping);
    for (place, meaning) in said.into_iter().enumerate() {
        let name = |id| own.iter().find(|field| field.id == id).map(|field| field.name.as_str());
        // A word of the form itself, in its capitals, is not the name of a field.
        let is_word_of_form = match mapping[place] {
            Meaning::Own(id) => name(id) != titles.get(place).copied(),
            _ => false,
        };
        if meaning != Meaning::Ignore && is_word_of_form {
            mapping[place] = meaning;
        }
    }
    let currency = look::currency(rows, &mapping);
    ColumnsGuess { mapping, currency, ..ColumnsGuess::default() }
}

/// Whether days and people without amounts are visits, rather than a list of people with a day.
fn is_log_of_visits(
    titles: &[&str],
    rows: &[Vec<&str>],
    mapping: &[Meaning],
    unused: &[(usize, LooksLike)],
) -> bool {
    let has = |wanted: &[Meaning]| mapping.iter().any(|meaning| wanted.contains(meaning));
    let Some(date) = mapping.iter().position(|meaning| *meaning == Meaning::Date) else {
        return false;
    };
    let may_be_money = unused.iter().any(|(_, look)| *look == LooksLike::Amounts);
    if has(&[Meaning::Amount, Meaning::Price]) || may_be_money || words::is_of_record(titles, date)
    {
        return false;
    }
    let of_people = [
        Meaning::Phone,
        Meaning::Email,
        Meaning::Birthday,
        Meaning::Address,
        Meaning::Tag,
        Meaning::Likes,
    ];
    let n_who = mapping.iter().filter(|meaning| meaning.is_who()).count();
    n_who > 0 && (comes_again(rows, mapping) || !has(&of_people))
}

/// Whether somebody stands in more than one row.
fn comes_again(rows: &[Vec<&str>], mapping: &[Meaning]) -> bool {
    let who: Vec<usize> = (0..mapping.len()).filter(|place| mapping[*place].is_who()).collect();
    let mut met = std::collections::HashSet::new();
    rows.iter().any(|row| {
        let person: Vec<&str> =
            who.iter().map(|place| row.get(*place).copied().unwrap_or_default()).collect();
        person.iter().any(|cell| !cell.trim().is_empty()) && !met.insert(person)
    })
}

/// Brings meanings in line with each other.
fn settle(titles: &[String], mapping: &mut [Meaning]) {
    let has = |meaning| mapping.contains(&meaning);
    if !say_when(mapping) || !(has(Meaning::Amount) || has(Meaning::Price)) {
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
    words::meaning(title).is_some()
}

#[cfg(test)]
mod tests;
