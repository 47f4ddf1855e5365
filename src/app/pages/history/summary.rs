//! What a group of changes did, in little: a journal of a hundred thousand changes is told by a
//! list of some hundred such lines.

use std::collections::{BTreeSet, HashMap};

use crate::book::journal::{Group, Journal};
use crate::book::{Change, Subject};
use crate::outreach::{self, Answer, Occasion};
use crate::people::customer::{Fact, Member};
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
    /// Made one shop of two.
    Joined {
        /// How many groups the other brought.
        n_groups: usize,
    },
    /// Changed settings of the shop.
    Settings,
    /// Only a newer Regulars knows.
    Unknown,
}

/// A field of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name.
    Name,
    /// Whether they are a company.
    Company,
    /// The birthday.
    Birthday,
    /// The card number.
    Card,
    /// The number of a till.
    FileId,
    /// Where they came from.
    Source,
    /// Who told them.
    ReferredBy,
    /// Who keeps them.
    KeptBy,
    /// The note.
    Note,
    /// Whether they may be written to at all.
    NeverWrite,
    /// How they like to be reached.
    Reach,
    /// What they allowed.
    Consent,
    /// Phones.
    Phone,
    /// Emails.
    Email,
    /// Messengers.
    Messenger,
    /// Addresses.
    Address,
    /// Tags.
    Tag,
    /// Tastes.
    Likes,
}

impl Field {
    fn of_fact(fact: &Fact) -> Self {
        match fact {
            Fact::Name(_) => Self::Name,
            Fact::Company(_) => Self::Company,
            Fact::Birthday(_) => Self::Birthday,
            Fact::Card(_) => Self::Card,
            Fact::FileId(_) => Self::FileId,
            Fact::Source(_) => Self::Source,
            Fact::ReferredBy(_) => Self::ReferredBy,
            Fact::KeptBy(_) => Self::KeptBy,
            Fact::Note(_) => Self::Note,
            Fact::NeverWrite(_) => Self::NeverWrite,
            Fact::Prefers(_) | Fact::BestTime(_) => Self::Reach,
            Fact::Consent(..) => Self::Consent,
        }
    }

    fn of_member(member: &Member) -> Self {
        match member {
            Member::Phone(_) => Self::Phone,
            Member::Email(_) => Self::Email,
            Member::Messenger(..) => Self::Messenger,
            Member::Address(_) => Self::Address,
            Member::Tag(_) => Self::Tag,
            Member::Likes(_) => Self::Likes,
        }
    }
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

/// Every group, last made first.
pub(super) fn summaries(journal: &Journal) -> Vec<Summary> {
    let history = journal.history();
    let takers = takers(&history);
    let summary = |group: &Group<'_>| {
        let undone_by =
            if group.undone { takers.get(&group.id).cloned() } else { None }.unwrap_or_default();
        Summary {
            id: group.id,
            what: what(group),
            undone: group.undone,
            // Taken back with other parts of something that is gone: there is no way to say so.
            can_undo: group.can_undo() && group.undone != undone_by.is_empty(),
            undone_by,
        }
    };
    history.iter().map(summary).collect()
}

