//! The overview that is kept while the book changes gives the answers of one made from scratch.

use proptest::prelude::*;
use regulars::book::{Book, TouchedRecords};
use regulars::figures::overview::{Overview, Sleeper, Standing};
use regulars::figures::rhythm::Status;

use crate::living::{Living, Shop, TODAY, any_event};

impl Living for Overview {
    fn new(book: &Book) -> Self {
        Self::new(book, TODAY)
    }

    fn advance(&mut self, book: &Book, touched: &TouchedRecords) {
        self.advance(book, touched);
    }
}

/// Everything an overview is asked for.
fn check_same(living: &Overview, scratch: &Overview) {
    assert_eq!(living.headline(), scratch.headline());
    let standings = |all: &Overview| all.standings().collect::<Vec<(_, Option<Standing>)>>();
    assert_eq!(standings(living), standings(scratch));
    for status in Status::ALL.map(Some).into_iter().chain([None]) {
        let has = |standing: Option<Standing>| standing.map(|it| it.rhythm.status) == status;
        let n = scratch.standings().filter(|(_, standing)| has(*standing)).count();
        assert_eq!(living.n_with(status), n, "{status:?}");
    }
    let sleepers = |all: &Overview| all.sleepers().collect::<Vec<Sleeper>>();
    assert_eq!(sleepers(living), sleepers(scratch));
    for (id, _) in scratch.standings() {
        assert_eq!(living.word(id), scratch.word(id));
        assert_eq!(living.comes_alone(id), scratch.comes_alone(id));
        assert_eq!(living.next_visit(id), scratch.next_visit(id));
        let scores = |all: &Overview| all.figures().rfm().scores(all.number(id)?);
        assert_eq!(scores(living), scores(scratch));
    }
    assert_eq!(living.birthdays(200), scratch.birthdays(200));
    assert_eq!(living.largest(), scratch.largest());
    assert_eq!(living.average_check(), scratch.average_check());
    assert_eq!(living.dated_in_future(), scratch.dated_in_future());
    assert_eq!(living.dated_by_wrong_clock(), scratch.dated_by_wrong_clock());
    assert_eq!(living.margin_is_assumed(), scratch.margin_is_assumed());
    let (ours, theirs) = (living.figures(), scratch.figures());
    assert_eq!(ours.terms(), theirs.terms());
    assert_eq!(ours.income(), theirs.income());
    assert_eq!(ours.cohorts(), theirs.cohorts());
    assert_eq!(ours.rhythms().counts(), theirs.rhythms().counts());
    assert_eq!(ours.rhythms().floor_days(), theirs.rhythms().floor_days());
    assert_eq!(ours.rhythms().shop_gap_tenths(), theirs.rhythms().shop_gap_tenths());
    assert_eq!(
        (ours.rfm().cuts(), ours.rfm().pairs()),
        (theirs.rfm().cuts(), theirs.rfm().pairs())
    );
}

fn cases() -> ProptestConfig {
    let cases = std::env::var("REGULARS_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: cases.unwrap_or(150), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_living_overview_is_the_one_from_scratch(
        events in prop::collection::vec(any_event(), 1..25),
    ) {
        let mut shop = Shop::<Overview>::new();
        for event in &events {
            // What is kept between changes is asked for before each, so that it has to follow.
            let n_asleep = shop.living.headline().lost.n_sleepers;
            prop_assert!(shop.living.sleepers().count() <= n_asleep as usize);
            for (id, standing) in shop.living.standings() {
                prop_assert_eq!(standing.is_some(), shop.living.comes_alone(id).is_some());
                prop_assert_eq!(standing.is_some(), shop.living.next_visit(id).is_some());
            }
            shop.run(event);
            let mut scratch = Overview::new(&shop.book, TODAY);
            scratch.learn_from(&shop.living);
            check_same(&shop.living, &scratch);
        }
    }
}
