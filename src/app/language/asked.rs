//! Lists in words: what their fields, questions and values are called, and a whole filter read back
//! as a sentence.

use crate::app::language::format::{Format, isolated};
use crate::app::language::orders;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said};
use crate::book::Book;
use crate::figures::abc_xyz::{Abc, Xyz};
use crate::figures::ladder::Step;
use crate::figures::size::{Band, SizeGroup};
use crate::lists::cell::{Cell, Number};
use crate::lists::choice::{Choice, Said};
use crate::lists::draft::{SpanKind, Unfinished};
use crate::lists::field::{Area, Field};
use crate::lists::filter::{Condition, Filter, Group, Item, Joined};
use crate::lists::kind::Verb;
use crate::lists::matcher::Why;
use crate::lists::span::{Span, Stretch, Unit};
use crate::lists::test::{Asked, Limit, TestRefusal};
use crate::units::calendar::Birthday;

/// What a field is called in the middle of a sentence.
#[must_use]
pub fn field(i18n: I18n, book: &Book, field: Field) -> String {
    match field {
        Field::Name => said!(i18n, filter.field_name),
        Field::Company => said!(i18n, filter.field_company),
        Field::Birthday => said!(i18n, filter.field_birthday),
        Field::Card => said!(i18n, filter.field_card),
        Field::FileId => said!(i18n, filter.field_file_id),
        Field::Source => said!(i18n, filter.field_source),
        Field::Referred => said!(i18n, filter.field_referred),
        Field::KeptBy => said!(i18n, filter.field_kept_by),
        Field::Note => said!(i18n, filter.field_note),
        Field::Entered => said!(i18n, filter.field_entered),
        Field::Tag => said!(i18n, filter.field_tag),
        Field::Likes => said!(i18n, filter.field_likes),
        Field::NeverWrite => said!(i18n, filter.field_never_write),
        Field::BroughtIn => said!(i18n, filter.field_brought_in),
        Field::Prefers => said!(i18n, filter.field_prefers),
        Field::BestTime => said!(i18n, filter.field_best_time),
        Field::Consent(channel) => {
            said!(i18n, filter.field_consent, channel = sentences::channel(i18n, channel))
        }
        Field::Phone => said!(i18n, filter.field_phone),
        Field::Email => said!(i18n, filter.field_email),
        Field::Messenger => said!(i18n, filter.field_messenger),
        Field::Address => said!(i18n, filter.field_address),
        Field::Status => said!(i18n, filter.field_status),
        Field::Segment => said!(i18n, filter.field_segment),
        Field::Size => said!(i18n, filter.field_size),
        Field::Abc => said!(i18n, filter.field_abc),
        Field::Xyz => said!(i18n, filter.field_xyz),
        Field::Step => said!(i18n, filter.field_step),
        Field::FirstVisit => said!(i18n, filter.field_first_visit),
        Field::LastVisit => said!(i18n, filter.field_last_visit),
        Field::Gap => said!(i18n, filter.field_gap),
        Field::Missed => said!(i18n, filter.field_missed),
        Field::WordWorth => said!(i18n, filter.field_word_worth),
        Field::ComesAlone => said!(i18n, filter.field_comes_alone),
        Field::Visits => said!(i18n, filter.field_visits),
        Field::Spent => said!(i18n, filter.field_spent),
        Field::AverageCheck => said!(i18n, filter.field_average_check),
        Field::Product => said!(i18n, filter.field_product),
        Field::ServedBy => said!(i18n, filter.field_served_by),
        Field::SoldAt => said!(i18n, filter.field_sold_at),
        Field::Photo => said!(i18n, filter.field_photo),
        Field::OpenOrders => said!(i18n, filter.field_open_orders),
        Field::Owed => said!(i18n, filter.field_owed),
        Field::OwedBy => said!(i18n, filter.field_owed_by),
        Field::AtStage(stage) => match book.shop().stages.get(stage) {
            Some(_) => {
                let stage = orders::stage(i18n, &book.shop().stages, stage);
                said!(i18n, filter.field_at_stage, stage = stage)
            }
            None => said!(i18n, filter.field_gone),
        },
        Field::Custom(id) => match book.field(id) {
            Some(own) => own.name.clone(),
            None => said!(i18n, filter.field_gone),
        },
    }
}

/// What a field is called where it stands alone.
#[must_use]
pub fn label(i18n: I18n, book: &Book, field_: Field) -> String {
    capitalized(&field(i18n, book, field_))
}

