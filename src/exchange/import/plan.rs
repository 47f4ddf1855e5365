//! A plan: what would go in, and what would not.

use crate::calendar::Day;
use crate::customer::{Fact, Member};
use crate::exchange::columns::Meaning;
use crate::exchange::import::{Key, StateWord};
use crate::id::{CustomerId, PurchaseId};
use crate::money::{Currency, Money};
use crate::purchase::{Purchase, Refund};
use crate::same;

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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PairId(Key, String, String);

impl PairId {
    /// The pair of a key's value and the name of a row.
    #[must_use]
    pub fn new(key: Key, value: &str, name: &str) -> Self {
        Self(key, value.to_owned(), same::name(name).unwrap_or_default())
    }
}

/// Two rows that share a key though their names differ, and what happens to them.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// Who.
    pub customer: CustomerId,
    /// The name they have.
    pub from: String,
    /// The name the file has.
    pub to: String,
}

/// What the amount on each line of an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Totals {
    /// The total of the whole order, repeated on each of its lines.
    OfOrder,
    /// What that line came to.
    OfLine,
}

/// Orders whose lines all carry one amount.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub purchases: Vec<PlannedPurchase>,
    /// Rows that were set aside, in the order of the file.
    pub problems: Vec<Problem>,
    /// Cells that were left out of rows that do go in, in the order of the file.
    pub odd_cells: Vec<Problem>,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
}

/// A row that cannot go in, or a purchase of several rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line it begins on.
    pub line: u32,
    /// The column with the trouble, or where it can be mended; `None` for a whole row.
    pub column: Option<usize>,
    /// What that column means.
    pub meaning: Meaning,
    /// What stands there, cut to a readable length.
    pub value: String,
    /// Why it cannot go in.
    pub reason: Reason,
}

/// How much of a cell a problem shows.
const EXCERPT: usize = 60;

impl Plan {
    /// Whether the owner must answer something before anything can go in.
    #[must_use]
    pub fn has_question(&self) -> bool {
        self.equal_lines.as_ref().is_some_and(|equal| equal.is_open)
            || self.states.iter().any(|word| word.counting.is_none())
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

impl Problem {
    /// A problem of a whole row.
    pub(super) fn of_row(line: u32, reason: Reason) -> Self {
        Self { line, column: None, meaning: Meaning::Ignore, value: String::new(), reason }
    }

    /// A problem of one cell.
    pub(super) fn of_cell(
        line: u32,
        column: usize,
        meaning: Meaning,
        value: &str,
        reason: Reason,
    ) -> Self {
        let mut value: String = value.chars().take(EXCERPT + 1).collect();
        if value.chars().count() > EXCERPT {
            value = value.chars().take(EXCERPT - 1).chain(['…']).collect();
        }
        Self { line, column: Some(column), meaning, value, reason }
    }

    /// Points a problem of a whole row to the column where it can be mended, if there is one.
    pub(super) fn locate(&mut self, mapping: &[Meaning]) {
        let is_there = |meaning: &Meaning| match self.reason {
            Reason::NoDate => *meaning == Meaning::Date,
            Reason::NoAmount | Reason::ReturnOfNothing { .. } => {
                matches!(meaning, Meaning::Amount | Meaning::Price)
            }
            Reason::RefundTooLarge { .. } => *meaning == Meaning::Refunded,
            Reason::Nobody | Reason::NotKnown | Reason::SeveralFit => meaning.is_who(),
            _ => false,
        };
        if self.column.is_none() {
            self.column = mapping.iter().position(is_there);
            self.meaning = self.column.map_or(Meaning::Ignore, |column| mapping[column]);
        }
    }

    /// A quotation that never ends.
    pub(super) fn unclosed(line: u32) -> Self {
        Self::of_row(line, Reason::UnclosedQuotation)
    }
}

/// Why a row cannot go in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Not a number where one is needed.
    #[error("not a number")]
    NotANumber,
    /// An amount below zero.
    #[error("below zero")]
    Negative,
    /// A slip of the keyboard rather than an amount.
    #[error("above the largest amount")]
    TooLarge {
        /// The largest amount there may be.
        largest: Money,
    },
    /// The amount is in another currency than the shop's.
    #[error("in {}", .0.code())]
    OtherCurrency(Currency),
    /// More was given back than was paid.
    #[error("more given back than was paid")]
    RefundTooLarge {
        /// What was paid.
        paid: Money,
    },
    /// Money given back, and no purchase it could be of.
    #[error("no purchase it could be of")]
    ReturnOfNothing {
        /// What was given back.
        amount: Money,
    },
    /// A purchase without an amount.
    #[error("no amount")]
    NoAmount,
    /// A purchase without a day.
    #[error("no date")]
    NoDate,
    /// Not a day of any calendar.
    #[error("not a date")]
    NotADate,
    /// A day that can be read in two ways, and nobody said which.
    #[error("a day or a month first")]
    DayOrMonth,
    /// It has not come yet.
    #[error("in the future")]
    Future {
        /// The day as it was read.
        read: Day,
        /// The day that was probably meant.
        meant: Option<Day>,
    },
    /// Before 1900.
    #[error("before 1900")]
    BeforeFirst {
        /// The day as it was read.
        read: Day,
        /// The day that was probably meant.
        meant: Option<Day>,
    },
    /// What a spreadsheet shows where it could not work something out: `#REF!`, `########`.
    #[error("spoilt by a spreadsheet")]
    Spoilt,
    /// A birthday that stands for none, such as `0000-00-00`.
    #[error("stands for no birthday")]
    NoBirthday,
    /// A year of birth without the day.
    #[error("a year alone")]
    BirthYearAlone,
    /// Letters in a phone number.
    #[error("letters in a phone number")]
    PhoneLetters,
    /// A phone number too short or too long to call.
    #[error("too few or too many digits")]
    PhoneLength,
    /// Not like name@place.
    #[error("not an email address")]
    NotAnEmail,
    /// Neither a yes nor a no.
    #[error("neither yes nor no")]
    NotYesOrNo,
    /// No name, phone, email, card or number: whose is it?
    #[error("nobody named")]
    Nobody,
    /// Nobody like this is known, and only known customers are to be completed.
    #[error("not known yet")]
    NotKnown,
    /// More than one customer fits.
    #[error("several customers fit")]
    SeveralFit,
    /// Someone else has this card number.
    #[error("someone else has this card")]
    CardTaken {
        /// Who has it.
        by: String,
    },
    /// More cells than there are columns: a separator too many.
    #[error("more than {most} cells")]
    TooManyCells {
        /// How many columns there are.
        most: usize,
    },
    /// Fewer cells than columns, where only blanks part them.
    #[error("fewer than {least} cells")]
    TooFewCells {
        /// How many columns there are.
        least: usize,
    },
    /// A text longer than anybody writes.
    #[error("more than {most} letters")]
    TextTooLong {
        /// How many letters there may be.
        most: usize,
    },
    /// A quotation mark that opens and is never closed.
    #[error("a quotation that never ends")]
    UnclosedQuotation,
    /// The first row of the same purchase was set aside.
    #[error("of the purchase on line {line}")]
    OfSetAside {
        /// The line of that row.
        line: u32,
    },
}
