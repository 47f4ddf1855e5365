//! A file on its way out, written from what the book has a stretch at a time.

use std::collections::HashMap;
use std::mem;

use serde::{Deserialize, Serialize};

use crate::book::journal::page::PageDamage;
use crate::files::columns::OwnField;
use crate::files::csv_out::Sold;
use crate::files::table::Progress;
use crate::files::workbook_out::{NotWritten, Words, Writer};
use crate::files::{birthdays_out, cards_out};
use crate::people::customer::Customer;
use crate::people::photo::{Photo, PhotoId};
use crate::trade::purchase::Purchase;
use crate::units::calendar::Day;
use crate::units::id::CustomerId;
use crate::units::money::{Currency, Money};
use crate::work::known::{Record, each};

/// What is wanted of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// Customers as an address book.
    Cards {
        /// The fields that the owner added.
        own: Vec<OwnField>,
    },
    /// Birthdays as a calendar.
    Birthdays {
        /// What an event is called: see [`birthdays_out::Style`].
        title: String,
        /// The day on the wall.
        today: Day,
        /// How many days before the alarm is.
        alarm_days: u32,
    },
    /// Everything as a workbook.
    Workbook {
        /// Its words.
        words: Words,
        /// The shop's currency.
        currency: Currency,
        /// The day on the wall.
        today: Day,
        /// Who was contacted, or put off.
        contacts: Vec<Contact>,
    },
}

/// That somebody was contacted, or put off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Who.
    pub customer: CustomerId,
    /// On which day.
    pub on: Day,
    /// How, in words.
    pub what: String,
}

/// What the book has, to be written.
#[derive(Debug, Default)]
pub(super) struct Held {
    customers: Vec<(CustomerId, Customer)>,
    /// Purchases, each with what was given back of it.
    purchases: Vec<(Purchase, Money)>,
    photos: HashMap<PhotoId, Photo>,
}

impl Held {
    /// Takes a picture.
    pub(super) fn learn_photo(&mut self, photo: Photo) {
        self.photos.insert(photo.id(), photo);
    }

    /// Takes a page of it.
    pub(super) fn learn(&mut self, page: &[u8]) -> Result<(), PageDamage> {
        each(page, |record| match record {
            Record::Customer(id, customer) => self.customers.push((id, customer)),
            Record::Purchase(_, purchase, refunds) => {
                let refunded = refunds.iter().map(|refund| refund.amount).sum();
                self.purchases.push((*purchase, refunded));
            }
        })
    }
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Writing {
    held: Held,
    /// How many customers and purchases are written.
    n_written: usize,
    file: File,
}

#[derive(Debug)]
enum File {
    Cards(String, Vec<OwnField>),
    Birthdays(String, birthdays_out::Style),
    Workbook { writer: Box<Writer>, numbers: HashMap<CustomerId, usize>, contacts: Vec<Contact> },
}

impl Writing {
    pub(super) fn new(held: Held, wanted: Wanted) -> Result<Self, NotWritten> {
        let file = match wanted {
            Wanted::Cards { own } => File::Cards(String::new(), own),
            Wanted::Birthdays { title, today, alarm_days } => {
                let mut text = String::new();
                birthdays_out::begin(&mut text);
                File::Birthdays(text, birthdays_out::Style { title, today, alarm_days })
            }
            Wanted::Workbook { words, currency, today, contacts } => {
                let writer = Box::new(Writer::new(words, currency, today)?);
                File::Workbook { writer, numbers: HashMap::new(), contacts }
            }
        };
        Ok(Self { held, n_written: 0, file })
    }

    /// Writes up to so many customers or purchases more.
    pub(super) fn step(&mut self, n: usize) -> Result<Progress, NotWritten> {
        for _ in 0..n {
            let progress = self.progress();
            if progress.is_finished {
                return Ok(progress);
            }
            let n_customers = self.held.customers.len();
            match self.n_written.checked_sub(n_customers) {
                None => self.customer(self.n_written)?,
                Some(place) => self.purchase(place)?,
            }
            self.n_written += 1;
        }
        Ok(self.progress())
    }

    /// How far it is.
    pub(super) fn progress(&self) -> Progress {
        let n_purchases = match self.file {
            File::Cards(..) | File::Birthdays(..) => 0,
            File::Workbook { .. } => self.held.purchases.len(),
        };
        let total = self.held.customers.len() + n_purchases;
        Progress { done: self.n_written, total, is_finished: self.n_written >= total }
    }

    fn customer(&mut self, place: usize) -> Result<(), NotWritten> {
        let (id, customer) = &self.held.customers[place];
        match &mut self.file {
            File::Cards(text, own) => {
                let photo = customer.photo().and_then(|id| self.held.photos.get(&id));
                cards_out::write(text, *id, customer, photo, own);
            }
            File::Birthdays(text, style) => birthdays_out::write(text, *id, customer, style),
            File::Workbook { writer, numbers, .. } => {
                numbers.insert(*id, place + 1);
                writer.customer(place + 1, customer)?;
            }
        }
        Ok(())
    }

    fn purchase(&mut self, place: usize) -> Result<(), NotWritten> {
        let File::Workbook { writer, numbers, .. } = &mut self.file else { return Ok(()) };
        let (purchase, refunded) = &mut self.held.purchases[place];
        let number = purchase.customer.and_then(|id| numbers.get(&id).copied());
        let customer = number.map(|number| &self.held.customers[number - 1].1);
        let sold = Sold { customer, purchase: mem::take(purchase), refunded: *refunded };
        writer.purchase(number, &sold)
    }

    /// The bytes of the file, written to its end.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, NotWritten> {
        while !self.step(10_000)?.is_finished {}
        match self.file {
            File::Cards(text, _) => Ok(text.into_bytes()),
            File::Birthdays(mut text, _) => {
                birthdays_out::end(&mut text);
                Ok(text.into_bytes())
            }
            File::Workbook { mut writer, numbers, contacts } => {
                for Contact { customer, on, what } in contacts {
                    let Some(number) = numbers.get(&customer) else { continue };
                    let name = self.held.customers[*number - 1].1.name();
                    writer.contact(*number, name, on, &what)?;
                }
                writer.finish()
            }
        }
    }
}
