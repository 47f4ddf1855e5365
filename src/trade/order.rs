//! An order: a purchase that goes through the stages the owner named, from new to delivered, with
//! what of it is paid, where the goods are and when they are due.
//!
//! What is known of an order are facts of the purchase, each for itself, so that one device may note
//! the payment while another sends the goods. A stage is known by its number: called otherwise, it
//! is the same stage, and orders that stand in it stay there. A stage that was taken away keeps its
//! name for the orders that ended in it.

use serde::{Deserialize, Serialize};

use crate::units::calendar::Day;
use crate::units::money::Money;

/// The most stages there may be: more than that nobody finds on a screen.
pub const MOST_STAGES: usize = 20;

/// The most letters of a stage's name.
pub const MOST_LETTERS: usize = 40;

/// The number of a stage: 0 to 4 are those every shop begins with, others are the time, in
/// milliseconds since 1970, at which they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StageId(pub u64);

impl StageId {
    /// Just come in.
    pub const NEW: Self = Self(0);
    /// Agreed on.
    pub const CONFIRMED: Self = Self(1);
    /// Being made.
    pub const IN_WORK: Self = Self(2);
    /// On its way.
    pub const SHIPPED: Self = Self(3);
    /// Handed over.
    pub const DELIVERED: Self = Self(4);
    /// Those that every shop begins with, in their order.
    pub const FIRST: [Self; 5] =
        [Self::NEW, Self::CONFIRMED, Self::IN_WORK, Self::SHIPPED, Self::DELIVERED];
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its number.
    pub id: StageId,
    /// What the owner calls it; empty for one of the first five until it is renamed: then the
    /// language has a word for it.
    pub name: String,
}

/// The stages of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages {
    /// In the order in which an order goes through them.
    used: Vec<Stage>,
    /// Those that were taken away, and whether an order ended there.
    gone: Vec<(Stage, bool)>,
}

/// New, confirmed, in work, shipped, delivered.
impl Default for Stages {
    fn default() -> Self {
        let used = StageId::FIRST.map(|id| Stage { id, name: String::new() });
        Self { used: used.to_vec(), gone: Vec::new() }
    }
}

/// Why a stage was not added, renamed or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StageRefusal {
    /// It has no name.
    #[error("no name")]
    NoName,
    /// Its name is too long for a button.
    #[error("more than {most} letters")]
    TooLong {
        /// How many letters it may have.
        most: usize,
    },
    /// Another stage is called so.
    #[error("a name that another stage has")]
    TwiceNamed,
    /// There are as many as may be.
    #[error("more than {most} stages")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// An order needs a stage to stand in.
    #[error("the only stage")]
    OnlyOne,
    /// Open orders stand in it.
    #[error("{n} open orders stand in it")]
    HasOrders {
        /// How many.
        n: usize,
    },
}

impl Stages {
    /// Those in use, in the order in which an order goes through them; never none.
    #[must_use]
    pub fn used(&self) -> &[Stage] {
        &self.used
    }

    /// The stage an order begins in.
    #[must_use]
    pub fn first(&self) -> StageId {
        self.used.first().map_or(StageId::NEW, |stage| stage.id)
    }

    /// A stage, in use or taken away; `None` where no name of it is known.
    #[must_use]
    pub fn get(&self, id: StageId) -> Option<&Stage> {
        let gone = self.gone.iter().map(|(stage, _)| stage);
        self.used.iter().chain(gone).find(|stage| stage.id == id)
    }

    /// The stage that comes after one; the first, after one that is not in use; `None` after the
    /// last and where an order ended.
    #[must_use]
    pub fn after(&self, id: StageId) -> Option<StageId> {
        match self.place(id) {
            Some(place) => self.used.get(place + 1).map(|stage| stage.id),
            None => (!self.is_end(id)).then(|| self.first()),
        }
    }

    /// Whether an order ends there: in the last stage, or in one that was the last when it was
    /// taken away. One of which nothing is known ends nothing: no order goes unseen.
    #[must_use]
    pub fn is_end(&self, id: StageId) -> bool {
        let is_last = self.used.last().is_some_and(|stage| stage.id == id);
        is_last || self.gone.iter().any(|(stage, ended)| stage.id == id && *ended)
    }

