//! Laws of the figures, on books of any kind: small, large and absurd.

use proptest::prelude::*;
use regulars::figures::abc_xyz::{self, AbcXyzLimits, Border, Measure, Months};
use regulars::figures::concentration::{self, Concentration};
use regulars::figures::ladder::{Climbs, Evidence, Step};
use regulars::figures::retention::{Activity, Retention};
use regulars::figures::rfm::RfmTable;
use regulars::figures::rhythm::{self, Basis, Rhythms, Status};
use regulars::figures::segment::{self, Segment};
use regulars::figures::size::{self, OneTimers, SizeLimits};
use regulars::figures::visit::{Period, Sale, Totals, Visits};
use regulars::figures::{Figures, Terms};
use regulars::trade::shop::RhythmLimits;
use regulars::units::calendar::Day;
use regulars::units::money::{MAX_AMOUNT, Money};

const TODAY: Day = Day(20_000);
const N_CUSTOMERS: u32 = 12;

fn any_amount() -> impl Strategy<Value = Money> {
    prop_oneof![
        8 => (0..500_i64).prop_map(Money),
        1 => Just(MAX_AMOUNT),
        1 => any::<i64>().prop_map(Money),
    ]
}

fn any_day() -> impl Strategy<Value = Day> {
    prop_oneof![
        8 => (TODAY.0 - 900..TODAY.0 + 30).prop_map(Day),
        2 => (TODAY.0 - 36_500..TODAY.0).prop_map(Day),
        1 => any::<i32>().prop_map(Day),
    ]
}

fn any_sale() -> impl Strategy<Value = Sale> {
    let customer = proptest::option::weighted(0.9, 0..N_CUSTOMERS);
    let refunded = prop_oneof![4 => Just(Money::ZERO), 1 => any_amount()];
    (customer, any_day(), any_amount(), refunded, proptest::option::of(any_amount())).prop_map(
        |(customer, day, paid, refunded, cost)| Sale { customer, day, paid, refunded, cost },
    )
}

fn any_sales() -> impl Strategy<Value = Vec<Sale>> {
    proptest::collection::vec(any_sale(), 0..60)
}

fn sizes() -> SizeLimits {
    SizeLimits::new(Money(1000), Money(5000)).expect("limits rise")
}

fn terms(rfm_days: i32) -> Terms {
    Terms {
        today: TODAY,
        rfm_from: TODAY.plus(-rfm_days),
        cuts: None,
        sizes: sizes(),
        limits: RhythmLimits::default(),
    }
}

fn table(visits: &Visits, today: Day) -> RfmTable {
    RfmTable::new(visits, Period::until(today), None)
}

fn rhythms(visits: &Visits, today: Day) -> Rhythms {
    Rhythms::new(visits, sizes(), RhythmLimits::default(), today)
}

fn all_totals(visits: &Visits) -> Vec<Totals> {
    let totals = |customer| visits.totals(customer, Period::until(TODAY));
    visits.customers().filter_map(totals).collect()
}

fn is_part(share: Option<f64>) -> bool {
    share.is_none_or(|share| (0.0..=1.0 + 1e-12).contains(&share))
}

/// Every number a page could show is a number.
fn check_sound(visits: &Visits, today: Day) {
    let income = Concentration::of_income(visits, today);
    assert!(is_part(income.gini()) && is_part(income.share_of_top(3)), "{income:?}");
    assert!(is_part(income.share_of_top_percent(20)), "{income:?}");
    assert!(income.n_bringing(80) <= income.n_customers());
    for (customers, brought) in income.curve(7) {
        assert!(is_part(Some(customers)) && is_part(Some(brought)), "{customers} {brought}");
    }
    for month in concentration::by_month(visits, 12, today) {
        assert!(is_part(month.concentration.gini()));
    }
    for rhythm in rhythms(visits, today).iter().flatten() {
        assert_eq!(rhythm.gap_tenths.is_none(), rhythm.basis == Basis::TooLittle);
        assert!(rhythm.gap_tenths.is_none_or(|gap| gap >= 10), "{rhythm:?}");
        assert_eq!(rhythm.status == Status::Unknown, rhythm.basis == Basis::TooLittle);
    }
    let period = Period { from: today.plus(-365), to: today };
    for activity in [Activity::of(visits, period), Activity::of(visits, Period::until(today))] {
        assert!(activity.visits_a_month().is_none_or(f64::is_finite), "{activity:?}");
    }
    let kept = Retention::between(visits, period.before(), period);
    assert!(is_part(kept.strict()) && kept.crr().is_none_or(f64::is_finite), "{kept:?}");
    assert_eq!(kept.n_end, kept.n_new + kept.n_kept + kept.n_came_back());
    let figures = Figures::new(visits.clone(), Terms { today, ..terms(500) });
    for months in 0..=figures.cohorts().n_months().min(50) {
        assert!(is_part(figures.cohorts().retention(months)));
    }
    check_items(visits, today);
    check_absences(visits, today);
}

