//! The figures on a public log, against numbers other programs found.

use regulars::figures::concentration::Concentration;
use regulars::figures::retention::{Activity, Cohorts, Retention};
use regulars::figures::rfm::{RfmTable, Scores};
use regulars::figures::rhythm::own_gap_tenths;
use regulars::figures::segment::{self, Segment};
use regulars::figures::visit::{Period, Visits};
use regulars::units::calendar::{Day, Month};
use regulars::units::money::Money;

use crate::cdnow_log::{day_after, master, sample};

fn near(found: Option<f64>, expected: f64, tolerance: f64) {
    let is_near = found.is_some_and(|found| (found - expected).abs() < tolerance);
    assert!(is_near, "{found:?} instead of {expected}");
}

struct RfmTarget {
    recency_days: [u32; 4],
    frequency: [u32; 4],
    cents: [i64; 4],
    by_recency: [u32; 5],
    by_frequency: [u32; 5],
    best: usize,
    worst: usize,
}

fn check_rfm(visits: &Visits, expected: &RfmTarget) {
    let table = RfmTable::new(visits, Period::until(day_after()), None);
    let cuts = table.cuts().expect("somebody bought");
    assert_eq!(cuts.recency_days(), expected.recency_days);
    assert_eq!(cuts.frequency(), expected.frequency);
    assert_eq!(cuts.monetary(), expected.cents.map(Money));
    assert_eq!(table.counts().recency, expected.by_recency);
    assert_eq!(table.counts().frequency, expected.by_frequency);
    let n_with = |score| {
        let all = Scores { recency: score, frequency: score, monetary: score };
        table.iter().flatten().filter(|(_, scores)| *scores == all).count()
    };
    assert_eq!((n_with(5), n_with(1)), (expected.best, expected.worst));
}

#[test]
fn rfm_of_the_whole_log() {
    let Some(visits) = master() else { return };
    let expected = RfmTarget {
        recency_days: [142, 433, 486, 513],
        frequency: [1, 1, 2, 4],
        cents: [1536, 3135, 5992, 13_395],
        by_recency: [4539, 4748, 4844, 4720, 4719],
        by_frequency: [12_054, 0, 4040, 3641, 3835],
        best: 2345,
        worst: 1665,
    };
    check_rfm(&visits, &expected);
}

#[test]
fn rfm_of_the_sample() {
    let Some(visits) = sample() else { return };
    let expected = RfmTarget {
        recency_days: [153, 443, 487, 513],
        frequency: [1, 1, 2, 4],
        cents: [1536, 3195, 5925, 13_049],
        by_recency: [459, 478, 475, 471, 474],
        by_frequency: [1218, 0, 403, 358, 378],
        best: 233,
        worst: 167,
    };
    check_rfm(&visits, &expected);
}

fn check_concentration(visits: &Visits, gini: f64, top_3: f64, top_fifth: f64, for_80: u32) {
    let income = Concentration::of_income(visits, day_after());
    near(income.gini(), gini, 1e-9);
    near(income.share_of_top(3), top_3, 1e-9);
    near(income.share_of_top_percent(20), top_fifth, 1e-9);
    assert_eq!(income.n_bringing(80), for_80);
}

#[test]
fn concentration_of_both_logs() {
    if let Some(visits) = master() {
        check_concentration(&visits, 0.634_571_184_582, 0.011_974_620_180, 0.677_773_829_698, 7695);
    }
    if let Some(visits) = sample() {
        check_concentration(&visits, 0.630_917_117_016, 0.041_967_219_401, 0.674_550_171_546, 777);
    }
}

#[test]
fn the_ratio_of_waiting_to_the_own_gap() {
    let Some(visits) = master() else { return };
    let today = day_after();
    let mut above = [0; 4];
    let mut n_with_gap = 0;
    for customer in visits.customers() {
        let Some(gap) = own_gap_tenths(visits.of(customer)) else { continue };
        let last = visits.of(customer).last().expect("three visits").day;
        let days = u32::try_from(today.since(last)).expect("the log has ended");
        n_with_gap += 1;
        for (place, limit_tenths) in [10, 15, 20, 30].into_iter().enumerate() {
            above[place] += u32::from(days * 100 > gap * limit_tenths);
        }
    }
    assert_eq!(n_with_gap, 7476);
    assert_eq!(visits.n_customers() - n_with_gap, 16_094);
    assert_eq!(above, [4847, 4086, 3495, 2764]);
}

