//! What the owner says of an order, as changes.

use crate::book::Change;
use crate::book::Subject;
use crate::book::journal::Journal;
use crate::trade::order::Fact;
use crate::units::id::{CustomerId, PurchaseId};

/// The change that says one thing of an order.
///
/// It names the buyer whom the purchase itself names, who may be shown under another since: taken
/// apart and erased, each takes their own orders along.
#[must_use]
pub fn say(journal: &Journal, purchase: PurchaseId, fact: Fact) -> Change {
    Change::Order { purchase, buyer: buyer_of(journal, purchase), fact }
}

fn buyer_of(journal: &Journal, id: PurchaseId) -> Option<CustomerId> {
    journal.about(Subject::Purchase(id)).find_map(|(_, entry)| match entry.change {
        Change::AddPurchase(purchase) => purchase.customer,
        _ => None,
    })
}