fn check_items(visits: &Visits, today: Day) {
    let first = visits.first_day(today).unwrap_or(today);
    let measure = Measure::Profit { margin_percent: 30 };
    let items = abc_xyz::of_customers(visits, measure, Months::between(first, today), today);
    let cells = abc_xyz::cells(&items, AbcXyzLimits::default(), Border::Inside);
    let n_placed: usize = cells.cells.iter().map(|cell| cell.members.len()).sum();
    assert_eq!(n_placed + cells.unknown.len(), items.len());
    let is_sound = |variation: f64| variation.is_finite() && variation >= 0.0;
    assert!(items.iter().all(|item| item.variation.is_none_or(is_sound)), "{items:?}");
    for customer in visits.customers() {
        assert!(abc_xyz::gap_variation(visits.of(customer)).is_none_or(is_sound));
    }
}

fn check_absences(visits: &Visits, today: Day) {
    let rhythms = rhythms(visits, today);
    let rule = rhythms.sleep_rule();
    for customer in visits.customers() {
        let Some(habit) = rhythms.habit(customer) else { continue };
        let own = visits.of(customer);
        for absence in rhythm::absences(own, &habit, Some(70), rule, 30, today) {
            assert!(absence.n_missed >= 2 && absence.lost_income >= Money::ZERO, "{absence:?}");
            assert!(absence.until.is_none_or(|until| until > absence.since), "{absence:?}");
        }
    }
}