    /// Adds a stage before the last one, in which orders end, under a number that may be any time.
    ///
    /// `word` tells what a stage is called that the owner never renamed.
    ///
    /// # Errors
    /// No name, a name too long or that another has, or as many stages as there may be.
    pub fn added(
        &self,
        name: &str,
        now_ms: u64,
        word: impl Fn(StageId) -> String,
    ) -> Result<Self, StageRefusal> {
        let name = self.checked(name, None, word)?;
        if self.used.len() >= MOST_STAGES {
            return Err(StageRefusal::TooMany { most: MOST_STAGES });
        }
        let mut stages = self.clone();
        let known = stages.used.iter().chain(stages.gone.iter().map(|(stage, _)| stage));
        let highest = known.map(|stage| stage.id.0).max().unwrap_or_default();
        let id = StageId(now_ms.max(highest.saturating_add(1)));
        let place = stages.used.len().saturating_sub(1);
        stages.used.insert(place, Stage { id, name });
        Ok(stages)
    }

    /// Calls a stage otherwise.
    ///
    /// # Errors
    /// No name, or a name too long or that another has.
    pub fn renamed(
        &self,
        id: StageId,
        name: &str,
        word: impl Fn(StageId) -> String,
    ) -> Result<Self, StageRefusal> {
        let name = self.checked(name, Some(id), word)?;
        let mut stages = self.clone();
        if let Some(place) = stages.place(id) {
            stages.used[place].name = name;
        }
        Ok(stages)
    }

    /// Puts a stage one place earlier.
    #[must_use]
    pub fn moved_up(&self, id: StageId) -> Self {
        let mut stages = self.clone();
        if let Some(place) = stages.place(id).filter(|place| *place > 0) {
            stages.used.swap(place, place - 1);
        }
        stages
    }

    /// Puts a stage one place later.
    #[must_use]
    pub fn moved_down(&self, id: StageId) -> Self {
        let mut stages = self.clone();
        if let Some(place) = stages.place(id).filter(|place| place + 1 < stages.used.len()) {
            stages.used.swap(place, place + 1);
        }
        stages
    }

    /// Takes a stage away in which so many open orders stand.
    ///
    /// # Errors
    /// The only stage, or one with open orders in it.
    pub fn without(&self, id: StageId, n_open: usize) -> Result<Self, StageRefusal> {
        if n_open > 0 {
            return Err(StageRefusal::HasOrders { n: n_open });
        }
        let Some(place) = self.place(id) else { return Ok(self.clone()) };
        if self.used.len() == 1 {
            return Err(StageRefusal::OnlyOne);
        }
        let mut stages = self.clone();
        let was_last = place + 1 == stages.used.len();
        let stage = stages.used.remove(place);
        stages.gone.push((stage, was_last));
        Ok(stages)
    }

    /// The texts in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let gone = self.gone.iter().map(|(stage, _)| stage);
        self.used.iter().chain(gone).map(|stage| stage.name.as_str())
    }

    fn place(&self, id: StageId) -> Option<usize> {
        self.used.iter().position(|stage| stage.id == id)
    }

    fn checked(
        &self,
        name: &str,
        of: Option<StageId>,
        word: impl Fn(StageId) -> String,
    ) -> Result<String, StageRefusal> {
        let name = name.trim();
        if name.is_empty() {
            return Err(StageRefusal::NoName);
        }
        if name.chars().count() > MOST_LETTERS {
            return Err(StageRefusal::TooLong { most: MOST_LETTERS });
        }
        let lower = name.to_lowercase();
        let called = |stage: &Stage| match stage.name.is_empty() {
            true => word(stage.id),
            false => stage.name.clone(),
        };
        let mut others = self.used.iter().filter(|stage| Some(stage.id) != of);
        match others.any(|stage| called(stage).to_lowercase() == lower) {
            true => Err(StageRefusal::TwiceNamed),
            false => Ok(name.to_owned()),
        }
    }
}

/// What of an order is paid.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Payment {
    /// Nothing yet.
    #[default]
    Unpaid,
    /// So much of it.
    Partly(Money),
    /// All of it.
    Paid,
}

impl Payment {
    /// What is still to be paid of an order of an amount; never below zero.
    #[must_use]
    pub fn owed(self, amount: Money) -> Money {
        match self {
            Self::Unpaid => amount,
            Self::Partly(paid) => (amount - paid).max(Money::ZERO),
            Self::Paid => Money::ZERO,
        }
    }
}

