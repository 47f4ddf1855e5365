//! What a group did, in words.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::summary::{Field, Summary, What, summary};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{I18n, said};
use crate::app::parts::remind;
use crate::app::state::AppState;
use crate::units::id::{CustomerId, GroupId, PurchaseId};

/// Tells groups in words; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Telling {
    i18n: I18n,
    format: Format,
    state: AppState,
}

impl Telling {
    /// Tells the groups of the journal.
    pub(super) fn new(i18n: I18n, format: Format, state: AppState) -> Self {
        Self { i18n, format, state }
    }

    /// What a group did.
    pub(super) fn group(self, group: &Summary) -> String {
        let i18n = self.i18n;
        match &group.what {
            What::Undid(taken) => {
                said!(i18n, history.undid, what = self.taken(*taken))
            }
            What::Imported { file, customers, purchases } => {
                self.imported(file, *customers, *purchases)
            }
            What::Received { from, n_groups } => {
                let id = isolated(&from.short_number());
                let n = self.format.count(*n_groups);
                said!(i18n, history.received, count = *n_groups, n = n, id = id)
            }
            What::Erased => said!(i18n, history.erased),
            What::Sold { customer, name, amount, n: 1 } => {
                let amount = self.format.money(*amount);
                match customer {
                    None => said!(i18n, history.sold_unknown, amount = amount),
                    Some(id) => {
                        said!(i18n, history.sold, amount = amount, who = self.who(*id, name))
                    }
                }
            }
            What::Sold { n, .. } => {
                said!(i18n, history.sold_many, count = *n, n = self.format.count(*n))
            }
            What::Refunded { purchase, amount } => {
                let amount = self.format.money(*amount);
                said!(i18n, history.refunded, amount = amount, who = self.buyer(*purchase))
            }
            What::Removed { n } => {
                said!(i18n, history.removed, count = *n, n = self.format.count(*n))
            }
            What::Added { name, n: 1 } if !name.is_empty() => {
                said!(i18n, history.added_one_named, who = isolated(name))
            }
            What::Added { n, .. } => {
                said!(i18n, history.added, count = *n, n = self.format.count(*n))
            }
            What::Edited { customer, fields, n: 1 } => {
                let (who, fields) = (self.who(*customer, ""), self.fields(fields));
                said!(i18n, history.edited, who = who, fields = fields)
            }
            What::Edited { n, fields, .. } => {
                let n_text = self.format.count(*n);
                let fields = self.fields(fields);
                said!(i18n, history.edited_many, count = *n, n = n_text, fields = fields)
            }
            What::Answered { customer, occasion, answer } => {
                let what = remind::event(i18n, self.format, *occasion, *answer);
                said!(i18n, history.answered, who = self.who(*customer, ""), what = what)
            }
            What::Joined { n_groups } => {
                let n = self.format.count(*n_groups);
                said!(i18n, history.joined, count = *n_groups, n = n)
            }
            What::Settings => said!(i18n, history.settings),
            What::Unknown => said!(i18n, history.unknown),
        }
    }

    /// What a group that was taken back had done; of an undo, only that it was one.
    fn taken(self, id: GroupId) -> String {
        let i18n = self.i18n;
        let group = self
            .state
            .journal()
            .with(|journal| journal.changes_of(id).next().map(|_| summary(journal, id)));
        match group {
            Some(Summary { what: What::Undid(_), .. }) => said!(i18n, history.undid_undo),
            Some(group) => self.group(&group),
            None => said!(i18n, history.undid_gone),
        }
    }

    fn imported(self, file: &str, customers: usize, purchases: usize) -> String {
        let (i18n, format) = (self.i18n, self.format);
        let customers =
            said!(i18n, data.n_customers, count = customers, n = format.count(customers));
        let purchases =
            said!(i18n, data.n_purchases, count = purchases, n = format.count(purchases));
        let file = isolated(file);
        said!(i18n, history.imported, file = file, customers = customers, purchases = purchases)
    }

    /// What a customer is called; `name` where the book does not have them.
    fn who(self, id: CustomerId, name: &str) -> String {
        let label = self
            .state
            .book()
            .with(|book| book.customer(id).map(|customer| customer.label().to_owned()));
        let label = label.unwrap_or_else(|| name.to_owned());
        if label.is_empty() { said!(self.i18n, history.someone) } else { isolated(&label) }
    }

    fn buyer(self, purchase: PurchaseId) -> String {
        let buyer = self
            .state
            .book()
            .with(|book| book.purchase(purchase).and_then(|bought| bought.purchase.customer));
        match buyer {
            Some(id) => self.who(id, ""),
            None => said!(self.i18n, history.someone),
        }
    }

    fn fields(self, fields: &BTreeSet<Field>) -> String {
        let names: Vec<String> = fields.iter().map(|field| self.field(*field)).collect();
        names.join(&said!(self.i18n, history.and))
    }

    fn field(self, field: Field) -> String {
        let i18n = self.i18n;
        match field {
            Field::Name => said!(i18n, history.field_name),
            Field::Company => said!(i18n, history.field_company),
            Field::Birthday => said!(i18n, history.field_birthday),
            Field::Card => said!(i18n, history.field_card),
            Field::FileId => said!(i18n, history.field_file_id),
            Field::Source => said!(i18n, history.field_source),
            Field::ReferredBy => said!(i18n, history.field_referred_by),
            Field::KeptBy => said!(i18n, history.field_kept_by),
            Field::Note => said!(i18n, history.field_note),
            Field::NeverWrite => said!(i18n, history.field_never_write),
            Field::Reach => said!(i18n, history.field_reach),
            Field::Consent => said!(i18n, history.field_consent),
            Field::Phone => said!(i18n, history.field_phone),
            Field::Email => said!(i18n, history.field_email),
            Field::Messenger => said!(i18n, history.field_messenger),
            Field::Address => said!(i18n, history.field_address),
            Field::Tag => said!(i18n, history.field_tag),
            Field::Likes => said!(i18n, history.field_likes),
        }
    }
}
