//! The laws of filters: what is written is read again, and who fits is who the rules say.

use std::collections::BTreeSet;

use proptest::prelude::*;
use regulars::book::{Book, Change};
use regulars::figures::overview::Overview;
use regulars::lists::base::Base;
use regulars::lists::filter::{Condition, Filter, Group, Item};
use regulars::lists::matcher::{Matcher, problems};
use regulars::lists::membership::Membership;
use regulars::lists::test::Test;
use regulars::lists::text;
use regulars::units::calendar::Zone;
use regulars::units::id::{CustomerId, Stamp};

use crate::filter_plain::Plain;
use crate::filter_shop::{
    TODAY, any_book, any_condition, any_filter, any_written_filter, large_book,
};

fn of(items: Vec<Item>, is_all: bool) -> Filter {
    let group = if is_all { Group::all(items) } else { Group::any(items) };
    Filter::new(group).expect("a small filter")
}

fn negated(condition: &Condition) -> Condition {
    let Test { asked, is_negated } = condition.test().clone();
    let test = Test { asked, is_negated: !is_negated };
    Condition::within(condition.field(), condition.span(), test).expect("it went before")
}

/// Who fits, as everybody is asked and as each one is.
fn who(filter: &Filter, book: &Book, overview: &Overview) -> Vec<CustomerId> {
    let zone = Zone::default();
    let matcher = Matcher::new(filter, Base::new(book, overview, &zone));
    let all = matcher.all();
    let one_by_one = book.customers().keys().copied().filter(|id| matcher.matches(*id));
    assert_eq!(one_by_one.collect::<Vec<_>>(), all);
    all
}

fn set(ids: Vec<CustomerId>) -> BTreeSet<CustomerId> {
    ids.into_iter().collect()
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(filter in any_written_filter()) {
        let written = text::format(&filter);
        let read = text::parse(&written);
        prop_assert_eq!(read.as_ref().map(|read| &read.filter), Ok(&filter), "{}", written);
        let again = read.map(|read| text::format(&read.filter));
        prop_assert_eq!(again, Ok(written));
    }

    #[test]
    fn no_text_stops_the_reader(text in "(all|any)?[(]?[a-z\"\\\\;,() 0-9-]{0,40}\\PC{0,4}") {
        if let Ok(read) = text::parse(&text) {
            let written = text::format(&read.filter);
            let again = text::parse(&written).map(|read| text::format(&read.filter));
            prop_assert_eq!(again, Ok(written));
        }
    }

    #[test]
    fn who_fits_is_who_the_rules_say(book in any_book(), filter in any_filter()) {
        let overview = Overview::new(&book, TODAY);
        let plain = Plain { book: &book, overview: &overview };
        let written = text::format(&filter);
        prop_assert_eq!(who(&filter, &book, &overview), plain.all(&filter), "{}", written);
    }

    #[test]
    fn all_is_the_intersection_any_the_union_and_not_the_rest(
        book in any_book(),
        one in any_condition(),
        other in any_condition(),
    ) {
        let overview = Overview::new(&book, TODAY);
        let plain = Plain { book: &book, overview: &overview };
        let fits = |items, is_all| set(who(&of(items, is_all), &book, &overview));
        let alone = |condition: &Condition| fits(vec![condition.clone().into()], true);
        let both = || vec![one.clone().into(), other.clone().into()];
        let (these, those) = (alone(&one), alone(&other));
        prop_assert_eq!(fits(both(), true), &these & &those);
        prop_assert_eq!(fits(both(), false), &these | &those);
        let everybody = set(who(&Filter::default(), &book, &overview));
        prop_assert_eq!(everybody.len(), book.customers().len());
        prop_assert_eq!(fits(vec![], false).len(), 0);
        let rest = alone(&negated(&one));
        let zone = Zone::default();
        let told = problems(&of(vec![one.clone().into()], true), &Base::new(&book, &overview, &zone));
        prop_assert_eq!(told.is_empty(), plain.is_judged(&one));
        if told.is_empty() {
            prop_assert_eq!(rest, &everybody - &these);
        } else {
            prop_assert!(rest.is_empty() && these.is_empty());
        }
    }

    #[test]
    fn a_list_is_frozen_as_it_lives(book in any_book(), filter in any_filter(), whom in 0..8_usize) {
        let overview = Overview::new(&book, TODAY);
        let zone = Zone::default();
        let base = Base::new(&book, &overview, &zone);
        let live = Membership::Live(filter);
        let frozen = live.frozen(base);
        let ids = live.ids(base);
        prop_assert_eq!(frozen.ids(base), ids.clone());
        prop_assert_eq!(frozen.frozen(base), frozen.clone());
        let mut later = book.clone();
        let gone = ids.get(whom).copied();
        if let Some(customer) = gone {
            later.apply(Stamp::NONE, &Change::EraseCustomer { customer });
        }
        let left: Vec<CustomerId> = ids.into_iter().filter(|id| Some(*id) != gone).collect();
        let overview = Overview::new(&later, TODAY);
        prop_assert_eq!(frozen.ids(Base::new(&later, &overview, &zone)), left);
    }
}

/// Of many, what was bought is worked out for everybody at once: as for each by themselves.
#[test]
fn many_are_asked_as_each_one_is() {
    let book = large_book();
    let overview = Overview::new(&book, TODAY);
    assert!(!overview.dated_by_wrong_clock().is_empty());
    let zone = Zone::default();
    let base = Base::new(&book, &overview, &zone);
    let plain = Plain { book: &book, overview: &overview };
    for condition in [
        "product contains \"dió\"",
        "product last 3 months not known",
        "served-by is \"anna\"",
        "sold-at not begins \"ko\"",
    ] {
        let filter = text::parse(&format!("all({condition})")).expect("a filter").filter;
        let matcher = Matcher::new(&filter, base);
        let ids = book.customers().keys().copied();
        let one_by_one: Vec<CustomerId> = ids.filter(|id| matcher.matches(*id)).collect();
        assert_eq!(Matcher::new(&filter, base).all(), one_by_one, "{condition}");
        assert_eq!(plain.all(&filter), one_by_one, "{condition}");
        assert!(!one_by_one.is_empty() && one_by_one.len() < 400, "{condition}");
    }
}
