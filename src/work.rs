//! Work off the screen's thread: what the screen asks of the worker, and what it is told.
//!
//! It writes files out, too, from the same pages of what the book has ([`Wanted`]), looks through
//! the customers for those who are here twice, and reads the codes under a camera.
//!
//! The worker holds the file, its rows and the plan; the screen is told what it shows of them and
//! no more, so that no answer takes it longer than a frame. Only the screen's thread writes to
//! disk: taking in gives pages of changes, encoded and proved.
//!
//! # Why the book is sent and not read
//!
//! The worker could read the disk itself. But what is true is in the screen's memory: changes that
//! are not saved yet, and, after a browser has cleared the disk, all of them. And from the disk it
//! would have to make a journal and a book of its own, which is twice the memory of a phone. What
//! an import asks of the book are its customers and purchases as they stand ([`KnownPages`]); they
//! are sent as pages of changes that add them, a stretch at a time.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::book::journal::Clock;
use crate::book::journal::page::ChangeRefusal;
use crate::files::columns::OwnField;
use crate::files::encoding::{Encoding, FileRefusal};
use crate::files::form::Form;
use crate::files::import::{Guess, Options, PairId, Remembered, ShownCell};
use crate::files::table::{Progress, ReadOptions, Separator};
use crate::people::pairs::Pair;
use crate::people::same::Country;
use crate::units::calendar::{Day, Zone};
use crate::units::id::{CustomerId, GroupId};
use crate::units::money::Currency;
use crate::work::codes::CodeRefusal;

pub mod codes;
mod known;
mod outlook;
mod writing;
mod hand;

pub use hand::Hand;
pub use known::KnownPages;
pub use outlook::{Listed, ListedProblem, Outlook};
pub use writing::{Contact, Wanted};

/// What the screen asks. A new wish ends the work on the one before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Forgets everything; the pages of what is known follow.
    Begin {
        /// The country of the shop's national phone numbers, where it is known.
        country: Option<Country>,
    },
    /// A page of what the book has, which comes beside it.
    Known,
    /// Reads a list, which comes beside it, guesses how it is to be understood, and plans.
    Open(Facts),
    /// Reads the list anew, as the owner says it is written.
    ReadAs(ReadOptions),
    /// Plans anew, as the owner says it is to be understood.
    Understand(Box<Options>),
    /// Puts another text into the cells of a line of problems, and plans anew.
    Mend {
        /// Of which list.
        list: Listed,
        /// Which line of it.
        place: usize,
        /// The text.
        text: String,
    },
    /// Takes rows that share a key though their names differ for one customer, or for two, and
    /// plans anew.
    SayPair {
        /// Which pair; `None` for all of them.
        pair: Option<PairId>,
        /// Whether they are one.
        are_one: bool,
    },
    /// Makes the changes of the plan.
    TakeIn {
        /// The name of the file.
        file: String,
        /// The currency the shop counts in from now on, where that changes.
        currency: Option<Currency>,
        /// From where stamps are taken.
        clock: Clock,
    },
    /// Forgets everything; the pages of what a file is to be written from follow.
    BeginWriting,
    /// A picture of a customer, which comes beside it.
    Photo,
    /// Writes a file of them.
    Write(Box<Wanted>),
    /// Forgets everything; the pages of the customers who are held against each other follow.
    BeginScan {
        /// The country of the shop's national phone numbers, where it is known.
        country: Option<Country>,
        /// Of whom it was said that they are two people, the earlier of the two first.
        are_apart: BTreeSet<(CustomerId, CustomerId)>,
    },
    /// Looks for those who are here twice.
    Scan,
    /// Looks for a code in a picture, whose shades come beside it.
    Look {
        /// How many columns it has.
        width: u32,
        /// How many rows.
        height: u32,
    },
}

/// What guessing needs to know of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The day on the wall.
    pub today: Day,
    /// The shop's currency.
    pub currency: Currency,
    /// The shop's clock.
    pub zone: Zone,
    /// Whether it has sold nothing yet: then it counts in the currency of its first file.
    pub sold_nothing: bool,
    /// How lists were understood before.
    pub remembered: Vec<Remembered>,
    /// The fields that the owner added to the card.
    pub own_fields: Vec<OwnField>,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stretch {
    /// Rows are read.
    Reading,
    /// Rows are held against the book.
    Planning,
    /// Changes are made and encoded.
    TakingIn,
    /// A file is written.
    Writing,
    /// Customers are held against each other.
    Scanning,
}

/// What the screen is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// How far it is.
    Progress(Stretch, Progress),
    /// The list is none; nothing is held any more.
    Refused(FileRefusal),
    /// How the list was read.
    Read(Box<ListRead>),
    /// What would come of it.
    Planned(Box<Planned>),
    /// A page of changes, which comes beside it.
    Page,
    /// A picture that a page speaks of, which comes beside it.
    Photo,
    /// All pages were given; their group.
    Made(GroupId),
    /// No changes could be made.
    NotMade(ChangeRefusal),
    /// The file that was wanted comes beside it.
    Written,
    /// It could not be written.
    NotWritten,
    /// Who may be here twice, the surest first.
    Pairs(Vec<Pair>),
    /// What the code in a picture says; `None` where there is none.
    Seen(Option<Result<String, CodeRefusal>>),
}

/// How a list was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRead {
    /// Its outer form.
    pub shape: Shape,
    /// How it is probably to be understood.
    pub guess: Guess,
}

/// The outer form of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// In which form it came.
    pub form: Form,
    /// How its letters were read.
    pub encoding: Encoding,
    /// What its columns were parted by.
    pub separator: Separator,
    /// The titles of the columns; none when the file has none.
    pub titles: Vec<String>,
    /// How many columns most rows have.
    pub n_columns: usize,
    /// The example of a date with the day first, and with the month first.
    pub example_days: [Option<Day>; 2],
}

/// What would come of a list as it is understood now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Its first rows, with what is read of each cell.
    pub sample: Vec<Vec<ShownCell>>,
    /// The figures and what is asked, or why nothing could come of it.
    pub outlook: Result<Outlook, FileRefusal>,
}

/// Writes a request or an answer.
#[must_use]
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).expect("memory takes what it holds")
}

/// Reads a request or an answer; `None` for what another build wrote.
#[must_use]
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Some(message),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
