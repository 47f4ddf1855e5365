//! What each field says of a customer: for conditions by kind, for columns as a [`Cell`].
//!
//! What is worked out for everybody at once, the classes of ABC and XYZ, is worked out when it is
//! first asked for and kept.
//!
//! Purchases count as they do in every figure: those dated after today, those dated by a clock
//! that was wrong and those wholly given back are none.

pub(in crate::lists) mod bought;
mod classes;

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
use crate::people::customer::{Customer, Member};
use crate::units::calendar::Day;
use crate::units::id::CustomerId;
use crate::units::money::Money;

use self::classes::Classes;

/// Reads fields of customers.
#[derive(Debug)]
pub struct Reader<'a> {
    base: Base<'a>,
    classes: Classes<'a>,
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
        Self { base, classes: Classes::new(base.overview()) }
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
        match field.kind() {
            Kind::Text => self.text_cell(field, period, row),
            Kind::Choice(_) => self.choice(field, row).map_or(Cell::Nothing, Cell::Choice),
            Kind::YesNo => Cell::YesNo(self.is_so(field, row)),
            Kind::Number => {
                let number = self.amount(field, period, row);
                number.map_or(Cell::Nothing, |thousandths| Cell::Number(Number(thousandths)))
            }
            Kind::Money => {
                let minor = self.amount(field, period, row);
                minor.map_or(Cell::Nothing, |minor| Cell::Money(Money(minor)))
            }
            Kind::Day => self.day(field, row).map_or(Cell::Nothing, Cell::Day),
            Kind::Birthday => row.customer.birthday().map_or(Cell::Nothing, Cell::Birthday),
            Kind::Own => own_cell(field, row),
        }
    }

    fn text_cell(&self, field: Field, period: Period, row: &Row<'a>) -> Cell {
        if let Some(text) = single_text(field, row.customer) {
            return Cell::text(text);
        }
        if field.takes_span() {
            return Cell::texts(
                bought::texts(&self.base, field, period, row.id).iter().map(String::as_str),
            );
        }
        let members = row.customer.members().iter();
        Cell::texts(members.filter_map(|member| text_of(member, field)))
    }

    /// Whether it is so, of a field of yes and no.
    pub(in crate::lists) fn is_so(&self, field: Field, row: &Row<'a>) -> bool {
        match field {
            Field::Company => row.customer.is_company(),
            Field::Referred => row.customer.referred_by().is_some(),
            Field::NeverWrite => row.customer.never_write(),
            other => own_cell(other, row) == Cell::YesNo(true),
        }
    }

    /// Which choice it is, of a field that has a few.
    pub(in crate::lists) fn choice(&self, field: Field, row: &Row<'a>) -> Option<Choice> {
        let figures = self.base.overview().figures();
        match field {
            Field::Prefers => row.customer.prefers().map(Choice::Channel),
            Field::Consent(channel) => Some(Choice::Said(Said::of(row.customer, channel))),
            Field::Status => Some(Choice::Status(self.rhythm(row).map(|rhythm| rhythm.status))),
            Field::Segment => {
                Some(Choice::Segment(Segment::of(figures.rfm().scores(row.number?)?)))
            }
            Field::Size => Some(Choice::Size(figures.terms().sizes.group(&self.totals(row)?))),
            Field::Abc => self.classes.abc(row.number?).map(Choice::Abc),
            Field::Xyz => self.classes.xyz(row.number?).map(Choice::Xyz),
            Field::Step => {
                // Nobody's share of wallet is recorded, and without one no recommendation counts.
                let n_visits = self.totals(row).map_or(0, |totals| totals.n_visits);
                let evidence = Evidence::new(n_visits, self.rhythm(row).as_ref(), None, 0);
                Some(Choice::Step(evidence.step()))
            }
            other => own_cell(other, row).choice(),
        }
    }

    /// How much it is, in thousandths or minor units, of a field of numbers or money.
    pub(in crate::lists) fn amount(
        &self,
        field: Field,
        period: Period,
        row: &Row<'a>,
    ) -> Option<i64> {
        let within = || self.totals_within(row, period);
        let overview = self.base.overview();
        match field {
            Field::Visits => {
                Some(Number::whole(within().map_or(0, |totals| totals.n_visits.into())).0)
            }
            Field::Spent => Some(within().map_or(0, |totals| totals.takings.spent.0)),
            Field::AverageCheck => Some(within()?.average_spend().0),
            Field::Gap => Some(Number::tenths(self.rhythm(row)?.gap_tenths?).0),
            Field::Missed => Some(Number::whole(self.rhythm(row)?.missed.into()).0),
            Field::WordWorth => Some(overview.word(row.id)?.worth().0),
            Field::ComesAlone => Some(percent(overview.comes_alone(row.id)?)),
            other => own_cell(other, row).amount(),
        }
    }

    /// Which day it is, of a field of days.
    pub(in crate::lists) fn day(&self, field: Field, row: &Row<'a>) -> Option<Day> {
        match field {
            Field::Entered => {
                let minutes = i64::try_from(row.id.0.time_ms() / 60_000).unwrap_or(i64::MAX);
                Some(self.base.zone().moment(minutes).day)
            }
            Field::FirstVisit => Some(self.totals(row)?.first),
            Field::LastVisit => Some(self.totals(row)?.last),
            other => own_cell(other, row).day(),
        }
    }

    /// Whether any of the texts of a field answers a question; of purchases, those of a period.
    pub(in crate::lists) fn any_text(
        &self,
        field: Field,
        row: &Row<'a>,
        answers: &mut dyn FnMut(&str) -> bool,
    ) -> bool {
        if let Some(text) = single_text(field, row.customer) {
            return !text.is_empty() && answers(text);
        }
        if let Field::Custom(_) = field {
            return own_cell(field, row).each_text().iter().any(|text| answers(text));
        }
        row.customer.members().iter().filter_map(|member| text_of(member, field)).any(answers)
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

/// The text of a field that is one fact; `None` for any other field.
fn single_text(field: Field, customer: &Customer) -> Option<&str> {
    match field {
        Field::Name => Some(customer.name()),
        Field::Card => Some(customer.card()),
        Field::FileId => Some(customer.file_id()),
        Field::Source => Some(customer.source()),
        Field::KeptBy => Some(customer.kept_by()),
        Field::Note => Some(customer.note()),
        Field::BestTime => Some(customer.best_time()),
        _several => None,
    }
}

/// The text of a member, if it is of the field.
fn text_of(member: &Member, field: Field) -> Option<&str> {
    let (of, text) = match member {
        Member::Phone(text) => (Field::Phone, text),
        Member::Email(text) => (Field::Email, text),
        Member::Messenger(_, text) => (Field::Messenger, text),
        Member::Address(text) => (Field::Address, text),
        Member::Tag(text) => (Field::Tag, text),
        Member::Likes(text) => (Field::Likes, text),
        Member::AlsoNamed(text) => (Field::Name, text),
        Member::AlsoCard(text) => (Field::Card, text),
        Member::AlsoFileId(text) => (Field::FileId, text),
    };
    (of == field).then_some(text.as_str())
}

fn own_cell(field: Field, row: &Row<'_>) -> Cell {
    if let Field::Custom(id) = field { own::value(row.customer, id) } else { Cell::Nothing }
}

/// A chance of 0 to 1 as thousandths of a hundredth, by whole parts of a thousand, as a chance is
/// shown.
fn percent(chance: f64) -> i64 {
    // Money is the one place that rounds; these are parts of a thousand.
    Money::from_f64(chance.clamp(0.0, 1.0) * 1_000.0).0 * (Number::ONE / 10)
}
