//! What a group did, in words.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::app::language::format::{Format, isolated};
use crate::app::language::orders;
use crate::app::language::sentences::{self, n_customers, n_purchases};
use crate::app::language::words::{I18n, said};
use crate::app::parts::remind;
use crate::app::state::AppState;
use crate::book::Bought;
use crate::book::history::{Summary, What, summary};
use crate::people::field::Field;
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
            What::Ordered { purchase, facts } => {
                let what = self.state.book().with(|book| {
                    let amount = book.purchase(*purchase).map(Bought::amount).unwrap_or_default();
                    let stages = &book.shop().stages;
                    orders::said_of(i18n, self.format, stages, amount, facts)
                });
                said!(i18n, order.history, who = self.buyer(*purchase), what = what)
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
            What::Called { customer, outcome } => {
                let outcome = sentences::outcome(i18n, *outcome);
                said!(i18n, history.called, who = self.who(*customer, ""), outcome = outcome)
            }
            What::Script { name } if name.is_empty() => said!(i18n, history.script),
            What::Script { name } => said!(i18n, history.script_named, name = isolated(name)),
            What::Questionnaire { name } if name.is_empty() => said!(i18n, history.questionnaire),
            What::Questionnaire { name } => {
                said!(i18n, history.questionnaire_named, name = isolated(name))
            }
            What::Spent { source, .. } if source.is_empty() => said!(i18n, history.cost_removed),
            What::Spent { source, amount } => {
                let amount = self.format.money(*amount);
                said!(i18n, history.spent, amount = amount, source = isolated(source))
            }
            What::Joined { n_groups } => {
                let n = self.format.count(*n_groups);
                said!(i18n, history.joined, count = *n_groups, n = n)
            }
            What::Merged { customer, n: 1, .. } => {
                said!(i18n, history.merged, who = self.who(*customer, ""))
            }
            What::Merged { n, .. } => {
                said!(i18n, history.merged_many, count = *n, n = self.format.count(*n))
            }
            What::ToldApart { customer, with } => {
                let (who, with) = (self.who(*customer, ""), self.who(*with, ""));
                said!(i18n, history.told_apart, who = who, with = with)
            }
            What::Lists { name } if name.is_empty() => said!(i18n, history.lists),
            What::Lists { name } => said!(i18n, history.list_named, name = isolated(name)),
            What::Fields { name } if name.is_empty() => said!(i18n, history.fields),
            What::Fields { name } => said!(i18n, history.field_named, name = isolated(name)),
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
        let customers = n_customers(i18n, format, customers);
        let purchases = n_purchases(i18n, format, purchases);
        let file = isolated(file);
        said!(i18n, history.imported, file = file, customers = customers, purchases = purchases)
    }

    /// What a customer is called; `name` where the book does not have them.
    fn who(self, id: CustomerId, name: &str) -> String {
        let label = self
            .state
            .book()
            .with(|book| book.customer(book.who(id)).map(|customer| customer.label().to_owned()));
        let label = label.unwrap_or_else(|| name.to_owned());
        if label.is_empty() { said!(self.i18n, history.someone) } else { isolated(&label) }
    }

    fn buyer(self, purchase: PurchaseId) -> String {
        let buyer = self
            .state
            .book()
            .with(|book| book.purchase(purchase).and_then(|bought| bought.customer()));
        match buyer {
            Some(id) => self.who(id, ""),
            None => said!(self.i18n, history.someone),
        }
    }

    fn fields(self, fields: &BTreeSet<Field>) -> String {
        let book = self.state.book().read();
        let names: Vec<String> =
            fields.iter().map(|field| sentences::field(self.i18n, &book, *field)).collect();
        names.join(&said!(self.i18n, history.and))
    }
}
