//! What a group of changes did, in little, asked for the few groups in sight.

use std::collections::BTreeSet;

use crate::acquisition::{self, cost, questionnaire};
use crate::book::journal::Journal;
use crate::book::{Change, Subject};
use crate::outreach::{self, Answer, Occasion, Outcome};
use crate::people::customer::Fact;
use crate::people::field::Field;
use crate::trade::order;
use crate::units::id::{CustomerId, GroupId, PurchaseId, Replica, Stamp};
use crate::units::money::Money;

/// What a group did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Took a list in.
    Imported {
        /// The name of the file.
        file: String,
        /// How many customers were new.
        customers: usize,
        /// How many purchases came with it.
        purchases: usize,
    },
    /// Took in what another device had.
    Received {
        /// Which device.
        from: Replica,
        /// How many groups it brought.
        n_groups: usize,
    },
    /// Took another group back.
    Undid(GroupId),
    /// Erased a person.
    Erased,
    /// Sold something.
    Sold {
        /// To whom.
        customer: Option<CustomerId>,
        /// What they were called when they were new in the same group.
        name: String,
        /// For how much.
        amount: Money,
        /// How many purchases; the amount is of the first.
        n: usize,
    },
    /// Gave money back.
    Refunded {
        /// For which purchase.
        purchase: PurchaseId,
        /// How much.
        amount: Money,
    },
    /// Took purchases out.
    Removed {
        /// How many.
        n: usize,
    },
    /// Said how an order goes on.
    Ordered {
        /// Which purchase it is.
        purchase: PurchaseId,
        /// What was said of it.
        facts: Vec<order::Fact>,
    },
    /// Wrote customers down.
    Added {
        /// The first of them.
        name: String,
        /// How many.
        n: usize,
    },
    /// Changed customers.
    Edited {
        /// The first of them.
        customer: CustomerId,
        /// Which of their fields.
        fields: BTreeSet<Field>,
        /// How many customers.
        n: usize,
    },
    /// Answered when a customer was to be written to.
    Answered {
        /// About whom.
        customer: CustomerId,
        /// Why they were named.
        occasion: Occasion,
        /// The answer.
        answer: Answer,
    },
    /// Called a customer.
    Called {
        /// Whom.
        customer: CustomerId,
        /// How it ended.
        outcome: Outcome,
    },
    /// Changed what is said on calls.
    Script {
        /// The script; empty where its name was not said.
        name: String,
    },
    /// Changed what visitors are asked.
    Questionnaire {
        /// The questionnaire; empty where its name was not said.
        name: String,
    },
    /// Recorded what was spent on a source, or took such an amount out.
    Spent {
        /// On which; empty where an amount was taken out.
        source: String,
        /// How much.
        amount: Money,
    },
    /// Made one shop of two.
    Joined {
        /// How many groups the other brought.
        n_groups: usize,
    },
    /// Said that two customers are one person.
    Merged {
        /// One of them.
        customer: CustomerId,
        /// The other.
        with: CustomerId,
        /// How many pairs.
        n: usize,
    },
    /// Said that two customers are two people.
    ToldApart {
        /// One of them.
        customer: CustomerId,
        /// The other.
        with: CustomerId,
    },
    /// Changed what a list is, or which there are.
    Lists {
        /// What it was called; empty where that was not said.
        name: String,
    },
    /// Changed which fields a card has.
    Fields {
        /// What it was called; empty where that was not said.
        name: String,
    },
    /// Changed settings of the shop.
    Settings,
    /// Only a newer Regulars knows.
    Unknown,
}

/// One group of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Which.
    pub id: GroupId,
    /// What it did.
    pub what: What,
    /// Whether it is taken back.
    pub undone: bool,
    /// The groups by which it is; taking them back does it again.
    pub undone_by: Vec<GroupId>,
    /// Whether it can be taken back or done again.
    pub can_undo: bool,
}

/// A group of the journal.
#[derive(Clone, Copy)]
struct Made<'a> {
    journal: &'a Journal,
    id: GroupId,
}

impl<'a> Made<'a> {
    fn changes(self) -> impl Iterator<Item = (Stamp, Change)> {
        self.journal.changes_of(self.id).map(|(stamp, entry)| (stamp, entry.change))
    }
}

/// One group.
#[must_use]
pub fn summary(journal: &Journal, id: GroupId) -> Summary {
    let undone = journal.is_undone(id);
    let undone_by = if undone { journal.takers(id) } else { Vec::new() };
    Summary {
        id,
        what: what(Made { journal, id }),
        undone,
        // Taken back with other parts of something that is gone: there is no way to say so.
        can_undo: undone != undone_by.is_empty() && !journal.erases(id),
        undone_by,
    }
}