/// Why a part payment was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    /// Nothing, or less than that.
    #[error("nothing paid")]
    Nothing,
    /// More than the order costs.
    #[error("more than the order costs")]
    MoreThanAll {
        /// What it costs.
        amount: Money,
    },
}

/// What a payment of so much in all makes of an order of an amount.
///
/// # Errors
/// Zero and below, or more than the order costs.
pub fn check_payment(paid: Money, amount: Money) -> Result<Payment, PaymentRefusal> {
    if paid <= Money::ZERO {
        return Err(PaymentRefusal::Nothing);
    }
    if paid > amount {
        return Err(PaymentRefusal::MoreThanAll { amount });
    }
    Ok(if paid == amount { Payment::Paid } else { Payment::Partly(paid) })
}

/// One thing known of an order; the newest of each kind stands.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// The stage it stands in; `None` for a purchase that is an order no more.
    Stage(Option<StageId>),
    /// What of it is paid.
    Payment(Payment),
    /// Where the goods are; empty when nobody said.
    Place(String),
    /// When the goods are due.
    Due(Option<Day>),
}

/// What is known of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The stage it stands in; `None` for a purchase that is no order.
    pub stage: Option<StageId>,
    /// What of it is paid.
    pub payment: Payment,
    /// Where the goods are; empty when nobody said.
    pub place: String,
    /// When the goods are due.
    pub due: Option<Day>,
}

impl Order {
    /// Takes a fact over.
    pub fn set(&mut self, fact: &Fact) {
        match fact {
            Fact::Stage(stage) => self.stage = *stage,
            Fact::Payment(payment) => self.payment = *payment,
            Fact::Place(place) => self.place.clone_from(place),
            Fact::Due(day) => self.due = *day,
        }
    }

