//! A plan: what would go in, and what would not.

mod problem;
mod tidied;

use serde::{Deserialize, Serialize};

pub use problem::{Problem, Reason};
pub use tidied::Tidied;
pub(super) use tidied::Tidying;

use crate::files::import::{Key, StateWord};
use crate::people::customer::{Fact, Member};
use crate::people::same;
use crate::trade::purchase::{AmountRefusal, Purchase, Refund, check_refund};
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, PurchaseId};
use crate::units::money::Money;
use crate::units::stretches::Stretches;

/// A customer the book does not have yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCustomer {
    /// What is known of them, in the order of registers.
    pub facts: Vec<Fact>,
    /// Their phones, addresses and labels.
    pub members: Vec<Member>,
    /// The first line they stand on.
    pub line: u32,
}

/// What a known customer gains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// Who.
    pub customer: CustomerId,
    /// Facts that are new or differ.
    pub facts: Vec<Fact>,
    /// Members that are new.
    pub members: Vec<Member>,
    /// The first line they stand on.
    pub line: u32,
}

/// Who bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Buyer {
    /// A customer of the book.
    Known(CustomerId),
    /// A customer of [`Plan::new_customers`], by the place there.
    New(usize),
    /// Nobody knows.
    Unknown,
}

/// A purchase the book does not have yet; its `customer` is set for known buyers only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedPurchase {
    /// Who bought.
    pub buyer: Buyer,
    /// What was bought.
    pub purchase: Purchase,
    /// What was given back of it, first given first.
    pub refunds: Vec<Refund>,
    /// The first line it stands on.
    pub line: u32,
}

impl PlannedPurchase {
    /// What was given back of it.
    pub(super) fn refunded(&self) -> Money {
        self.refunds.iter().map(|refund| refund.amount).sum()
    }

    /// What is left to give back.
    pub(super) fn left(&self) -> Money {
        self.purchase.amount - self.refunded()
    }
}

/// Money given back for a purchase the book has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRefund {
    /// Which purchase.
    pub purchase: PurchaseId,
    /// What was given back of it.
    pub refund: Refund,
    /// The first line it stands on.
    pub line: u32,
}

/// A key and a name that leads elsewhere by it: what the owner's answer about two names is kept
/// under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PairId(Key, String, String);

impl PairId {
    /// The pair of a key's value and the name of a row.
    #[must_use]
    pub fn new(key: Key, value: &str, name: &str) -> Self {
        Self(key, value.to_owned(), same::name(name).unwrap_or_default())
    }
}

/// Two rows that share a key though their names differ, and what happens to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePair {
    /// What an answer is kept under.
    pub id: PairId,
    /// The line of the later one.
    pub line: u32,
    /// What they share.
    pub key: Key,
    /// Its value.
    pub value: String,
    /// The name that was there first.
    pub ours: String,
    /// The name on the line.
    pub theirs: String,
    /// Whether they become one customer, or are kept apart.
    pub are_one: bool,
}

/// A known customer who would get another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rename {
    /// Who.
    pub customer: CustomerId,
    /// The name they have.
    pub from: String,
    /// The name the file has.
    pub to: String,
}

/// A sale of which a part was given back, while the file does not say how much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartlySale {
    /// The first line it stands on, under which the owner's answer is kept.
    pub line: u32,
    /// Who bought; empty where nobody knows, or has no name.
    pub name: String,
    /// When it was bought.
    pub day: Day,
    /// What was paid.
    pub amount: Money,
    /// What the owner says was given back.
    pub said: Option<Money>,
    /// What is known to have been given back all the same: a row of its own says it, or the book.
    pub known: Money,
}

impl PartlySale {
    /// How many of one word are listed.
    pub(super) const MOST: usize = 2_000;

    /// Why so much cannot have been given back.
    ///
    /// # Errors
    /// Nothing, less than nothing, or more than was paid.
    pub fn check(&self, given_back: Money) -> Result<Money, AmountRefusal> {
        check_refund(given_back, self.amount)
    }

    /// Whether what the owner said cannot be.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.said.is_some_and(|said| self.check(said).is_err())
    }
}

/// What the amount on each line of an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Totals {
    /// The total of the whole order, repeated on each of its lines.
    OfOrder,
    /// What that line came to.
    OfLine,
}

/// Orders whose lines all carry one amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EqualLines {
    /// How many such orders there are.
    pub n: usize,
    /// The number of one of them.
    pub number: String,
    /// The amount on each of its lines.
    pub amount: Money,
    /// How many lines it has.
    pub n_lines: usize,
    /// How the amounts are taken.
    pub taken_as: Totals,
    /// Whether nothing in the file tells, so that the owner is asked.
    pub is_open: bool,
}

/// What would go in, and what would not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Customers to be added, in the order of the file.
    pub new_customers: Vec<NewCustomer>,
    /// What known customers gain; those who gain nothing are not here.
    pub updates: Vec<Update>,
    /// Purchases to be added, in the order of the file.
    pub purchases: Stretches<PlannedPurchase>,
    /// Rows that were set aside, in the order of the file.
    pub problems: Vec<Problem>,
    /// Cells that were left out of rows that do go in, in the order of the file.
    pub odd_cells: Vec<Problem>,
    /// Cells that were read as something else than what stands there, the first two hundred
    /// different ones, in the order of the file.
    pub tidied: Vec<Tidied>,
    /// Money given back for purchases the book has already.
    pub refunds: Vec<PlannedRefund>,
    /// Rows that share a phone, an email or another key though their names differ.
    pub pairs: Vec<NamePair>,
    /// Known customers who would get another name.
    pub renames: Vec<Rename>,
    /// The words of the column that says what became of a sale.
    pub states: Vec<StateWord>,
    /// Orders whose lines all carry one amount, where there are any.
    pub equal_lines: Option<EqualLines>,
    /// What the purchases come to, before anything is given back.
    pub sum: Money,
    /// The largest purchase and its line.
    pub largest: Option<(Money, u32)>,
    /// The first and the last day of the purchases.
    pub span: Option<(Day, Day)>,
    /// How many of what.
    pub counts: Counts,
}

/// Figures of a plan that its lists do not show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows of the file below the titles.
    pub rows: usize,
    /// Rows among them that were set aside.
    pub rows_set_aside: usize,
    /// Customers of the book that the file names.
    pub known_customers: usize,
    /// Purchases the book has already.
    pub purchases_already_there: usize,
    /// Lines that say again what another line of the same order said.
    pub repeated_lines: usize,
    /// Amounts that lost decimals the currency does not have.
    pub rounded_amounts: usize,
    /// Purchases of nobody, kept or not.
    pub of_nobody: usize,
    /// What the purchases of nobody come to, as their rows say it.
    pub sum_of_nobody: Money,
    /// Sales that never became one: cancelled, failed, drafts.
    pub void_sales: usize,
    /// Returns that were put to their purchase.
    pub returns: usize,
    /// People who do not want to be written to, at all or by one channel.
    pub said_no: usize,
    /// Cells that were read as something else than what stands there.
    pub tidied_cells: usize,
}

impl Plan {
    /// Whether the owner must answer something before anything can go in.
    #[must_use]
    pub fn has_question(&self) -> bool {
        self.equal_lines.as_ref().is_some_and(|equal| equal.is_open)
            || self.states.iter().any(|word| word.counting.is_none())
            || self.states.iter().flat_map(|word| &word.partly).any(PartlySale::is_refused)
    }

    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new_customers.is_empty()
            && self.updates.is_empty()
            && self.purchases.is_empty()
            && self.refunds.is_empty()
    }
}