proptest! {
    #[test]
    fn the_order_of_input_does_not_matter(
        (sales, shuffled) in any_sales().prop_flat_map(|sales| {
            (Just(sales.clone()), Just(sales).prop_shuffle())
        }),
    ) {
        let figures = |sales: &[Sale]| Figures::new(Visits::new(N_CUSTOMERS, sales), terms(500));
        prop_assert!(figures(&sales) == figures(&shuffled));
    }

    #[test]
    fn step_by_step_gives_the_same_as_from_scratch(
        start in any_sales(),
        steps in proptest::collection::vec((any_sale(), any::<proptest::sample::Index>()), 0..20),
    ) {
        let mut left = start.clone();
        let mut figures = Figures::new(Visits::new(N_CUSTOMERS, &start), terms(500));
        for (sale, index) in steps {
            if left.is_empty() || index.index(3) > 0 {
                figures.add(&sale);
                left.push(sale);
            } else if index.index(5) > 1 {
                figures.remove(&left.swap_remove(index.index(left.len())));
            } else {
                let place = index.index(left.len());
                figures.replace(&left[place], &sale);
                left[place] = sale;
            }
            let scratch = Figures::new(Visits::new(N_CUSTOMERS, &left), terms(500));
            prop_assert!(figures == scratch, "after {:?}", sale);
            prop_assert_eq!(segment::counts(figures.rfm()), segment::counts(scratch.rfm()));
            prop_assert_eq!(figures.rhythms().counts(), scratch.rhythms().counts());
        }
    }

    #[test]
    fn whoever_never_buys_changes_nobodys_scores(sales in any_sales(), more in 1..50_u32) {
        let before = table(&Visits::new(N_CUSTOMERS, &sales), TODAY);
        let after = table(&Visits::new(N_CUSTOMERS + more, &sales), TODAY);
        for customer in 0..N_CUSTOMERS {
            prop_assert_eq!(before.scores(customer), after.scores(customer));
        }
    }

    #[test]
    fn scores_rise_with_rank(sales in any_sales()) {
        let table = table(&Visits::new(N_CUSTOMERS, &sales), TODAY);
        let rows: Vec<_> = table.iter().flatten().collect();
        for (ours, our_scores) in &rows {
            for (theirs, their_scores) in &rows {
                if ours.recency_days <= theirs.recency_days {
                    prop_assert!(our_scores.recency >= their_scores.recency);
                }
                if ours.frequency >= theirs.frequency {
                    prop_assert!(our_scores.frequency >= their_scores.frequency);
                }
                if ours.monetary >= theirs.monetary {
                    prop_assert!(our_scores.monetary >= their_scores.monetary);
                }
            }
        }
    }

    #[test]
    fn every_customer_is_counted_once(sales in any_sales()) {
        let visits = Visits::new(N_CUSTOMERS, &sales);
        let totals = all_totals(&visits);
        let n_buyers = u32::try_from(totals.len()).expect("twelve customers");
        let income: Money = totals.iter().map(|totals| totals.takings.spent).sum();
        let segments = segment::counts(&table(&visits, TODAY));
        prop_assert_eq!(segments.iter().map(|of| of.n_customers).sum::<u32>(), n_buyers);
        prop_assert_eq!(segments.iter().map(|of| of.spent).sum::<Money>(), income);
        let groups = size::groups(totals.iter().copied(), sizes());
        prop_assert_eq!(groups.iter().map(|of| of.n_customers).sum::<u32>(), n_buyers);
        prop_assert_eq!(groups.iter().map(|of| of.spent).sum::<Money>(), income);
        let one_timers = OneTimers::of(totals, TODAY);
        prop_assert_eq!(one_timers.by_age.iter().sum::<u32>(), one_timers.n_one_timers);
        let rhythms = rhythms(&visits, TODAY);
        let counts = Status::ALL.map(|status| {
            let is_in = |rhythm: &rhythm::Rhythm| rhythm.status == status;
            u32::try_from(rhythms.iter().flatten().filter(is_in).count()).expect("few")
        });
        prop_assert_eq!(counts, rhythms.counts());
        prop_assert_eq!(counts.iter().sum::<u32>(), n_buyers);
    }

    #[test]
    fn movements_sum_to_the_base(sales in any_sales(), days in 0..800_i32) {
        let visits = Visits::new(N_CUSTOMERS, &sales);
        let moved = segment::movement(&table(&visits, TODAY.plus(-days)), &table(&visits, TODAY));
        prop_assert_eq!(moved.total(), N_CUSTOMERS);
        prop_assert_eq!(moved.after().iter().sum::<u32>(), N_CUSTOMERS);
        let now = segment::counts(&table(&visits, TODAY));
        for segment in Segment::ALL {
            prop_assert_eq!(moved.after()[segment as usize], now[segment as usize].n_customers);
        }
        let step = |customer, today| {
            let n_visits = u32::try_from(visits.until(customer, today).len()).expect("few visits");
            let rhythm = rhythms(&visits, today).of(customer);
            Evidence::new(n_visits, rhythm.as_ref(), Some(95), 1).step()
        };
        let steps = |customer| (step(customer, TODAY.plus(-days)), step(customer, TODAY));
        let climbs = Climbs::new(visits.customers().map(steps));
        prop_assert_eq!(climbs.movement.total(), N_CUSTOMERS);
        prop_assert_eq!(climbs.movement.after().len(), Step::ALL.len());
    }

    #[test]
    fn shares_sum_to_one(amounts in proptest::collection::vec(any_amount(), 1..60)) {
        let shop = Concentration::new(amounts.iter().copied());
        prop_assert!(is_part(shop.gini()));
        if shop.total() > Money::ZERO {
            let all = shop.share_of_top(shop.n_customers()).expect("something to share");
            prop_assert!((all - 1.0).abs() < 1e-9);
            let (customers, brought) = *shop.curve(10).last().expect("a curve");
            prop_assert!((customers - 1.0).abs() < 1e-9 && (brought - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn no_book_breaks_a_figure(sales in any_sales(), days in -40_000..40_000_i32) {
        let visits = Visits::new(N_CUSTOMERS, &sales);
        check_sound(&visits, TODAY);
        check_sound(&visits, TODAY.plus(days));
    }
}

fn sale(customer: u32, day: i32, paid: i64) -> Sale {
    let (paid, refunded) = (Money(paid), Money::ZERO);
    Sale { customer: Some(customer), day: Day(day), paid, refunded, cost: None }
}

#[test]
fn absurd_books_are_answered_all_the_same() {
    let check = |name: &str, sales: &[Sale]| {
        let visits = Visits::new(0, sales);
        for today in [TODAY, Day(i32::MIN), Day(i32::MAX)] {
            check_sound(&visits, today);
        }
        let n_placed: u32 =
            segment::counts(&table(&visits, TODAY)).iter().map(|of| of.n_customers).sum();
        assert_eq!(n_placed, visits.n_customers(), "{name}");
    };
    check("nobody", &[]);
    check("one customer, one purchase", &[sale(0, 19_999, 100)]);
    check("all equal", &(0..500).map(|customer| sale(customer, 19_000, 100)).collect::<Vec<_>>());
    check(
        "nothing was paid",
        &(0..50).map(|customer| sale(customer, 19_000, 0)).collect::<Vec<_>>(),
    );
    check("all on one day", &(0..500).map(|row| sale(row % 7, 19_000, 5)).collect::<Vec<_>>());
    let century: Vec<Sale> = (0..1200).map(|row| sale(row % 3, 20_000 - row_day(row), 9)).collect();
    check("a hundred years", &century);
    let largest: Vec<Sale> =
        (0..900).map(|row| sale(row % 2, 19_000 + row_day(row) / 50, i64::MAX)).collect();
    check("the largest amounts", &largest);
    let one_person: Vec<Sale> =
        (0..1_000_000).map(|row| sale(0, 20_000 - row_day(row % 40_000) / 30, 100)).collect();
    check("a million purchases of one person", &one_person);
}

/// A day within a hundred years, another for each row.
fn row_day(row: u32) -> i32 {
    i32::try_from(row * 7919 % 36_500).expect("a hundred years")
}
