//! A made-up log of a million purchases by a hundred thousand customers, and the figures of it.
//!
//! `million_pandas.py` makes the same log.

use std::hint::black_box;

use regulars::figures::concentration::Concentration;
use regulars::figures::retention::Cohorts;
use regulars::figures::rfm::RfmTable;
use regulars::figures::rhythm::{Basis, Rhythms, Status};
use regulars::figures::segment;
use regulars::figures::size::SizeLimits;
use regulars::figures::visit::{Period, Sale, Visits};
use regulars::figures::{Figures, Terms};
use regulars::trade::shop::RhythmLimits;
use regulars::units::calendar::Day;
use regulars::units::money::Money;

pub(crate) const N_CUSTOMERS: u32 = 100_000;
pub(crate) const N_PURCHASES: u64 = 1_000_000;
const FIRST_DAY: i32 = 18_993;
const N_DAYS: u64 = 1_096;
const TODAY: Day = Day(20_089);
const N_RUNS: usize = 11;
const N_MORE: u64 = 1000;

/// Milliseconds of several runs.
#[derive(Clone, Copy)]
pub(crate) struct Took {
    /// Of the run in the middle.
    pub(crate) median: f64,
    /// Of the fastest.
    pub(crate) least: f64,
}

/// Makes every figure from scratch, several times, and tells what each took.
pub(crate) fn from_scratch(sales: &[Sale], now_ms: fn() -> f64) -> [(&'static str, Took); 5] {
    let terms = terms();
    let visits = Visits::new(N_CUSTOMERS, sales);
    [
        ("visits", timed(now_ms, || Visits::new(N_CUSTOMERS, sales))),
        ("rfm", timed(now_ms, || segment::counts(&rfm(&visits)))),
        ("rhythm", timed(now_ms, || rhythms(&visits, &terms).counts())),
        ("concentration", timed(now_ms, || shares(&Concentration::of_income(&visits, TODAY)))),
        ("cohorts", timed(now_ms, || Cohorts::new(&visits, TODAY).retention(1))),
    ]
}

fn timed<T>(now_ms: fn() -> f64, mut run: impl FnMut() -> T) -> Took {
    let mut took: Vec<f64> = (0..N_RUNS)
        .map(|_| {
            let start = now_ms();
            let made = black_box(run());
            let ms = now_ms() - start;
            // Freeing what was made is not part of making it.
            drop(made);
            ms
        })
        .collect();
    took.sort_by(f64::total_cmp);
    Took { median: took[N_RUNS / 2], least: took[0] }
}

/// Counts one more purchase and reads all figures again, a thousand times over; tells the
/// milliseconds of the one in the middle and of the 99th in a hundred.
///
/// Panics when the figures then differ from those made from scratch.
pub(crate) fn one_more(sales: &[Sale], now_ms: fn() -> f64) -> (f64, f64) {
    let visits = Visits::new(N_CUSTOMERS, sales);
    let mut figures = Figures::new(visits.clone(), terms());
    let mut took: Vec<f64> = (N_PURCHASES..N_PURCHASES + N_MORE)
        .map(sale)
        .map(|sale| {
            let start = now_ms();
            figures.add(&sale);
            black_box(read(&figures));
            now_ms() - start
        })
        .collect();
    took.sort_by(f64::total_cmp);
    let mut scratch = visits;
    for row in N_PURCHASES..N_PURCHASES + N_MORE {
        scratch.add(&sale(row));
    }
    assert!(
        figures == Figures::new(scratch, terms()),
        "the figures differ from those from scratch"
    );
    (took[took.len() / 2], took[took.len() * 99 / 100])
}

fn read(figures: &Figures) -> impl Sized {
    (
        segment::counts(figures.rfm()),
        figures.rhythms().counts(),
        shares(figures.income()),
        figures.cohorts().retention(1),
    )
}

fn rfm(visits: &Visits) -> RfmTable {
    RfmTable::new(visits, Period::until(TODAY), None)
}

fn rhythms(visits: &Visits, terms: &Terms) -> Rhythms {
    Rhythms::new(visits, terms.sizes, terms.limits, TODAY)
}

fn shares(income: &Concentration) -> (Option<f64>, Option<f64>, Option<f64>) {
    (income.gini(), income.share_of_top(3), income.share_of_top_percent(20))
}

fn terms() -> Terms {
    Terms {
        today: TODAY,
        rfm_from: Day::FIRST,
        cuts: None,
        sizes: SizeLimits::new(Money(50_000), Money(200_000)).expect("limits rise"),
        limits: RhythmLimits::default(),
    }
}

/// The numbers the script prints as its checks.
///
/// Fewer are on time by a few in a thousand: by chance some of these made-up customers bought
/// in one season only, which the script does not look for.
pub(crate) fn found(sales: &[Sale]) -> String {
    let (visits, terms) = (Visits::new(N_CUSTOMERS, sales), terms());
    let n_visits: usize = visits.customers().map(|customer| visits.of(customer).len()).sum();
    let table = rfm(&visits);
    let best = table.iter().flatten().map(|(_, scores)| (scores.recency, scores.frequency));
    let best = best.filter(|scores| *scores == (5, 5)).count();
    let rhythms = rhythms(&visits, &terms);
    let own = rhythms.iter().flatten().filter(|rhythm| rhythm.basis == Basis::Own);
    let on_time = own.filter(|rhythm| rhythm.status == Status::OnTime).count();
    let gini = Concentration::of_income(&visits, TODAY).gini();
    let cohorts = Cohorts::new(&visits, TODAY).list();
    let second: u32 = cohorts.iter().filter_map(|cohort| cohort.n_active.get(1)).sum();
    format!("{n_visits} {best} {on_time} {gini:?} {second}")
}

/// The log, in order of days.
pub(crate) fn log() -> Vec<Sale> {
    let mut sales: Vec<Sale> = (0..N_PURCHASES).map(sale).collect();
    sales.sort_by_key(|sale| sale.day);
    sales
}

fn sale(row: u64) -> Sale {
    let who = draw(3 * row);
    let n = u64::from(N_CUSTOMERS);
    // The smaller of two draws: some customers come far more often than others.
    let who = ((who & 0xffff_ffff) % n).min((who >> 32) % n);
    let day = i32::try_from(draw(3 * row + 1) % N_DAYS).expect("a thousand days");
    let cents = i64::try_from(100 + draw(3 * row + 2) % 20_000).expect("a small sum");
    Sale {
        customer: Some(u32::try_from(who).expect("a hundred thousand customers")),
        day: Day(FIRST_DAY + day),
        paid: Money(cents),
        refunded: Money::ZERO,
        cost: None,
    }
}

/// A draw of SplitMix64 by its number.
fn draw(number: u64) -> u64 {
    let state = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