#[test]
fn the_own_gap_foretells_a_window_and_not_a_day() {
    let Some(visits) = master() else { return };
    let (mut n_foretold, mut n_within_week, mut error_tenths) = (0_u32, 0_u32, 0_u32);
    for customer in visits.customers() {
        let own = visits.of(customer);
        for place in 3..own.len() {
            let foretold = own_gap_tenths(&own[..place]).expect("three visits");
            let gap = own[place].day.since(own[place - 1].day);
            let error = foretold.abs_diff(u32::try_from(gap * 10).expect("in order"));
            n_foretold += 1;
            n_within_week += u32::from(error <= 70);
            error_tenths += error;
        }
    }
    assert_eq!(n_foretold, 25_029);
    near(Some(f64::from(error_tenths) / 10.0 / f64::from(n_foretold)), 41.05, 0.005);
    near(Some(f64::from(n_within_week) / f64::from(n_foretold)), 0.25, 0.03);
}

#[test]
fn cohorts_of_the_whole_log() {
    let Some(visits) = master() else { return };
    let cohorts = Cohorts::new(&visits, Day(day_after().0 - 1));
    let january = Day::from_ymd(1997, 1, 1).expect("a day").month();
    let list = cohorts.list();
    let months: Vec<Month> = list.iter().map(|cohort| cohort.month).collect();
    assert_eq!(months, [january, january.plus(1), january.plus(2)]);
    assert_eq!(list[0].n_active[..8], [7846, 1157, 964, 810, 679, 736, 720, 582]);
    assert_eq!(list[1].n_active[..8], [8476, 1312, 980, 783, 847, 786, 626, 619]);
    assert_eq!(list[2].n_active[..8], [7248, 1032, 752, 756, 674, 564, 561, 579]);
    assert_eq!(list[0].n_active.len(), 18);
    assert!(!cohorts.is_last_month_partial());
    near(cohorts.retention(1), 0.1485, 5e-5);
    near(cohorts.retention(6), 0.0809, 5e-5);
    near(cohorts.retention(17), 0.0635, 5e-5);
}

#[test]
fn may_kept_a_third_of_april_though_the_rate_passes_one_hundred() {
    let Some(visits) = master() else { return };
    let first = |month| Day::from_ymd(1998, month, 1).expect("a day");
    let month = |month| Period::month(first(month).month());
    let found = Retention::between(&visits, month(4), month(5));
    assert_eq!((found.n_start, found.n_end, found.n_new), (1437, 1488, 0));
    near(found.crr(), 1.0355, 5e-5);
    near(found.strict(), 0.3194, 5e-5);
}

#[test]
fn the_average_check_is_by_day_and_not_by_receipt() {
    let Some(visits) = master() else { return };
    let found = Activity::of(&visits, Period::until(day_after()));
    assert_eq!((found.n_active, found.n_visits), (23_570, 67_591));
    assert_eq!(found.average_check(), Some(Money(3699)));
    let free =
        |customer: u32| visits.of(customer).iter().filter(|visit| visit.takings.spent.0 == 0);
    assert_eq!(visits.customers().flat_map(free).count(), 80);
}

#[test]
fn segments_of_the_whole_log() {
    let Some(visits) = master() else { return };
    let found = segment::counts(&RfmTable::new(&visits, Period::until(day_after()), None));
    let check = |segment, n_customers, dollars| {
        let of = found.iter().find(|of| of.segment == segment).expect("every segment is there");
        let dollars_found = Money(of.spent.0).per(100).expect("a hundred cents").0;
        assert_eq!((of.n_customers, dollars_found), (n_customers, dollars), "{segment:?}");
    };
    check(Segment::AboutToSleep, 3517, 105_255);
    check(Segment::AtRisk, 744, 57_256);
    check(Segment::CantLose, 6, 2852);
    check(Segment::Champion, 4134, 1_296_383);
    check(Segment::Hibernating, 8537, 262_348);
    check(Segment::Loyal, 3246, 552_599);
    check(Segment::NeedsAttention, 955, 59_193);
    check(Segment::New, 0, 0);
    check(Segment::PotentialLoyalist, 2431, 164_430);
    check(Segment::Promising, 0, 0);
}
