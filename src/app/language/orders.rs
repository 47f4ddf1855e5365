//! Orders as sentences: what a stage is called, what is paid, what was said of an order, and why
//! something was refused.

use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said};
use crate::trade::order::{Fact, Payment, PaymentRefusal, StageId, StageRefusal, Stages};
use crate::trade::typed::TypedRefusal;
use crate::units::money::Money;

/// What a stage is called by whoever never renamed it; empty for one that the owner added.
#[must_use]
pub fn word(i18n: I18n, id: StageId) -> String {
    match id {
        StageId::NEW => said!(i18n, order.stage_new),
        StageId::CONFIRMED => said!(i18n, order.stage_confirmed),
        StageId::IN_WORK => said!(i18n, order.stage_in_work),
        StageId::SHIPPED => said!(i18n, order.stage_shipped),
        StageId::DELIVERED => said!(i18n, order.stage_delivered),
        StageId(_) => String::new(),
    }
}

/// What a stage is called, also one that was taken away.
#[must_use]
pub fn stage(i18n: I18n, stages: &Stages, id: StageId) -> String {
    match stages.get(id) {
        Some(stage) if stage.name.is_empty() => word(i18n, id),
        Some(stage) => stage.name.clone(),
        None => said!(i18n, order.stage_unknown),
    }
}

/// What a customer is told when their order comes to a stage.
#[must_use]
pub fn text(i18n: I18n, stages: &Stages, id: StageId) -> String {
    let is_renamed = stages.get(id).is_none_or(|stage| !stage.name.is_empty());
    match id {
        StageId::NEW if !is_renamed => said!(i18n, order.text_new),
        StageId::CONFIRMED if !is_renamed => said!(i18n, order.text_confirmed),
        StageId::IN_WORK if !is_renamed => said!(i18n, order.text_in_work),
        StageId::SHIPPED if !is_renamed => said!(i18n, order.text_shipped),
        StageId::DELIVERED if !is_renamed => said!(i18n, order.text_delivered),
        StageId(_) => said!(i18n, order.text_at, stage = stage(i18n, stages, id)),
    }
}

/// What is paid of an order of an amount.
#[must_use]
pub fn payment(i18n: I18n, format: Format, payment: Payment, amount: Money) -> String {
    match payment {
        Payment::Unpaid => said!(i18n, order.unpaid),
        Payment::Partly(paid) => {
            let owed = format.money(payment.owed(amount));
            said!(i18n, order.partly, paid = format.money(paid), owed = owed)
        }
        Payment::Paid => said!(i18n, order.paid),
    }
}

/// What was said of an order of an amount, one thing after the other.
#[must_use]
pub fn said_of(
    i18n: I18n,
    format: Format,
    stages: &Stages,
    amount: Money,
    facts: &[Fact],
) -> String {
    let one = |fact: &Fact| match fact {
        Fact::Stage(Some(id)) => isolated(&stage(i18n, stages, *id)),
        Fact::Stage(None) => said!(i18n, order.untrack),
        Fact::Payment(paid) => payment(i18n, format, *paid, amount),
        Fact::Place(place) if place.is_empty() => said!(i18n, order.place_unknown),
        Fact::Place(place) => said!(i18n, order.place_is, place = isolated(place)),
        Fact::Due(Some(day)) => said!(i18n, order.due, day = format.day_short(*day)),
        Fact::Due(None) => said!(i18n, order.no_due),
    };
    let join = |before, after| said!(i18n, customer.listed, before = before, after = after);
    facts.iter().map(one).reduce(join).unwrap_or_default()
}

/// Why a stage was not added, renamed or taken away, and what to do.
#[must_use]
pub fn stage_refusal(i18n: I18n, format: Format, refusal: StageRefusal) -> String {
    match refusal {
        StageRefusal::NoName => said!(i18n, order.stage_no_name),
        StageRefusal::TooLong { most } => {
            said!(i18n, order.stage_too_long, n = format.count(most))
        }
        StageRefusal::TwiceNamed => said!(i18n, order.stage_twice),
        StageRefusal::TooMany { most } => {
            said!(i18n, order.stage_too_many, n = format.count(most))
        }
        StageRefusal::OnlyOne => said!(i18n, order.stage_only),
        StageRefusal::HasOrders { n } => {
            said!(i18n, order.stage_has, count = n, n = format.count(n))
        }
    }
}

/// What keeps an order from being kept as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderProblem {
    /// What is typed is no amount.
    Paid(TypedRefusal),
    /// The amount cannot be what is paid of it.
    Payment(PaymentRefusal),
    /// The due day is no day.
    Day,
    /// Nobody is named whose order it is.
    Nobody,
}

impl OrderProblem {
    /// What is wrong and what to do.
    #[must_use]
    pub fn words(self, i18n: I18n, format: Format) -> String {
        match self {
            Self::Paid(refusal) => sentences::typed_refusal(i18n, format, refusal),
            Self::Payment(PaymentRefusal::Nothing) => said!(i18n, order.paid_nothing),
            Self::Payment(PaymentRefusal::MoreThanAll { amount }) => {
                said!(i18n, order.paid_too_much, amount = format.money(amount))
            }
            Self::Day => said!(i18n, order.day_wrong),
            Self::Nobody => said!(i18n, order.nobody),
        }
    }
}