/// With a capital at the beginning, where the script has capitals.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// What a group of fields is called.
#[must_use]
pub fn area(i18n: I18n, area: Area) -> String {
    match area {
        Area::Person => said!(i18n, filter.area_person),
        Area::Contact => said!(i18n, filter.area_contact),
        Area::Figures => said!(i18n, filter.area_figures),
        Area::Purchases => said!(i18n, filter.area_purchases),
        Area::Orders => said!(i18n, filter.area_orders),
        Area::Own => said!(i18n, filter.area_own),
    }
}

/// A question, or the same asked the other way round.
#[must_use]
pub fn verb(i18n: I18n, verb: Verb, is_negated: bool) -> String {
    match (verb, is_negated) {
        (Verb::Is, false) => said!(i18n, filter.verb_is),
        (Verb::Is, true) => said!(i18n, filter.verb_not_is),
        (Verb::Contains, false) => said!(i18n, filter.verb_contains),
        (Verb::Contains, true) => said!(i18n, filter.verb_not_contains),
        (Verb::Begins, false) => said!(i18n, filter.verb_begins),
        (Verb::Begins, true) => said!(i18n, filter.verb_not_begins),
        (Verb::OneOf, false) => said!(i18n, filter.verb_one_of),
        (Verb::OneOf, true) => said!(i18n, filter.verb_not_one_of),
        (Verb::Yes, false) => said!(i18n, filter.verb_yes),
        (Verb::Yes, true) => said!(i18n, filter.verb_not_yes),
        (Verb::Over, false) => said!(i18n, filter.verb_over),
        (Verb::Over, true) => said!(i18n, filter.verb_not_over),
        (Verb::Under, false) => said!(i18n, filter.verb_under),
        (Verb::Under, true) => said!(i18n, filter.verb_not_under),
        (Verb::Between, false) => said!(i18n, filter.verb_between),
        (Verb::Between, true) => said!(i18n, filter.verb_not_between),
        (Verb::Equals, false) => said!(i18n, filter.verb_equals),
        (Verb::Equals, true) => said!(i18n, filter.verb_not_equals),
        (Verb::InLast, false) => said!(i18n, filter.verb_in_last),
        (Verb::InLast, true) => said!(i18n, filter.verb_not_in_last),
        (Verb::OlderThan, false) => said!(i18n, filter.verb_older_than),
        (Verb::OlderThan, true) => said!(i18n, filter.verb_not_older_than),
        (Verb::InNext, false) => said!(i18n, filter.verb_in_next),
        (Verb::InNext, true) => said!(i18n, filter.verb_not_in_next),
        (Verb::Before, false) => said!(i18n, filter.verb_before),
        (Verb::Before, true) => said!(i18n, filter.verb_not_before),
        (Verb::After, false) => said!(i18n, filter.verb_after),
        (Verb::After, true) => said!(i18n, filter.verb_not_after),
        (Verb::BetweenDays, false) => said!(i18n, filter.verb_between_days),
        (Verb::BetweenDays, true) => said!(i18n, filter.verb_not_between_days),
        (Verb::ThisMonth, false) => said!(i18n, filter.verb_this_month),
        (Verb::ThisMonth, true) => said!(i18n, filter.verb_not_this_month),
        (Verb::ThisYear, false) => said!(i18n, filter.verb_this_year),
        (Verb::ThisYear, true) => said!(i18n, filter.verb_not_this_year),
        (Verb::Known, false) => said!(i18n, filter.verb_known),
        (Verb::Known, true) => said!(i18n, filter.verb_not_known),
    }
}

/// One value of a field that has a few.
#[must_use]
pub fn choice(i18n: I18n, choice: Choice) -> String {
    match choice {
        Choice::Status(None) => said!(i18n, customers.not_bought),
        Choice::Status(Some(status)) => sentences::status(i18n, status),
        Choice::Segment(segment) => sentences::segment(i18n, segment),
        Choice::Size(SizeGroup::OneTime) => said!(i18n, filter.size_one_time),
        Choice::Size(SizeGroup::Repeat(Band::Small)) => said!(i18n, filter.size_small),
        Choice::Size(SizeGroup::Repeat(Band::Middle)) => said!(i18n, filter.size_middle),
        Choice::Size(SizeGroup::Repeat(Band::Large)) => said!(i18n, filter.size_large),
        Choice::Abc(Abc::A) => said!(i18n, filter.abc_a),
        Choice::Abc(Abc::B) => said!(i18n, filter.abc_b),
        Choice::Abc(Abc::C) => said!(i18n, filter.abc_c),
        Choice::Xyz(Xyz::X) => said!(i18n, filter.xyz_x),
        Choice::Xyz(Xyz::Y) => said!(i18n, filter.xyz_y),
        Choice::Xyz(Xyz::Z) => said!(i18n, filter.xyz_z),
        Choice::Step(step) => ladder_step(i18n, step),
        Choice::Channel(channel) => sentences::channel(i18n, channel),
        Choice::Said(Said::Given) => said!(i18n, filter.said_given),
        Choice::Said(Said::Refused) => said!(i18n, filter.said_refused),
        Choice::Said(Said::Nothing) => said!(i18n, filter.said_nothing),
    }
}

