//! What each field says of a customer: for conditions by kind, for columns as a [`Cell`].
//!
//! What is worked out for everybody at once, the classes of ABC and XYZ, is worked out when it is
//! first asked for and kept.
//!
//! Purchases count as they do in every figure: those dated after today, those dated by a clock
//! that was wrong and those wholly given back are none.

pub(in crate::lists) mod bought;
mod classes;
mod ordered;
pub(in crate::lists) mod source;

use crate::figures::ladder::Evidence;
use crate::figures::rhythm::Rhythm;
use crate::figures::segment::Segment;
use crate::figures::visit::{Period, Totals};
use crate::lists::base::Base;
use crate::lists::cell::{Cell, Number};
use crate::lists::choice::{Choice, Said};
use crate::lists::field::Field;
use crate::lists::kind::Kind;
use crate::lists::own;
use crate::lists::span::Span;
use crate::people::customer::Customer;
use crate::units::calendar::Day;
use crate::units::id::CustomerId;
use crate::units::id::FieldId;
use crate::units::money::Money;

use self::classes::Classes;
use self::ordered::Ordered;
use self::source::{AmountOf, BoughtText, ChoiceOf, DayOf, Source};

/// Reads fields of customers.
#[derive(Debug)]
pub struct Reader<'a> {
    base: Base<'a>,
    classes: Classes<'a>,
    ordered: Ordered<'a>,
}

/// A customer whose fields are read.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub(in crate::lists) id: CustomerId,
    pub(in crate::lists) customer: &'a Customer,
    /// The number the figures count them by; `None` for somebody they do not know.
    pub(in crate::lists) number: Option<u32>,
}

impl<'a> Row<'a> {
    /// Who.
    #[must_use]
    pub fn id(&self) -> CustomerId {
        self.id
    }

    /// What is known of them.
    #[must_use]
    pub fn customer(&self) -> &'a Customer {
        self.customer
    }
}

impl<'a> Reader<'a> {
    /// Reads from a base.
    #[must_use]
    pub fn new(base: Base<'a>) -> Self {
        let (classes, ordered) = (Classes::new(base.overview()), Ordered::new(base.book()));
        Self { base, classes, ordered }
    }

