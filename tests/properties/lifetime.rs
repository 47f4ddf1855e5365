//! Laws of the models of visits and spending, for books no shop would have.

use proptest::prelude::*;
use regulars::figures::lifetime::choice::choose;
use regulars::figures::lifetime::coming::NextVisits;
use regulars::figures::lifetime::holdout::check_forecast;
use regulars::figures::lifetime::next_visit::{NextVisit, Shares, ShopGaps};
use regulars::figures::lifetime::regularity::{own_regularity, shop_regularity};
use regulars::figures::lifetime::totals::{Known, forecast_totals};
use regulars::figures::lifetime::value::{SimpleValue, Year};
use regulars::figures::lifetime::{
    Bg, Fitted, GammaGamma, History, Leaving, Model, Pareto, Rows, Spend, Track,
};
use regulars::units::calendar::Day;
use regulars::units::money::{MAX_AMOUNT, Money};

const TODAY: Day = Day(20_000);

/// Purchases of one customer within two years, or within a century.
fn any_purchases() -> impl Strategy<Value = Vec<(Day, Money)>> {
    let money = prop_oneof![
        4 => (0..100_000_i64).prop_map(Money),
        1 => Just(MAX_AMOUNT),
        1 => Just(Money(-MAX_AMOUNT.0)),
    ];
    let day = prop_oneof![4 => -730..=0_i32, 1 => -36_500..=5_i32];
    prop::collection::vec((day.prop_map(|ago| TODAY.plus(ago)), money), 1..12)
}

fn any_book() -> impl Strategy<Value = Vec<Vec<(Day, Money)>>> {
    prop::collection::vec(any_purchases(), 1..60)
}

fn histories(book: &[Vec<(Day, Money)>]) -> Vec<History> {
    book.iter().map(|purchases| History::new(purchases.iter().copied())).collect()
}

fn any_parameter() -> impl Strategy<Value = f64> {
    prop_oneof![3 => -2.0..2.0_f64, 1 => -9.2..9.2_f64].prop_map(f64::exp)
}

fn any_model() -> impl Strategy<Value = Model> {
    let four = (any_parameter(), any_parameter(), any_parameter(), any_parameter());
    let leaving =
        prop::sample::select(vec![Leaving::Never, Leaving::AfterRepeat, Leaving::AfterAny]);
    (four, leaving, 0..4_u32).prop_map(|((p, q, s, t), leaving, regularity)| {
        if regularity == 0 {
            Model::Pareto(Pareto { r: p, alpha: q, s, beta: t })
        } else {
            Model::Bg(Bg { leaving, regularity, r: p, alpha: q, a: s, b: t })
        }
    })
}

fn any_track() -> impl Strategy<Value = Track> {
    let age = prop_oneof![3 => 0.0..200.0_f64, 1 => 0.0..5_300.0_f64, 1 => Just(0.0)];
    let repeats = prop_oneof![3 => 0..40_u32, 1 => 0..5_000_u32, 1 => Just(1_000_000)];
    (age, 0.0..=1.0_f64, repeats).prop_map(|(age, share, repeats)| {
        let repeats = if age > 0.0 { repeats } else { 0 };
        let last = if repeats > 0 { age * share.max(1e-3) } else { 0.0 };
        let gap = last / f64::from(repeats.max(1));
        let log_gaps = if repeats > 0 { f64::from(repeats) * gap.ln() } else { 0.0 };
        Track { repeats, last, age, log_gaps }
    })
}

proptest! {
    #[test]
    fn a_customer_is_judged_within_bounds(
        model in any_model(),
        track in any_track(),
        near in 0.0..60.0_f64,
        further in 0.0..5_200.0_f64,
    ) {
        let alive = model.p_alive(&track);
        prop_assert!((0.0..=1.0).contains(&alive), "alive {alive}");
        prop_assert!(model.log_likelihood(&track).is_finite());
        let visits = [0.0, near, near + further].map(|it| model.expected_visits(&track, it));
        prop_assert!(visits.iter().all(|it| it.is_finite() && *it >= 0.0), "{visits:?}");
        prop_assert!(visits[0] == 0.0);
        let grows = |less: f64, more: f64| less <= more * (1.0 + 1e-9);
        prop_assert!(grows(visits[0], visits[1]) && grows(visits[1], visits[2]), "{visits:?}");
        let year = Year::of(&model, &track, 0.01);
        prop_assert!(grows(year.discounted_visits, year.visits));
        let none = model.probability_of(0, near);
        prop_assert!((0.0..=1.0 + 1e-9).contains(&none), "none {none}");
        if let Model::Pareto(model) = model {
            let for_ever = model.discounted_visits(&track, 0.002);
            prop_assert!(for_ever.is_finite() && for_ever >= 0.0);
        }
    }
}