fn ladder_step(i18n: I18n, step: Step) -> String {
    match step {
        Step::Lead => said!(i18n, filter.step_lead),
        Step::Buyer => said!(i18n, filter.step_buyer),
        Step::Client => said!(i18n, filter.step_client),
        Step::Regular => said!(i18n, filter.step_regular),
        Step::Adherent => said!(i18n, filter.step_adherent),
        Step::Advocate => said!(i18n, filter.step_advocate),
    }
}

/// A unit of time, to be chosen.
#[must_use]
pub fn unit(i18n: I18n, unit: Unit) -> String {
    match unit {
        Unit::Days => said!(i18n, filter.unit_days),
        Unit::Weeks => said!(i18n, filter.unit_weeks),
        Unit::Months => said!(i18n, filter.unit_months),
        Unit::Years => said!(i18n, filter.unit_years),
    }
}

/// A kind of span of time, to be chosen.
#[must_use]
pub fn span_kind(i18n: I18n, kind: SpanKind) -> String {
    match kind {
        SpanKind::Ever => said!(i18n, filter.span_ever),
        SpanKind::Last => said!(i18n, filter.span_last),
        SpanKind::ThisMonth => said!(i18n, filter.span_this_month),
        SpanKind::ThisYear => said!(i18n, filter.span_this_year),
        SpanKind::Between => said!(i18n, filter.span_between),
    }
}

/// Tells filters as sentences.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The language.
    pub i18n: I18n,
    /// Its numbers and days.
    pub format: Format,
    /// The book, which knows the fields that the owner added.
    pub book: &'a Book,
}