    /// From what it reads.
    #[must_use]
    pub fn base(&self) -> &Base<'a> {
        &self.base
    }

    /// One customer; `None` for somebody who is not in the book.
    #[must_use]
    pub fn row(&self, id: CustomerId) -> Option<Row<'a>> {
        let customer = self.base.book().customer(id)?;
        Some(Row { id, customer, number: self.base.overview().number(id) })
    }

    /// Every customer, in the order of ids.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> {
        let mut numbers = self.base.overview().numbers().peekable();
        self.base.book().customers().iter().map(move |(id, customer)| {
            // Both come in the order of ids, so each is met once.
            while numbers.next_if(|(known, _)| known < id).is_some() {}
            let number = numbers.next_if(|(known, _)| known == id).map(|(_, number)| number);
            Row { id: *id, customer, number }
        })
    }

    /// What a field says of a customer, within a span where it takes one.
    #[must_use]
    pub fn cell(&self, field: Field, span: Span, row: &Row<'a>) -> Cell {
        let period = span.period(self.base.now());
        match Source::of(field) {
            Source::Text(text) => Cell::text(text(row.customer)),
            Source::Members(text) => Cell::texts(row.customer.members().iter().filter_map(text)),
            Source::Bought(text) => Cell::texts(self.bought_texts(text, period, row)),
            Source::YesNo(is_so) => Cell::YesNo(is_so(row.customer)),
            Source::AtStage(stage) => Cell::YesNo(self.ordered.is_at(row.id, stage)),
            Source::Choice(of) => self.choice_of(of, row).map_or(Cell::Nothing, Cell::Choice),
            Source::Amount(of) => match self.amount_of(of, period, row) {
                Some(minor) if field.kind() == Kind::Money => Cell::Money(Money(minor)),
                Some(thousandths) => Cell::Number(Number(thousandths)),
                None => Cell::Nothing,
            },
            Source::Day(of) => self.day_of(of, row).map_or(Cell::Nothing, Cell::Day),
            Source::Birthday => row.customer.birthday().map_or(Cell::Nothing, Cell::Birthday),
            Source::Own(id) => self.own(id, row),
        }
    }

    /// Whether it is so.
    pub(in crate::lists) fn is_so(&self, source: Source, row: &Row<'a>) -> bool {
        match source {
            Source::YesNo(is_so) => is_so(row.customer),
            Source::AtStage(stage) => self.ordered.is_at(row.id, stage),
            Source::Own(id) => self.own(id, row) == Cell::YesNo(true),
            Source::Text(_)
            | Source::Members(_)
            | Source::Bought(_)
            | Source::Choice(_)
            | Source::Amount(_)
            | Source::Day(_)
            | Source::Birthday => false,
        }
    }

    /// Which choice it is; `None` where there is none.
    pub(in crate::lists) fn choice(&self, source: Source, row: &Row<'a>) -> Option<Choice> {
        match source {
            Source::Choice(of) => self.choice_of(of, row),
            Source::Own(id) => self.own(id, row).choice(),
            Source::Text(_)
            | Source::Members(_)
            | Source::Bought(_)
            | Source::YesNo(_)
            | Source::AtStage(_)
            | Source::Amount(_)
            | Source::Day(_)
            | Source::Birthday => None,
        }
    }

    /// How much it is in a period, in thousandths or minor units; `None` where nothing is known.
    pub(in crate::lists) fn amount(
        &self,
        source: Source,
        period: Period,
        row: &Row<'a>,
    ) -> Option<i64> {
        match source {
            Source::Amount(of) => self.amount_of(of, period, row),
            Source::Own(id) => self.own(id, row).amount(),
            Source::Text(_)
            | Source::Members(_)
            | Source::Bought(_)
            | Source::YesNo(_)
            | Source::AtStage(_)
            | Source::Choice(_)
            | Source::Day(_)
            | Source::Birthday => None,
        }
    }

    /// Which day it is; `None` where nothing is known.
    pub(in crate::lists) fn day(&self, source: Source, row: &Row<'a>) -> Option<Day> {
        match source {
            Source::Day(of) => self.day_of(of, row),
            Source::Own(id) => self.own(id, row).day(),
            Source::Text(_)
            | Source::Members(_)
            | Source::Bought(_)
            | Source::YesNo(_)
            | Source::AtStage(_)
            | Source::Choice(_)
            | Source::Amount(_)
            | Source::Birthday => None,
        }
    }

    /// Whether any text of the customer answers a question; those of purchases are asked apart.
    pub(in crate::lists) fn any_text(
        &self,
        source: Source,
        row: &Row<'a>,
        answers: &mut dyn FnMut(&str) -> bool,
    ) -> bool {
        let mut is_answer = |text: &str| !text.is_empty() && answers(text);
        match source {
            Source::Text(text) => is_answer(text(row.customer)),
            Source::Members(text) => row.customer.members().iter().filter_map(text).any(is_answer),
            Source::Own(id) => self.own(id, row).each_text().iter().any(|text| is_answer(text)),
            Source::Bought(_)
            | Source::YesNo(_)
            | Source::AtStage(_)
            | Source::Choice(_)
            | Source::Amount(_)
            | Source::Day(_)
            | Source::Birthday => false,
        }
    }

    fn own(&self, id: FieldId, row: &Row<'a>) -> Cell {
        own::value(row.customer, id)
    }

    fn choice_of(&self, of: ChoiceOf, row: &Row<'a>) -> Option<Choice> {
        let figures = self.base.overview().figures();
        Some(match of {
            ChoiceOf::Prefers => Choice::Channel(row.customer.prefers()?),
            ChoiceOf::Consent(channel) => Choice::Said(Said::of(row.customer, channel)),
            ChoiceOf::Status => Choice::Status(self.rhythm(row).map(|rhythm| rhythm.status)),
            ChoiceOf::Segment => Choice::Segment(Segment::of(figures.rfm().scores(row.number?)?)),
            ChoiceOf::Size => Choice::Size(figures.terms().sizes.group(&self.totals(row)?)),
            ChoiceOf::Abc => Choice::Abc(self.classes.abc(row.number?)?),
            ChoiceOf::Xyz => Choice::Xyz(self.classes.xyz(row.number?)?),
            ChoiceOf::Step => {
                // Nobody's share of wallet is recorded, and without one no recommendation counts.
                let n_visits = self.totals(row).map_or(0, |totals| totals.n_visits);
                Choice::Step(Evidence::new(n_visits, self.rhythm(row).as_ref(), None, 0).step())
            }
        })
    }

    fn amount_of(&self, of: AmountOf, period: Period, row: &Row<'a>) -> Option<i64> {
        let within = || self.totals_within(row, period);
        let overview = self.base.overview();
        Some(match of {
            AmountOf::Visits => {
                Number::whole(within().map_or(0, |totals| totals.n_visits.into())).0
            }
            AmountOf::Spent => within().map_or(0, |totals| totals.takings.spent.0),
            AmountOf::AverageCheck => within()?.average_spend().0,
            AmountOf::Gap => Number::tenths(self.rhythm(row)?.gap_tenths?).0,
            AmountOf::Missed => Number::whole(self.rhythm(row)?.missed.into()).0,
            AmountOf::WordWorth => overview.word(row.id)?.worth().0,
            AmountOf::ComesAlone => percent(overview.comes_alone(row.id)?),
            AmountOf::OpenOrders => {
                let n = self.ordered.sum(row.id).n;
                Number::whole(i64::try_from(n).unwrap_or(i64::MAX)).0
            }
            AmountOf::Owed => self.ordered.sum(row.id).owed.0,
        })
    }

    fn day_of(&self, of: DayOf, row: &Row<'a>) -> Option<Day> {
        Some(match of {
            DayOf::Entered => {
                let minutes = i64::try_from(row.id.0.time_ms() / 60_000).unwrap_or(i64::MAX);
                self.base.zone().moment(minutes).day
            }
            DayOf::FirstVisit => self.totals(row)?.first,
            DayOf::LastVisit => self.totals(row)?.last,
            DayOf::OwedBy => self.ordered.sum(row.id).owed_by?,
        })
    }

    /// The texts of what a customer bought in a period, each once, first bought first.
    fn bought_texts(&self, of: BoughtText, period: Period, row: &Row<'a>) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for (id, bought) in self.base.book().purchases_of(row.id) {
            if bought::counts(&self.base, id, bought, period) {
                bought::any_text(of, bought, &mut |text| {
                    if !texts.contains(&text) {
                        texts.push(text);
                    }
                    false
                });
            }
        }
        texts
    }

    fn rhythm(&self, row: &Row<'a>) -> Option<Rhythm> {
        self.base.overview().figures().rhythms().of(row.number?)
    }

    fn totals(&self, row: &Row<'a>) -> Option<Totals> {
        self.totals_within(row, Period::until(self.base.now().today))
    }

    fn totals_within(&self, row: &Row<'a>, period: Period) -> Option<Totals> {
        self.base.overview().figures().visits().totals(row.number?, period)
    }
}

/// A chance of 0 to 1 as thousandths of a hundredth, by whole parts of a thousand, as a chance is
/// shown.
fn percent(chance: f64) -> i64 {
    // Money is the one place that rounds; these are parts of a thousand.
    Money::from_f64(chance.clamp(0.0, 1.0) * 1_000.0).0 * (Number::ONE / 10)
}