    /// The facts that make it.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let Self { stage, payment, place, due } = self;
        let place = (!place.is_empty()).then(|| Fact::Place(place.clone()));
        let all = [
            Some(Fact::Stage(*stage)),
            (*payment != Payment::Unpaid).then_some(Fact::Payment(*payment)),
            place,
            due.map(|day| Fact::Due(Some(day))),
        ];
        all.into_iter().flatten().collect()
    }

    /// Whether something is still to be done about it: it is not in the last stage, or not paid.
    #[must_use]
    pub fn is_open(&self, stages: &Stages) -> bool {
        self.stage.is_some_and(|stage| !stages.is_end(stage) || self.payment != Payment::Paid)
    }

    /// Whether the goods were due before today and have not reached the last stage.
    #[must_use]
    pub fn is_late(&self, stages: &Stages, today: Day) -> bool {
        let is_under_way = self.stage.is_some_and(|stage| !stages.is_end(stage));
        is_under_way && self.due.is_some_and(|due| due < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(id: StageId) -> String {
        ["New", "Confirmed", "In work", "Shipped", "Delivered"]
            .get(usize::try_from(id.0).unwrap())
            .map_or(String::new(), |word| (*word).to_owned())
    }

    fn ids(stages: &Stages) -> Vec<u64> {
        stages.used().iter().map(|stage| stage.id.0).collect()
    }

    #[test]
    fn an_order_goes_from_new_to_delivered() {
        let stages = Stages::default();
        let all = std::iter::successors(Some(stages.first()), |id| stages.after(*id));
        assert_eq!(all.map(|id| id.0).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert!(stages.is_end(StageId::DELIVERED) && !stages.is_end(StageId::SHIPPED));
    }

    #[test]
    fn a_stage_is_added_before_the_last_and_moved() {
        let stages = Stages::default().added(" Baked ", 1_000, word).unwrap();
        assert_eq!(ids(&stages), [0, 1, 2, 3, 1_000, 4]);
        assert_eq!(stages.get(StageId(1_000)).unwrap().name, "Baked");
        // A clock that went back gives no number twice.
        let twice = stages.added("Packed", 7, word).unwrap();
        assert_eq!(ids(&twice), [0, 1, 2, 3, 1_000, 1_001, 4]);
        let up = stages.moved_up(StageId(1_000));
        assert_eq!(ids(&up), [0, 1, 2, 1_000, 3, 4]);
        assert_eq!(up.moved_down(StageId(1_000)), stages);
        assert_eq!(ids(&up.moved_up(StageId::NEW)), ids(&up));
        assert_eq!(ids(&up.moved_down(StageId::DELIVERED)), ids(&up));
    }

    #[test]
    fn a_name_is_needed_and_belongs_to_one_stage() {
        let stages = Stages::default();
        let refused = |name: &str| stages.added(name, 9, word).unwrap_err();
        assert_eq!(refused("  "), StageRefusal::NoName);
        assert_eq!(refused("in WORK"), StageRefusal::TwiceNamed);
        assert_eq!(refused(&"x".repeat(41)), StageRefusal::TooLong { most: 40 });
        let renamed = stages.renamed(StageId::IN_WORK, "Baking", word).unwrap();
        assert_eq!(renamed.get(StageId::IN_WORK).unwrap().name, "Baking");
        assert!(renamed.added("in work", 9, word).is_ok());
        let own = renamed.renamed(StageId::IN_WORK, "baking", word);
        assert!(own.is_ok(), "a stage may keep its own name");
        let full =
            (9..24).fold(stages, |stages, n| stages.added(&format!("Stage {n}"), n, word).unwrap());
        assert_eq!(full.added("More", 99, word), Err(StageRefusal::TooMany { most: 20 }));
    }

    #[test]
    fn a_stage_that_was_taken_away_keeps_its_name_and_its_end() {
        let stages = Stages::default();
        let open = stages.without(StageId::DELIVERED, 2);
        assert_eq!(open, Err(StageRefusal::HasOrders { n: 2 }));
        let shorter = stages.without(StageId::DELIVERED, 0).unwrap();
        let delivered =
            Order { stage: Some(StageId::DELIVERED), payment: Payment::Paid, ..Order::default() };
        assert!(!delivered.is_open(&shorter) && shorter.is_end(StageId::SHIPPED));
        assert_eq!(shorter.after(StageId::DELIVERED), None);
        // One in the middle ends nothing, whoever sent an order there meanwhile.
        let shorter = shorter.without(StageId::CONFIRMED, 0).unwrap();
        assert_eq!(shorter.after(StageId::CONFIRMED), Some(StageId::NEW));
        assert_eq!(shorter.after(StageId(77)), Some(StageId::NEW));
        let lost = Order { stage: Some(StageId(77)), payment: Payment::Paid, ..Order::default() };
        assert!(lost.is_open(&shorter));
        let one =
            StageId::FIRST[..2].iter().fold(shorter, |stages, id| stages.without(*id, 0).unwrap());
        let last = one.without(StageId::IN_WORK, 0).unwrap();
        assert_eq!(last.without(StageId::SHIPPED, 0), Err(StageRefusal::OnlyOne));
    }

    #[test]
    fn an_order_is_open_until_it_is_delivered_and_paid() {
        let stages = Stages::default();
        let mut order = Order::default();
        assert!(!order.is_open(&stages), "a purchase is no order by itself");
        order.set(&Fact::Stage(Some(StageId::DELIVERED)));
        assert!(order.is_open(&stages));
        order.set(&Fact::Payment(Payment::Paid));
        assert!(!order.is_open(&stages));
        order.set(&Fact::Stage(Some(StageId::SHIPPED)));
        order.set(&Fact::Due(Some(Day(10))));
        assert!(order.is_open(&stages));
        assert!(order.is_late(&stages, Day(11)) && !order.is_late(&stages, Day(10)));
        let again = order.facts().iter().fold(Order::default(), |mut again, fact| {
            again.set(fact);
            again
        });
        assert_eq!(again, order);
    }

    #[test]
    fn no_more_is_paid_than_an_order_costs() {
        let check = |paid, expected| assert_eq!(check_payment(Money(paid), Money(40)), expected);
        check(0, Err(PaymentRefusal::Nothing));
        check(-1, Err(PaymentRefusal::Nothing));
        check(1, Ok(Payment::Partly(Money(1))));
        check(40, Ok(Payment::Paid));
        check(41, Err(PaymentRefusal::MoreThanAll { amount: Money(40) }));
        assert_eq!(Payment::Partly(Money(15)).owed(Money(40)), Money(25));
        assert_eq!(Payment::Partly(Money(50)).owed(Money(40)), Money(0));
    }
}