/// For every group the undos of it that hold, those of what brought it included.
fn takers(history: &[Group<'_>]) -> HashMap<GroupId, Vec<GroupId>> {
    let mut parts: HashMap<GroupId, &[GroupId]> = HashMap::new();
    let mut undos: Vec<(GroupId, GroupId)> = Vec::new();
    for group in history {
        for (_, change) in &group.changes {
            match change {
                Change::Received { groups, .. } => {
                    parts.insert(group.id, groups);
                }
                Change::Undo { group: taken } if !group.undone => undos.push((*taken, group.id)),
                _ => {}
            }
        }
    }
    let mut takers: HashMap<GroupId, Vec<GroupId>> = HashMap::new();
    for (taken, by) in undos {
        let brought = parts.get(&taken).copied().unwrap_or_default();
        for part in brought.iter().chain([&taken]) {
            takers.entry(*part).or_default().push(by);
        }
    }
    takers
}

/// What a group did: what its first change of weight did, for the others follow from it.
fn what(group: &Group<'_>) -> What {
    let changes = &group.changes;
    let joined = changes.iter().any(|(_, change)| matches!(change, Change::Joined { .. }));
    let whole = changes.iter().find_map(|(_, change)| match change {
        Change::Imported { file, customers, purchases } => Some(What::Imported {
            file: file.clone(),
            customers: *customers as usize,
            purchases: *purchases as usize,
        }),
        Change::Received { groups, .. } if joined => Some(What::Joined { n_groups: groups.len() }),
        Change::Received { from, groups } => {
            Some(What::Received { from: *from, n_groups: groups.len() })
        }
        Change::Outreach(outreach::Change::Reminder { customer, occasion, answer, .. }) => {
            Some(What::Answered { customer: *customer, occasion: *occasion, answer: *answer })
        }
        Change::EraseCustomer { .. } => Some(What::Erased),
        _ => None,
    });
    // Of several undone together, the last is what was asked for: the others had to go before it.
    let undid = changes.iter().rev().find_map(|(_, change)| match change {
        Change::Undo { group } => Some(What::Undid(*group)),
        _ => None,
    });
    whole.or(undid).or_else(|| of_purchases(changes)).unwrap_or_else(|| of_customers(changes))
}

fn of_purchases(changes: &[(Stamp, &Change)]) -> Option<What> {
    let sales = || {
        changes.iter().filter_map(|(_, change)| match change {
            Change::AddPurchase(purchase) => Some(purchase),
            _ => None,
        })
    };
    if let Some(first) = sales().next() {
        return Some(What::Sold {
            customer: first.customer,
            name: added(changes).next().unwrap_or_default(),
            amount: first.amount,
            n: sales().count(),
        });
    }
    let removed = |(_, change): &&(Stamp, &Change)| matches!(change, Change::RemovePurchase { .. });
    let n_removed = changes.iter().filter(removed).count();
    changes.iter().find_map(|(_, change)| match change {
        Change::AddRefund { purchase, refund } => {
            Some(What::Refunded { purchase: *purchase, amount: refund.amount })
        }
        Change::RemovePurchase { .. } => Some(What::Removed { n: n_removed }),
        _ => None,
    })
}

fn of_customers(changes: &[(Stamp, &Change)]) -> What {
    if let Some(name) = added(changes).next() {
        return What::Added { name, n: added(changes).count() };
    }
    let mut customers = BTreeSet::new();
    let mut fields = BTreeSet::new();
    for (stamp, change) in changes {
        match change {
            Change::SetFacts { facts, .. } => fields.extend(facts.iter().map(Field::of_fact)),
            Change::SetMember { member, .. } => {
                fields.insert(Field::of_member(member));
            }
            _ => {}
        }
        if let Subject::Customer(customer) = change.subject(*stamp) {
            customers.insert(customer);
        }
    }
    let sets = |(_, change): &(Stamp, &Change)| matches!(change, Change::SetSetting(_));
    match customers.first() {
        Some(customer) => What::Edited { customer: *customer, fields, n: customers.len() },
        None if changes.iter().any(sets) => What::Settings,
        None => What::Unknown,
    }
}

/// The names of customers that are new, empty where one has none.
fn added<'a>(changes: &'a [(Stamp, &'a Change)]) -> impl Iterator<Item = String> + 'a {
    changes.iter().filter_map(|(_, change)| match change {
        Change::AddCustomer { facts, .. } => {
            let name = facts.iter().find_map(|fact| match fact {
                Fact::Name(name) => Some(name.clone()),
                _ => None,
            });
            Some(name.unwrap_or_default())
        }
        _ => None,
    })
}
