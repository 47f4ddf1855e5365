use super::*;
use crate::figures::visit::Sale;
use crate::units::money::Money;

fn sizes() -> SizeLimits {
    SizeLimits::new(Money(100), Money(1000)).expect("limits")
}

fn sale(customer: u32, day: i32) -> Sale {
    let (paid, refunded) = (Money(10), Money::ZERO);
    Sale { customer: Some(customer), day: Day(day), paid, refunded, cost: None }
}

fn rhythms(days: &[&[i32]], today: i32) -> Rhythms {
    let sales: Vec<Sale> = (0..)
        .zip(days)
        .flat_map(|(customer, days)| days.iter().map(move |day| sale(customer, *day)))
        .collect();
    let visits = Visits::new(0, &sales);
    Rhythms::new(&visits, sizes(), RhythmLimits::default(), Day(today))
}

#[test]
fn the_reason_is_there_to_be_told() {
    let rhythm = rhythms(&[&[0, 6, 12]], 31).of(0).expect("a buyer");
    assert_eq!(rhythm.gap_tenths, Some(60));
    assert_eq!((rhythm.days_since, rhythm.missed, rhythm.overdue_tenths), (19, 3, 31));
    assert_eq!((rhythm.status, rhythm.basis), (Status::Asleep, Basis::Own));
    assert_eq!(rhythm.expected, Some(Day(18)));
}

#[test]
fn late_means_later_than_the_limit() {
    let check = |today, expected| {
        let rhythm = rhythms(&[&[0, 10, 20]], today).of(0).expect("a buyer");
        assert_eq!(rhythm.status, expected, "day {today}");
    };
    check(30, Status::OnTime);
    check(31, Status::Due);
    check(40, Status::Due);
    check(41, Status::Dozing);
    check(51, Status::Asleep);
    check(81, Status::Lost);
}

#[test]
fn one_long_absence_does_not_change_the_rhythm() {
    let check = |days: &[i32], expected| {
        assert_eq!(rhythms(&[days], 500).of(0).and_then(|rhythm| rhythm.gap_tenths), expected);
    };
    check(&[0, 7, 14, 21, 200], Some(70));
    check(&[0, 7, 15], Some(75));
    check(&[0, 7], None);
}

#[test]
fn few_visits_are_drawn_toward_those_of_others() {
    let weekly: &[i32] = &[0, 7, 14];
    let monthly: &[i32] = &[0, 28, 56, 84, 112];
    let rhythms = rhythms(
        &[weekly, weekly, weekly, weekly, weekly, &[0, 28], &[0, 28, 56], monthly, &[0]],
        112,
    );
    let check = |customer, gap, basis| {
        let rhythm = rhythms.of(customer).expect("a buyer");
        assert_eq!((rhythm.gap_tenths, rhythm.basis), (Some(gap), basis), "{customer}");
    };
    check(0, 70, Basis::Own);
    check(5, 140, Basis::Few);
    check(6, 175, Basis::Own);
    check(7, 210, Basis::Own);
    check(8, 70, Basis::Alike(Band::Small));
}

/// Forty households that shop every five days, and go away for 30 days twice in their time.
#[test]
fn where_holidays_end_by_themselves_nobody_sleeps_in_one() {
    let household = |start: i32| {
        let mut days = vec![start];
        for visit in 1..40 {
            let gap = if visit % 15 == 0 { 30 } else { 5 };
            days.push(days[visit - 1] + gap);
        }
        days
    };
    let shop: Vec<Vec<i32>> = (0..40).map(household).collect();
    let shop: Vec<&[i32]> = shop.iter().map(Vec::as_slice).collect();
    let last = household(0)[39];
    let away = rhythms(&shop, last + 28).of(0).expect("a buyer");
    assert_eq!((away.status, away.gap_tenths), (Status::Dozing, Some(50)));
    assert_eq!(rhythms(&shop, last + 28).floor_days(), 35);
    assert_eq!(rhythms(&shop, last + 36).of(0).map(|it| it.status), Some(Status::Asleep));
    assert_eq!(rhythms(&shop[..5], last + 28).floor_days(), 0);
}

#[test]
fn too_little_history_is_an_answer() {
    let rhythm = rhythms(&[&[0, 6]], 100).of(0).expect("a buyer");
    assert_eq!((rhythm.status, rhythm.basis), (Status::Unknown, Basis::TooLittle));
    assert_eq!(rhythms(&[&[]], 100).of(0), None);
}

#[test]
fn newcomers_are_measured_by_those_like_them() {
    let weekly: &[i32] = &[0, 7, 14];
    let rhythms = rhythms(&[weekly, weekly, weekly, weekly, weekly, &[10], &[0]], 15);
    let check = |customer, status| {
        let rhythm = rhythms.of(customer).expect("a buyer");
        assert_eq!((rhythm.status, rhythm.basis), (status, Basis::Alike(Band::Small)));
    };
    check(5, Status::New);
    check(6, Status::OneTimer);
    assert_eq!(rhythms.counts(), [1, 5, 0, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn a_later_day_is_not_yet_known() {
    assert_eq!(rhythms(&[&[0, 6, 12, 99]], 31), {
        let mut late = rhythms(&[&[0, 6, 12]], 31);
        let visits = Visits::new(1, &[sale(0, 0), sale(0, 6), sale(0, 12), sale(0, 99)]);
        late.update(0, &visits.of(0)[..3], visits.of(0));
        late
    });
}

#[test]
fn who_buys_in_december_is_not_lost_in_june() {
    let december = |year| Day::from_ymd(year, 12, 1).expect("a day").0;
    let days: Vec<i32> =
        (2021..2024).flat_map(|year| [0, 7, 14].map(|day| december(year) + day)).collect();
    let check = |(year, month, day), expected| {
        let today = Day::from_ymd(year, month, day).expect("a day");
        let rhythm = rhythms(&[&days], today.0).of(0).expect("a buyer");
        assert_eq!((rhythm.gap_tenths, rhythm.status), (Some(70), expected), "{today:?}");
    };
    check((2023, 12, 16), Status::OnTime);
    check((2023, 12, 25), Status::Due);
    check((2024, 6, 1), Status::OutOfSeason);
    check((2024, 12, 5), Status::OnTime);
    check((2025, 1, 31), Status::Lost);
}