/// All that a page may ask about a book.
fn ask_everything(customers: &[History]) -> Result<(), TestCaseError> {
    let tracks: Vec<Track> = customers.iter().filter_map(|it| it.track(TODAY)).collect();
    let spends: Vec<Spend> = customers.iter().filter_map(|it| it.spend(TODAY)).collect();
    let rows = Rows::new(&tracks);
    let mut models: Vec<Fitted<Model>> = Vec::new();
    for leaving in [Leaving::Never, Leaving::AfterRepeat, Leaving::AfterAny] {
        for regularity in [1, 2] {
            if let Ok(fitted) = Bg::fit(&rows, leaving, regularity) {
                prop_assert!(fitted.log_likelihood.is_finite());
                models.push(fitted.map(Model::Bg));
            }
        }
    }
    models.extend(Pareto::fit(&rows).ok().map(|it| it.map(Model::Pareto)));
    models.extend(choose(&rows).ok().map(|it| it.fitted));
    for fitted in &models {
        for track in &tracks {
            let alive = fitted.model.p_alive(track);
            prop_assert!((0.0..=1.0).contains(&alive), "{fitted:?} {track:?} {alive}");
            prop_assert!(fitted.model.expected_visits(track, 52.0).is_finite());
        }
    }
    if let Ok(fitted) = GammaGamma::fit(&spends) {
        prop_assert!(fitted.log_likelihood.is_finite());
        for spend in spends.iter().map(Some).chain([None]) {
            let expected = fitted.model.expected_spend(spend);
            prop_assert!(expected.is_none_or(|it| it.is_finite() && it >= 0.0));
        }
    }
    if let Some(value) = SimpleValue::of(customers, TODAY, 0.3, 24.0) {
        prop_assert!(value.value().is_finite());
    }
    let next_visits = NextVisits::learn(customers, TODAY);
    for customer in customers {
        let is_told = matches!(next_visits.of(customer, TODAY), Some(NextVisit::Within(_)));
        prop_assert!(!is_told || customer.until(TODAY).len() > 1);
    }
    let pace = ShopGaps::of(customers, TODAY).pace();
    let window = |it| pace?.window(Shares::default(), it, TODAY);
    for window in customers.iter().filter_map(window) {
        prop_assert!(window.earliest <= window.median && window.median <= window.latest);
        prop_assert!(window.earliest > TODAY);
    }
    prop_assert!(shop_regularity(customers, TODAY).is_none_or(f64::is_finite));
    for customer in customers {
        let own = own_regularity(&customer.gaps_days(TODAY).collect::<Vec<_>>());
        prop_assert!(own.is_none_or(|it| it.is_finite() && it > 0.0));
    }
    if let Ok(holdout) = check_forecast(customers, TODAY) {
        prop_assert!(holdout.comparison.mean_error.is_finite());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_book_brings_forth_nonsense(book in any_book()) {
        ask_everything(&histories(&book))?;
    }

    #[test]
    fn order_does_not_matter(book in any_book(), turn in 0..60_usize) {
        let mut turned = book.clone();
        turned.rotate_left(turn % book.len());
        for purchases in &mut turned {
            purchases.reverse();
        }
        let rows = |book: &[Vec<(Day, Money)>]| {
            Rows::new(&histories(book).iter().filter_map(|it| it.track(TODAY)).collect::<Vec<_>>())
        };
        let (ours, theirs) = (rows(&book), rows(&turned));
        prop_assert_eq!(&ours, &theirs);
        prop_assert_eq!(choose(&ours), choose(&theirs));
        let spends = |book: &[Vec<(Day, Money)>]| -> Vec<Spend> {
            histories(book).iter().filter_map(|it| it.spend(TODAY)).collect()
        };
        prop_assert_eq!(GammaGamma::fit(&spends(&book)), GammaGamma::fit(&spends(&turned)));
    }
}

fn every(days: i32, from: i32, n: i32) -> History {
    History::new((0..n).map(|i| (TODAY.plus(from + i * days), Money(1_000))))
}

#[test]
fn absurd_books_are_answered() {
    let check = |name: &str, customers: &[History]| {
        ask_everything(customers).unwrap_or_else(|err| panic!("{name}: {err}"));
    };
    check("nobody", &[]);
    check("one customer, one purchase", &[every(1, 0, 1)]);
    check("one customer", &[every(7, -700, 100)]);
    check("all equal", &vec![every(7, -70, 10); 300]);
    check("all on one day", &vec![every(1, -30, 1); 300]);
    check("all today", &vec![every(1, 0, 1); 300]);
    check("all once, each on a day", &(0..300).map(|i| every(1, -i, 1)).collect::<Vec<_>>());
    check("a hundred years", &(0..50).map(|i| every(180 + i, -36_500, 150)).collect::<Vec<_>>());
    check("every day for a century", &[every(1, -36_500, 36_500), every(1, -36_500, 1)]);
    check("two busy days", &vec![every(1, -36_500, 2); 40]);
    check("yesterday and today", &vec![every(1, -1, 2); 40]);
    let million = (0..1_000_000).map(|i| (TODAY.plus(-(i % 3_000)), MAX_AMOUNT));
    check("a million purchases", &[History::new(million), every(7, -70, 10)]);
    let limits = [Money(i64::MAX), Money(i64::MIN), MAX_AMOUNT, Money(1)];
    let extreme = |i: i32| {
        History::new((0..5).map(|n| {
            let money = limits[usize::try_from((i + n) % 4).expect("small")];
            (TODAY.plus(-300 + 50 * n), money)
        }))
    };
    check("amounts at the limits", &(0..60).map(extreme).collect::<Vec<_>>());
}

#[test]
fn totals_of_absurd_books_are_ranges_or_nothing() {
    for customers in [vec![every(7, -70, 10); 40], vec![every(1, -30, 1); 40], vec![every(1, 0, 1)]]
    {
        let known: Vec<Known> = customers
            .iter()
            .filter_map(|it| Some(Known { track: it.track(TODAY)?, spend: it.spend(TODAY) }))
            .collect();
        let rows = Rows::new(&known.iter().map(|it| it.track).collect::<Vec<_>>());
        let Ok(fitted) = Bg::fit(&rows, Leaving::AfterAny, 1) else { continue };
        let totals = forecast_totals(&fitted.map(Model::Bg), None, &known, 52.0, 10, 1);
        assert!(totals.is_none_or(|it| it.visits.low.is_finite() && it.visits.high.is_finite()));
    }
}