impl Telling<'_> {
    /// A whole filter.
    #[must_use]
    pub fn filter(self, filter: &Filter) -> String {
        if filter.is_everybody() {
            return said!(self.i18n, filter.everybody);
        }
        capitalized(&self.group(filter.group()))
    }

    fn group(self, group: &Group) -> String {
        let i18n = self.i18n;
        let join = |one: String, other: String| match group.joined {
            Joined::All => said!(i18n, filter.and, one = one, other = other),
            Joined::Any => said!(i18n, filter.or, one = one, other = other),
        };
        group.items.iter().map(|item| self.item(item)).reduce(join).unwrap_or_default()
    }

    fn item(self, item: &Item) -> String {
        let i18n = self.i18n;
        match item {
            Item::Condition(condition) => self.condition(condition),
            Item::Group(group) => said!(i18n, filter.nested, group = self.group(group)),
            Item::Unread(unread) => {
                said!(i18n, filter.unread, text = unread.text().to_owned())
            }
        }
    }

    /// One condition.
    #[must_use]
    pub fn condition(self, condition: &Condition) -> String {
        let i18n = self.i18n;
        let field = self.spanned(condition.field(), condition.span());
        let test = condition.test();
        let value = self.value(&test.asked);
        match (test.asked.verb(), test.is_negated) {
            (Verb::Is, false) => said!(i18n, filter.asks_is, field = field, value = value),
            (Verb::Is, true) => said!(i18n, filter.asks_not_is, field = field, value = value),
            (Verb::Contains, false) => {
                said!(i18n, filter.asks_contains, field = field, value = value)
            }
            (Verb::Contains, true) => {
                said!(i18n, filter.asks_not_contains, field = field, value = value)
            }
            (Verb::Begins, false) => said!(i18n, filter.asks_begins, field = field, value = value),
            (Verb::Begins, true) => {
                said!(i18n, filter.asks_not_begins, field = field, value = value)
            }
            (Verb::OneOf, false) => said!(i18n, filter.asks_one_of, field = field, value = value),
            (Verb::OneOf, true) => {
                said!(i18n, filter.asks_not_one_of, field = field, value = value)
            }
            (Verb::Yes, false) => said!(i18n, filter.asks_yes, field = field),
            (Verb::Yes, true) => said!(i18n, filter.asks_not_yes, field = field),
            (Verb::Over, false) => said!(i18n, filter.asks_over, field = field, value = value),
            (Verb::Over, true) => said!(i18n, filter.asks_not_over, field = field, value = value),
            (Verb::Under, false) => said!(i18n, filter.asks_under, field = field, value = value),
            (Verb::Under, true) => said!(i18n, filter.asks_not_under, field = field, value = value),
            (Verb::Between, false) => {
                said!(i18n, filter.asks_between, field = field, value = value)
            }
            (Verb::Between, true) => {
                said!(i18n, filter.asks_not_between, field = field, value = value)
            }
            (Verb::Equals, false) => said!(i18n, filter.asks_equals, field = field, value = value),
            (Verb::Equals, true) => {
                said!(i18n, filter.asks_not_equals, field = field, value = value)
            }
            (Verb::InLast, false) => said!(i18n, filter.asks_in_last, field = field, value = value),
            (Verb::InLast, true) => {
                said!(i18n, filter.asks_not_in_last, field = field, value = value)
            }
            (Verb::OlderThan, false) => {
                said!(i18n, filter.asks_older_than, field = field, value = value)
            }
            (Verb::OlderThan, true) => {
                said!(i18n, filter.asks_not_older_than, field = field, value = value)
            }
            (Verb::InNext, false) => said!(i18n, filter.asks_in_next, field = field, value = value),
            (Verb::InNext, true) => {
                said!(i18n, filter.asks_not_in_next, field = field, value = value)
            }
            (Verb::Before, false) => said!(i18n, filter.asks_before, field = field, value = value),
            (Verb::Before, true) => {
                said!(i18n, filter.asks_not_before, field = field, value = value)
            }
            (Verb::After, false) => said!(i18n, filter.asks_after, field = field, value = value),
            (Verb::After, true) => said!(i18n, filter.asks_not_after, field = field, value = value),
            (Verb::BetweenDays, false) => {
                said!(i18n, filter.asks_between_days, field = field, value = value)
            }
            (Verb::BetweenDays, true) => {
                said!(i18n, filter.asks_not_between_days, field = field, value = value)
            }
            (Verb::ThisMonth, false) => said!(i18n, filter.asks_this_month, field = field),
            (Verb::ThisMonth, true) => said!(i18n, filter.asks_not_this_month, field = field),
            (Verb::ThisYear, false) => said!(i18n, filter.asks_this_year, field = field),
            (Verb::ThisYear, true) => said!(i18n, filter.asks_not_this_year, field = field),
            (Verb::Known, false) => said!(i18n, filter.asks_known, field = field),
            (Verb::Known, true) => said!(i18n, filter.asks_not_known, field = field),
        }
    }

    /// A field with the time it is asked for.
    #[must_use]
    pub fn spanned(self, asked: Field, span: Span) -> String {
        let i18n = self.i18n;
        let field = field(i18n, self.book, asked);
        match span {
            Span::Ever => field,
            Span::ThisMonth => said!(i18n, filter.field_this_month, field = field),
            Span::ThisYear => said!(i18n, filter.field_this_year, field = field),
            Span::Last(stretch) => {
                let stretch = self.stretch(stretch);
                said!(i18n, filter.field_in_last, field = field, stretch = stretch)
            }
            Span::Between(from, to) => {
                let (from, to) = (self.format.day_short(from), self.format.day_short(to));
                said!(i18n, filter.field_between, field = field, from = from, to = to)
            }
        }
    }

    fn value(self, asked: &Asked) -> String {
        let either = |all: &mut dyn Iterator<Item = String>| {
            let join = |one, other| said!(self.i18n, filter.either, one = one, other = other);
            all.reduce(join).unwrap_or_default()
        };
        let two = |one, other| said!(self.i18n, filter.two, one = one, other = other);
        match asked {
            Asked::Is(texts) | Asked::Contains(texts) | Asked::Begins(texts) => {
                let quoted = |text: &String| said!(self.i18n, filter.quoted, text = isolated(text));
                either(&mut texts.iter().map(quoted))
            }
            Asked::OneOf(choices) => either(&mut choices.iter().map(|one| choice(self.i18n, *one))),
            Asked::Over(limit) | Asked::Under(limit) | Asked::Equals(limit) => self.limit(*limit),
            Asked::Between(low, high) => two(self.limit(*low), self.limit(*high)),
            Asked::InLast(stretch) | Asked::OlderThan(stretch) | Asked::InNext(stretch) => {
                self.stretch(*stretch)
            }
            Asked::Before(day) | Asked::After(day) => self.format.day_short(*day),
            Asked::BetweenDays(from, to) => {
                two(self.format.day_short(*from), self.format.day_short(*to))
            }
            Asked::Yes | Asked::ThisMonth | Asked::ThisYear | Asked::Known => String::new(),
        }
    }

    fn limit(self, limit: Limit) -> String {
        match limit {
            Limit::Money(amount, _) => self.format.money(amount),
            Limit::Number(number) => self.number(number),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "thousandths on screen are far below 2^53")]
    fn number(self, Number(thousandths): Number) -> String {
        self.format.number(thousandths as f64 / 1000.0, 3)
    }

    fn stretch(self, Stretch { n, unit }: Stretch) -> String {
        let (i18n, count) = (self.i18n, n as usize);
        let n = self.format.count(count);
        match unit {
            Unit::Days => said!(i18n, filter.days, count = count, n = n),
            Unit::Weeks => said!(i18n, filter.weeks, count = count, n = n),
            Unit::Months => said!(i18n, filter.months, count = count, n = n),
            Unit::Years => said!(i18n, filter.years, count = count, n = n),
        }
    }

    /// What stands in a column.
    #[must_use]
    pub fn cell(self, cell: &Cell) -> String {
        let i18n = self.i18n;
        match cell {
            Cell::Nothing => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Texts(texts) => {
                let join = |one, other| said!(i18n, filter.listed, one = one, other = other);
                texts.iter().cloned().reduce(join).unwrap_or_default()
            }
            Cell::Money(amount) => self.format.money(*amount),
            Cell::Number(number) => self.number(*number),
            Cell::Day(day) => self.format.day_short(*day),
            Cell::Birthday(birthday) => self.birthday(*birthday),
            Cell::YesNo(yes) => verb(i18n, Verb::Yes, !yes),
            Cell::Choice(one) => choice(i18n, *one),
        }
    }

    fn birthday(self, birthday: Birthday) -> String {
        match birthday.year().and_then(|year| birthday.in_year(year)) {
            Some(day) => self.format.day_short(day),
            None => self.format.birthday(birthday.month(), birthday.day()),
        }
    }

    /// What a condition waits for, where there is more to say than that something is missing.
    #[must_use]
    pub fn unfinished(self, unfinished: Unfinished) -> Option<String> {
        let i18n = self.i18n;
        Some(match unfinished {
            Unfinished::NothingTyped | Unfinished::Refused(TestRefusal::NothingChosen) => {
                return None;
            }
            Unfinished::NotANumber => said!(i18n, filter.not_a_number),
            Unfinished::NotAnAmount(refusal) => {
                sentences::typed_refusal(i18n, self.format, refusal)
            }
            Unfinished::NotADay => said!(i18n, filter.not_a_day),
            Unfinished::FieldGone => said!(i18n, filter.field_gone_now),
            Unfinished::Refused(refusal) => self.refused(refusal),
        })
    }

    fn refused(self, refusal: TestRefusal) -> String {
        let i18n = self.i18n;
        let n = |n: usize| self.format.count(n);
        match refusal {
            TestRefusal::NothingChosen | TestRefusal::BlankText => said!(i18n, filter.blank),
            TestRefusal::TextTooLong { most } => said!(i18n, filter.too_long, n = n(most)),
            TestRefusal::TooManyValues { most } => said!(i18n, filter.too_many_values, n = n(most)),
            TestRefusal::NotRising => said!(i18n, filter.not_rising),
            TestRefusal::DayOutOfRange => said!(i18n, filter.day_out),
            TestRefusal::StretchOutOfRange { most } => {
                said!(i18n, filter.stretch_out, n = n(most as usize))
            }
            TestRefusal::DoesNotFit { .. }
            | TestRefusal::TakesNoSpan
            | TestRefusal::OtherChoice(_)
            | TestRefusal::OtherLimit
            | TestRefusal::TwoCurrencies => said!(i18n, filter.does_not_fit),
        }
    }

    /// Why nobody fits a condition, and what to do.
    #[must_use]
    pub fn unjudged(self, why: Why) -> String {
        let i18n = self.i18n;
        match why {
            Why::NotUnderstood => said!(i18n, filter.not_understood),
            Why::FieldGone => said!(i18n, filter.field_gone_now),
            Why::FieldChanged(_) => said!(i18n, filter.does_not_fit),
            Why::OtherCurrency { asked, shop } => {
                let (asked, shop) = (asked.code().to_owned(), shop.code().to_owned());
                said!(i18n, filter.other_currency, asked = asked, shop = shop)
            }
        }
    }
}
