//! The figures of the whole base, kept true while purchases are added, changed and removed.
//!
//! A till rings, and the screen shows the new figures before the receipt is out. One more purchase
//! changes one customer's visits and one place in each order. What belongs to one customer is made
//! anew from their visits; a customer's score, segment and status are never stored but read from
//! the cuts and usual gaps; and the counts of them change by one customer, or, when the purchase
//! moved a cut or a usual gap, are counted again. The law that the result is the one made from
//! scratch is tested with random purchases.
//!
//! The day is fixed; figures for another day are another [`Figures`].

use crate::figures::concentration::{Concentration, income_of};
use crate::figures::retention::Cohorts;
use crate::figures::rfm::{Cuts, RfmTable};
use crate::figures::rhythm::Rhythms;
use crate::figures::size::SizeLimits;
use crate::figures::visit::{Period, Sale, Visit, Visits, until};
use crate::trade::shop::RhythmLimits;
use crate::units::calendar::Day;
use crate::units::pace::{Pace, at_once};

/// What the figures depend on besides the purchases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The day of the figures; what is dated later does not count.
    pub today: Day,
    /// From which day on visits count for RFM; [`Day::FIRST`] for all.
    pub rfm_from: Day,
    /// The owner's own cuts for RFM, instead of quintiles.
    pub cuts: Option<Cuts>,
    /// From how much money on a customer is middle and large.
    pub sizes: SizeLimits,
    /// When a customer dozes, sleeps and is lost.
    pub limits: RhythmLimits,
}

/// The figures of the whole base on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    terms: Terms,
    visits: Visits,
    rhythms: Rhythms,
    rfm: RfmTable,
    income: Concentration,
    cohorts: Cohorts,
}

impl Figures {
    /// Makes the figures of visits.
    #[must_use]
    pub fn new(visits: Visits, terms: Terms) -> Self {
        let income = Concentration::of_income(&visits, terms.today);
        at_once(async |pace| Self::paced(visits, income, terms, pace).await)
    }

    /// As [`new`](Self::new), at a pace, with the income of the visits.
    pub async fn paced(visits: Visits, income: Concentration, terms: Terms, pace: &Pace) -> Self {
        let window = Period { from: terms.rfm_from, to: terms.today };
        let rhythms = Rhythms::paced(&visits, terms.sizes, terms.limits, terms.today, pace).await;
        let rfm = RfmTable::paced(&visits, window, terms.cuts, pace).await;
        let cohorts = Cohorts::paced(&visits, terms.today, pace).await;
        Self { rhythms, rfm, income, cohorts, terms, visits }
    }

    /// Counts one more sale.
    pub fn add(&mut self, sale: &Sale) {
        self.change(sale.customer, |visits| visits.add(sale));
    }

    /// Stops counting a sale that was counted.
    pub fn remove(&mut self, sale: &Sale) {
        self.change(sale.customer, |visits| visits.remove(sale));
    }

    /// Counts a sale as it is now instead of as it was: an edit, a refund, another buyer.
    pub fn replace(&mut self, old: &Sale, new: &Sale) {
        self.remove(old);
        self.add(new);
    }

    /// Counts a sale, or stops counting one that was counted.
    pub fn change_by(&mut self, sale: &Sale, is_there: bool) {
        if is_there {
            self.add(sale);
        } else {
            self.remove(sale);
        }
    }

    /// Makes room for customers up to this many.
    pub fn grow(&mut self, n_customers: u32) {
        self.visits.grow(n_customers);
    }

    /// Judges everybody's rhythm by other size limits.
    pub fn set_sizes(&mut self, sizes: SizeLimits) {
        self.terms.sizes = sizes;
        self.rhythms = Rhythms::new(&self.visits, sizes, self.terms.limits, self.terms.today);
    }

    fn change(&mut self, customer: Option<u32>, change: impl FnOnce(&mut Visits)) {
        let Some(customer) = customer else {
            change(&mut self.visits);
            return;
        };
        let old = self.visits.of(customer).to_vec();
        change(&mut self.visits);
        let new = self.visits.of(customer);
        let income = |visits: &[Visit]| income_of(until(visits, self.terms.today));
        self.income.update(income(&old), income(new));
        self.rhythms.update(customer, &old, new);
        self.rfm.update(customer, new);
        self.cohorts.update(&old, new);
    }

    /// What the figures depend on.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Everybody's visits.
    #[must_use]
    pub fn visits(&self) -> &Visits {
        &self.visits
    }

    /// Everybody's rhythm.
    #[must_use]
    pub fn rhythms(&self) -> &Rhythms {
        &self.rhythms
    }

    /// Everybody's scores.
    #[must_use]
    pub fn rfm(&self) -> &RfmTable {
        &self.rfm
    }

    /// How the income is spread over customers.
    #[must_use]
    pub fn income(&self) -> &Concentration {
        &self.income
    }

    /// The cohorts by month of first purchase.
    #[must_use]
    pub fn cohorts(&self) -> &Cohorts {
        &self.cohorts
    }
}
