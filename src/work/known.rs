//! What the book has, as pages that are sent and learned a stretch at a time.

use std::ops::Bound;

use crate::book::journal::Entry;
use crate::book::journal::page::{self, PageDamage};
use crate::book::{Book, Change};
use crate::files::import::Known;
use crate::people::customer::Customer;
use crate::people::pairs::Scan;
use crate::trade::purchase::{Purchase, Refund};
use crate::units::id::{CustomerId, GroupId, PurchaseId, Stamp};

/// The customers and purchases of a book as pages, from the first to the last.
///
/// The book may change between two pages: what is entered meanwhile comes at the end, and is met.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownPages {
    customer: Option<CustomerId>,
    purchase: Option<PurchaseId>,
    has_customers: bool,
    /// Whether the purchases stay where they are.
    is_without_purchases: bool,
}

impl KnownPages {
    /// How many records a page holds: a few milliseconds' worth.
    const RECORDS: usize = 2_000;

    /// Of the customers only.
    #[must_use]
    pub fn of_customers() -> Self {
        Self { is_without_purchases: true, ..Self::default() }
    }

    /// The next page; `None` after the last.
    pub fn next(&mut self, book: &Book) -> Option<Vec<u8>> {
        if !self.has_customers {
            match self.customers(book) {
                Some(page) => return Some(page),
                None => self.has_customers = true,
            }
        }
        if self.is_without_purchases { None } else { self.purchases(book) }
    }

    fn customers(&mut self, book: &Book) -> Option<Vec<u8>> {
        let after = self.customer.map_or(Bound::Unbounded, Bound::Excluded);
        let next = book.customers().after(after).take(Self::RECORDS);
        let add = |(id, customer): (&CustomerId, &Customer)| {
            let (facts, members) = (customer.facts().to_vec(), customer.members().to_vec());
            (id.0, entry(Change::AddCustomer { facts, members }))
        };
        let entries: Vec<(Stamp, Entry)> = next.map(add).collect();
        self.customer = Some(CustomerId(entries.last()?.0));
        Some(written(&entries))
    }

    fn purchases(&mut self, book: &Book) -> Option<Vec<u8>> {
        let after = self.purchase.map_or(Bound::Unbounded, Bound::Excluded);
        let mut entries = Vec::new();
        for (id, bought) in book.purchases().after(after).take(Self::RECORDS) {
            entries.push((id.0, entry(Change::bought(bought.purchase()))));
            for refund in bought.refunds() {
                let given = Change::AddRefund { purchase: *id, refund: refund.clone() };
                entries.push((id.0, entry(given)));
            }
        }
        self.purchase = Some(PurchaseId(entries.last()?.0));
        Some(written(&entries))
    }
}

fn entry(change: Change) -> Entry {
    Entry { group: GroupId(Stamp::default()), change }
}

fn written(entries: &[(Stamp, Entry)]) -> Vec<u8> {
    page::encode(entries.iter().map(|(stamp, entry)| (*stamp, entry)))
}

/// A record on a page.
pub(super) enum Record {
    /// A customer.
    Customer(CustomerId, Customer),
    /// A purchase, with what was given back of it.
    Purchase(PurchaseId, Box<Purchase>, Vec<Refund>),
}

/// Gives each record of a page.
pub(super) fn each(page: &[u8], mut take: impl FnMut(Record)) -> Result<(), PageDamage> {
    let mut reader = page::Reader::default();
    let mut last: Option<(PurchaseId, Box<Purchase>, Vec<Refund>)> = None;
    while let Some((stamp, Entry { change, .. })) = reader.next(page)? {
        match change {
            Change::AddCustomer { facts, members } => {
                let mut customer = Customer::default();
                facts.into_iter().for_each(|fact| customer.set(fact));
                members.iter().for_each(|member| customer.set_member(member, true));
                take(Record::Customer(CustomerId(stamp), customer));
            }
            Change::AddPurchase(purchase) => {
                let before = last.replace((PurchaseId(stamp), purchase, Vec::new()));
                before.into_iter().for_each(|(id, bought, given)| {
                    take(Record::Purchase(id, bought, given));
                });
            }
            Change::AddRefund { refund, .. } => {
                if let Some((_, _, refunds)) = &mut last {
                    refunds.push(refund);
                }
            }
            Change::SetSetting(_)
            | Change::SetFacts { .. }
            | Change::SetMember { .. }
            | Change::RemovePurchase { .. }
            | Change::EraseCustomer { .. }
            | Change::Undo { .. }
            | Change::Received { .. }
            | Change::Imported { .. }
            | Change::Outreach(_)
            | Change::Joined { .. }
            | Change::SamePerson { .. }
            | Change::DifferentPeople { .. }
            | Change::Fields(_)
            | Change::Lists(_)
            | Change::Acquisition(_)
            | Change::Order { .. }
            | Change::Unknown(_) => return Err(PageDamage::Damaged),
        }
    }
    last.into_iter().for_each(|(id, bought, given)| take(Record::Purchase(id, bought, given)));
    Ok(())
}

/// Adds the customers of a page to a search for those who are here twice.
pub(super) fn add(scan: &mut Scan, page: &[u8]) -> Result<(), PageDamage> {
    each(page, |record| match record {
        Record::Customer(id, customer) => scan.add(id, &customer),
        Record::Purchase(..) => {}
    })
}

/// Learns a page of what the book has.
pub(super) fn learn(known: &mut Known, page: &[u8]) -> Result<(), PageDamage> {
    each(page, |record| match record {
        Record::Customer(id, customer) => known.add_customer(id, &customer),
        Record::Purchase(id, purchase, refunds) => known.add_purchase(id, &purchase, &refunds),
    })
}
