//! What the figures claim of made-up shops, held against what then happens in them.

use regulars::figures::rhythm::{Rhythms, Status};
use regulars::figures::size::SizeLimits;
use regulars::figures::visit::{Sale, Visits};
use regulars::trade::shop::RhythmLimits;
use regulars::units::calendar::Day;
use regulars::units::money::Money;

/// A day within the years the made-up shops are open.
const START: i32 = 18_000;

/// Numbers by chance that a seed repeats.
struct Dice(u64);

impl Dice {
    /// A number from 0 to below 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from(u32::try_from((mixed ^ (mixed >> 31)) >> 32).expect("32 bits")) / 4_294_967_296.0
    }

    /// A normal number.
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.share()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }
}

/// How somebody comes: the days to the next visit, and the chance that there is none.
type Person = Box<dyn FnMut(&mut Dice) -> (f64, bool)>;

/// Households that shop every few days and go on holidays.
fn household(dice: &mut Dice) -> Person {
    let usual = 5.0 * (0.6 * dice.normal()).exp();
    let spread = 0.5 + 0.5 * dice.share();
    Box::new(move |dice| {
        let holiday = if dice.share() < 0.04 { 10.0 + 50.0 * dice.share() } else { 0.0 };
        (usual * (spread * dice.normal()).exp() + holiday, dice.share() < 0.002)
    })
}

/// Guests of a café, who come by chance and move away.
fn guest(dice: &mut Dice) -> Person {
    let mean = 3.0 + 20.0 * dice.share();
    Box::new(move |dice| (1.0 - mean * (1.0 - dice.share()).ln(), dice.share() < 0.06))
}

/// Customers of a garden centre, who come a few times a year.
fn gardener(dice: &mut Dice) -> Person {
    let mean = 60.0 + 200.0 * dice.share();
    Box::new(move |dice| (1.0 - mean * (1.0 - dice.share()).ln(), dice.share() < 0.3))
}

fn shop(seed: u64, n_customers: u32, n_days: i32, person: fn(&mut Dice) -> Person) -> Visits {
    let mut dice = Dice(seed);
    let mut sales = Vec::new();
    for customer in 0..n_customers {
        let mut next = person(&mut dice);
        let mut time = dice.share() * f64::from(n_days) / 3.0;
        while time < f64::from(n_days) {
            #[expect(clippy::cast_possible_truncation, reason = "a day of a few years")]
            let day = Day(START + time as i32);
            let (paid, refunded) = (Money(1000), Money::ZERO);
            sales.push(Sale { customer: Some(customer), day, paid, refunded, cost: None });
            let (gap, is_last) = next(&mut dice);
            time += gap.max(1.0);
            if is_last {
                break;
            }
        }
    }
    Visits::new(n_customers, &sales)
}

fn rhythms(visits: &Visits, today: Day) -> Rhythms {
    let sizes = SizeLimits::new(Money(1_000_000_000), Money(2_000_000_000)).expect("limits");
    Rhythms::new(visits, sizes, RhythmLimits::default(), today)
}

/// Of the people this holds for, how many there are, and how many come within three gaps.
fn back_within_three_gaps(
    visits: &Visits,
    today: Day,
    is_meant: impl Fn(&regulars::figures::rhythm::Rhythm) -> bool,
) -> (u32, u32) {
    let (mut n, mut n_back) = (0, 0);
    for (customer, rhythm) in visits.customers().zip(rhythms(visits, today).iter()) {
        let Some(rhythm) = rhythm.filter(&is_meant) else { continue };
        let gap = i32::try_from(rhythm.gap_tenths.expect("a status has a gap")).expect("small");
        let next = visits.of(customer).iter().find(|visit| visit.day > today);
        n += 1;
        n_back += u32::from(next.is_some_and(|visit| 10 * visit.day.since(today) <= 3 * gap));
    }
    (n, n_back)
}

/// The days of the past that are asked, far enough from the end that three gaps are seen.
fn days(n_days: i32) -> impl Iterator<Item = Day> {
    (0..6).map(move |n| Day(START + n_days / 3 + n * n_days / 15))
}

#[test]
fn of_those_asleep_at_most_one_in_three_comes_back_within_three_gaps() {
    let check = |name: &str, n_customers, n_days, person: fn(&mut Dice) -> Person| {
        for seed in 1..=3 {
            let visits = shop(seed, n_customers, n_days, person);
            let (mut n, mut n_back) = (0, 0);
            for today in days(n_days) {
                let found =
                    back_within_three_gaps(&visits, today, |it| it.status == Status::Asleep);
                n += found.0;
                n_back += found.1;
            }
            assert!(n >= 50, "{name}, seed {seed}: {n} asleep");
            assert!(3 * n_back <= n, "{name}, seed {seed}: {n_back} of {n} came back");
        }
    };
    check("households", 600, 700, household);
    check("guests", 600, 500, guest);
    check("gardeners", 600, 1800, gardener);
}

#[test]
fn a_holiday_is_no_sleep_where_people_shop_every_few_days() {
    for seed in 1..=3 {
        let visits = shop(seed, 600, 700, household);
        let (mut n, mut n_back) = (0, 0);
        for today in days(700) {
            assert!(rhythms(&visits, today).floor_days() >= 28, "seed {seed}");
            let found = back_within_three_gaps(&visits, today, |it| {
                it.status == Status::Dozing && it.overdue_tenths > 30
            });
            n += found.0;
            n_back += found.1;
        }
        // Three gaps alone would have called these asleep, and more than one in three came.
        assert!(3 * n_back > n && n > 50, "seed {seed}: {n_back} of {n}");
    }
}