/// What a group did: what its first change of weight did, for the others follow from it.
fn what(made: Made<'_>) -> What {
    let is_joined = || made.changes().any(|(_, change)| matches!(change, Change::Joined { .. }));
    let whole = made.changes().find_map(|(_, change)| match change {
        Change::Imported { file, customers, purchases } => Some(What::Imported {
            file,
            customers: customers as usize,
            purchases: purchases as usize,
        }),
        Change::Received { groups, .. } if is_joined() => {
            Some(What::Joined { n_groups: groups.len() })
        }
        Change::Received { from, groups } => Some(What::Received { from, n_groups: groups.len() }),
        Change::Outreach(outreach::Change::Reminder { customer, occasion, answer, .. }) => {
            Some(What::Answered { customer, occasion, answer })
        }
        Change::Outreach(outreach::Change::Called { customer, call }) => {
            Some(What::Called { customer, outcome: call.outcome })
        }
        Change::Acquisition(acquisition::Change::Script(change)) => {
            Some(What::Script { name: change.name().unwrap_or_default().to_owned() })
        }
        Change::Acquisition(acquisition::Change::Questionnaire(change)) => {
            let name = match change {
                questionnaire::Change::Add(it)
                | questionnaire::Change::Set { questionnaire: it, .. } => it.name,
                questionnaire::Change::Remove { .. } => String::new(),
            };
            Some(What::Questionnaire { name })
        }
        Change::Acquisition(acquisition::Change::Cost(change)) => Some(match change {
            cost::Change::Add(cost) => What::Spent { source: cost.source, amount: cost.amount },
            cost::Change::Remove { .. } => What::Spent { source: String::new(), amount: Money(0) },
        }),
        Change::EraseCustomer { .. } => Some(What::Erased),
        Change::SamePerson { customer, with, .. } => {
            // Each pair is said from both sides.
            let is_one =
                |(_, change): &(Stamp, Change)| matches!(change, Change::SamePerson { .. });
            let n = made.changes().filter(is_one).count().div_ceil(2);
            Some(What::Merged { customer, with, n })
        }
        Change::DifferentPeople { customer, with } => Some(What::ToldApart { customer, with }),
        Change::Lists(change) => {
            Some(What::Lists { name: change.texts().next().unwrap_or_default().to_owned() })
        }
        Change::Fields(change) => {
            Some(What::Fields { name: change.texts().next().unwrap_or_default().to_owned() })
        }
        Change::SetSetting(_)
        | Change::AddCustomer { .. }
        | Change::SetFacts { .. }
        | Change::SetMember { .. }
        | Change::AddPurchase(_)
        | Change::AddRefund { .. }
        | Change::RemovePurchase { .. }
        | Change::Undo { .. }
        | Change::Joined { .. }
        | Change::Order { .. }
        | Change::Unknown(_) => None,
    });
    // Of several undone together, the last is what was asked for: the others had to go before it.
    let undid = || {
        let undone = made.changes().filter_map(|(_, change)| {
            let Change::Undo { group } = change else { return None };
            Some(What::Undid(group))
        });
        undone.last()
    };
    whole.or_else(undid).or_else(|| of_purchases(made)).unwrap_or_else(|| of_customers(made))
}

fn of_purchases(made: Made<'_>) -> Option<What> {
    let sales = || {
        made.changes().filter_map(|(_, change)| {
            let Change::AddPurchase(purchase) = change else { return None };
            Some(purchase)
        })
    };
    if let Some(first) = sales().next() {
        return Some(What::Sold {
            customer: first.customer,
            name: added(made).next().unwrap_or_default(),
            amount: first.amount,
            n: sales().count(),
        });
    }
    let removed = |(_, change): &(Stamp, Change)| matches!(change, Change::RemovePurchase { .. });
    let n_removed = made.changes().filter(removed).count();
    let corrected = made.changes().find_map(|(_, change)| match change {
        Change::AddRefund { purchase, refund } => {
            Some(What::Refunded { purchase, amount: refund.amount })
        }
        Change::RemovePurchase { .. } => Some(What::Removed { n: n_removed }),
        Change::SetSetting(_)
        | Change::AddCustomer { .. }
        | Change::SetFacts { .. }
        | Change::SetMember { .. }
        | Change::AddPurchase(_)
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
        | Change::Unknown(_) => None,
    });
    corrected.or_else(|| of_order(made))
}

/// What was said of the first order that a group is about.
fn of_order(made: Made<'_>) -> Option<What> {
    let mut said = made.changes().filter_map(|(_, change)| {
        let Change::Order { purchase, fact, .. } = change else { return None };
        Some((purchase, fact))
    });
    let (purchase, first) = said.next()?;
    let others = said.filter(|(of, _)| *of == purchase).map(|(_, fact)| fact);
    Some(What::Ordered { purchase, facts: std::iter::once(first).chain(others).collect() })
}

fn of_customers(made: Made<'_>) -> What {
    if let Some(name) = added(made).next() {
        return What::Added { name, n: added(made).count() };
    }
    let mut customers = BTreeSet::new();
    let mut fields = BTreeSet::new();
    for (stamp, change) in made.changes() {
        if let Change::SetFacts { facts, .. } = &change {
            fields.extend(facts.iter().map(Field::of_fact));
        }
        if let Change::SetMember { member, .. } = &change {
            fields.insert(Field::of_member(member));
        }
        if let Subject::Customer(customer) = change.subject(stamp) {
            customers.insert(customer);
        }
    }
    let sets = |(_, change): &(Stamp, Change)| matches!(change, Change::SetSetting(_));
    match customers.first() {
        Some(customer) => What::Edited { customer: *customer, fields, n: customers.len() },
        None if made.changes().any(|change| sets(&change)) => What::Settings,
        None => What::Unknown,
    }
}

/// The names of customers that are new, empty where one has none.
fn added(made: Made<'_>) -> impl Iterator<Item = String> {
    let name = |fact: &Fact| {
        let Fact::Name(name) = fact else { return None };
        Some(name.clone())
    };
    made.changes().filter_map(move |(_, change)| {
        let Change::AddCustomer { facts, .. } = change else { return None };
        Some(facts.iter().find_map(name).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests;
