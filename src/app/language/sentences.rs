//! The core's values as sentences: how someone is and why, what was refused and what to do.
//!
//! A refusal is told where it happened; this is only its wording, the same on every page.

use crate::app::components::Tone;
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{I18n, said};
use crate::app::state::{CommitRefusal, NotReceived};
use crate::book::Book;
use crate::book::journal::page::{self, ChangeRefusal};
use crate::browser;
use crate::figures::overview::Standing;
use crate::figures::rhythm::{Basis, Rhythm, Status};
use crate::figures::segment::Segment;
use crate::outreach::Outcome;
use crate::people::customer::Channel;
use crate::people::field::Field;
use crate::store::StoreError;
use crate::trade::purchase::{AmountRefusal, DayRefusal};
use crate::trade::shop::Shop;
use crate::trade::typed::TypedRefusal;
use crate::units::calendar::clock_was_wrong;
use crate::units::id::Stamp;

/// What a status is called.
#[must_use]
pub fn status(i18n: I18n, status: Status) -> String {
    match status {
        Status::New => said!(i18n, sentence.status_new),
        Status::OnTime => said!(i18n, sentence.status_on_time),
        Status::Due => said!(i18n, sentence.status_due),
        Status::Dozing => said!(i18n, sentence.status_dozing),
        Status::Asleep => said!(i18n, sentence.status_asleep),
        Status::Lost => said!(i18n, sentence.status_lost),
        Status::OutOfSeason => said!(i18n, sentence.status_out_of_season),
        Status::Unknown => said!(i18n, sentence.status_unknown),
        Status::OneTimer => said!(i18n, sentence.status_one_timer),
    }
}

/// The mood of a status.
#[must_use]
pub fn status_tone(status: Status) -> Tone {
    match status {
        Status::Due => Tone::Good,
        Status::Dozing | Status::Asleep => Tone::Warm,
        Status::Lost => Tone::Bad,
        Status::New => Tone::Gold,
        Status::OnTime | Status::OutOfSeason | Status::Unknown | Status::OneTimer => Tone::Neutral,
    }
}

/// What a segment is called.
#[must_use]
pub fn segment(i18n: I18n, segment: Segment) -> String {
    match segment {
        Segment::Champion => said!(i18n, sentence.segment_champion),
        Segment::Loyal => said!(i18n, sentence.segment_loyal),
        Segment::PotentialLoyalist => said!(i18n, sentence.segment_potential_loyalist),
        Segment::New => said!(i18n, sentence.segment_new),
        Segment::Promising => said!(i18n, sentence.segment_promising),
        Segment::NeedsAttention => said!(i18n, sentence.segment_needs_attention),
        Segment::AboutToSleep => said!(i18n, sentence.segment_about_to_sleep),
        Segment::AtRisk => said!(i18n, sentence.segment_at_risk),
        Segment::CantLose => said!(i18n, sentence.segment_cant_lose),
        Segment::Hibernating => said!(i18n, sentence.segment_hibernating),
    }
}

/// A number of days: "19 days".
#[must_use]
pub fn days(i18n: I18n, format: Format, n: u32) -> String {
    said!(i18n, sentence.days, count = n, n = format.number(f64::from(n), 0))
}

/// The gap in words: "every 6 days", with a decimal only where it is short.
#[must_use]
pub fn every(i18n: I18n, format: Format, gap_tenths: u32) -> String {
    let whole = (gap_tenths + 5) / 10;
    said!(i18n, sentence.every_days, count = whole, n = gap_days(format, gap_tenths))
}

/// The days of a gap as a number, with a decimal only where it is short.
#[must_use]
pub fn gap_days(format: Format, gap_tenths: u32) -> String {
    let decimals = if gap_tenths < 30 { 1 } else { 0 };
    format.number(f64::from(gap_tenths) / 10.0, decimals)
}

/// Last visit and rhythm in little room: "19 days · every 6 days".
#[must_use]
pub fn last_visit(i18n: I18n, format: Format, standing: &Standing) -> String {
    let Rhythm { days_since, gap_tenths, basis, .. } = standing.rhythm;
    let ago = days(i18n, format, days_since);
    match (basis, gap_tenths) {
        (Basis::Own, Some(gap)) => {
            said!(i18n, sentence.ago_and_every, ago = ago, every = every(i18n, format, gap))
        }
        (Basis::Own, None) | (Basis::Alike(_) | Basis::Shop | Basis::TooLittle | Basis::Few, _) => {
            let is_first = standing.totals.n_visits == 1;
            if is_first { said!(i18n, sentence.ago_first_visit, ago = ago) } else { ago }
        }
    }
}

/// Why someone counts as late: "usually every 6 days, last seen 19 days ago, 3 visits missed".
#[must_use]
pub fn reason(i18n: I18n, format: Format, rhythm: &Rhythm) -> String {
    let ago = days(i18n, format, rhythm.days_since);
    let Some(gap) = rhythm.gap_tenths else {
        return said!(i18n, sentence.reason_too_little, ago = ago);
    };
    let every = every(i18n, format, gap);
    let n = format.number(f64::from(rhythm.missed), 0);
    let missed = said!(i18n, sentence.missed, count = rhythm.missed, n = n);
    match rhythm.basis {
        Basis::Own => {
            said!(i18n, sentence.reason_own, every = every, ago = ago, missed = missed)
        }
        Basis::Few => {
            said!(i18n, sentence.reason_few, every = every, ago = ago, missed = missed)
        }
        Basis::Alike(_) => {
            said!(i18n, sentence.reason_alike, every = every, ago = ago, missed = missed)
        }
        Basis::Shop | Basis::TooLittle => {
            said!(i18n, sentence.reason_shop, every = every, ago = ago, missed = missed)
        }
    }
}

/// That the margin behind every profit is assumed, where nobody set the shop's own.
#[must_use]
pub fn margin_assumed(i18n: I18n, format: Format, shop: &Shop) -> Option<String> {
    (!shop.margin_is_set).then(|| {
        let margin = format.percent(f64::from(shop.margin_percent) / 100.0, 0);
        said!(i18n, today.worth_assumed, margin = margin)
    })
}

/// When a change was made, as far as that is known: not by a clock that was wrong.
#[must_use]
pub fn when_made(i18n: I18n, format: Format, stamp: Stamp) -> String {
    let made_ms = stamp.time_ms();
    if clock_was_wrong(made_ms, browser::now_ms()) {
        said!(i18n, clocks.wrong)
    } else {
        format.moment(browser::local(made_ms))
    }
}

/// Why an amount was refused, and what to do.
#[must_use]
pub fn amount_refusal(i18n: I18n, format: Format, refusal: AmountRefusal) -> String {
    match refusal {
        AmountRefusal::Negative => said!(i18n, sentence.amount_negative),
        AmountRefusal::TooLarge { largest } => {
            said!(i18n, sentence.amount_too_large, largest = format.money(largest))
        }
        AmountRefusal::MoreThanPaid { left } => {
            said!(i18n, sentence.amount_more_than_paid, left = format.money(left))
        }
        AmountRefusal::Zero => said!(i18n, sentence.amount_zero),
    }
}

/// Why something typed was refused, and what to do.
#[must_use]
pub fn typed_refusal(i18n: I18n, format: Format, refusal: TypedRefusal) -> String {
    match refusal {
        TypedRefusal::NotANumber | TypedRefusal::NotAShare => said!(i18n, sentence.not_a_number),
        TypedRefusal::TooFine => said!(i18n, sentence.too_fine),
        TypedRefusal::OtherCurrency(other) => {
            said!(i18n, sentence.other_currency, code = other.code().to_owned())
        }
        TypedRefusal::Amount(refusal) => amount_refusal(i18n, format, refusal),
        TypedRefusal::NoProduct => said!(i18n, sentence.no_product),
    }
}

/// What a field of a customer is called in the middle of a sentence; the book knows the fields that
/// the owner added.
#[must_use]
pub fn field(i18n: I18n, book: &Book, field: Field) -> String {
    match field {
        Field::Name => said!(i18n, field.name),
        Field::Company => said!(i18n, field.company),
        Field::Birthday => said!(i18n, field.birthday),
        Field::Card => said!(i18n, field.card),
        Field::FileId => said!(i18n, field.file_id),
        Field::Source => said!(i18n, field.source),
        Field::ReferredBy => said!(i18n, field.referred_by),
        Field::KeptBy => said!(i18n, field.kept_by),
        Field::Note => said!(i18n, field.note),
        Field::NeverWrite => said!(i18n, field.never_write),
        Field::BroughtIn => said!(i18n, field.brought_in),
        Field::Photo => said!(i18n, field.photo),
        Field::Reach => said!(i18n, field.reach),
        Field::Consent => said!(i18n, field.consent),
        Field::Phone => said!(i18n, field.phone),
        Field::Email => said!(i18n, field.email),
        Field::Messenger => said!(i18n, field.messenger),
        Field::Address => said!(i18n, field.address),
        Field::Tag => said!(i18n, field.tag),
        Field::Likes => said!(i18n, field.likes),
        Field::Work => said!(i18n, field.work),
        Field::OpeningHours => said!(i18n, field.opening_hours),
        Field::AlsoNamed => said!(i18n, field.also_named),
        Field::Custom(id) => match book.field(id) {
            Some(own) => isolated(&own.name),
            None => said!(i18n, field.custom),
        },
    }
}

/// What a channel is called.
#[must_use]
pub fn channel(i18n: I18n, channel: Channel) -> String {
    match channel {
        Channel::Sms => said!(i18n, customer.channel_sms),
        Channel::Phone => said!(i18n, customer.channel_phone),
        Channel::Email => said!(i18n, customer.channel_email),
        Channel::WhatsApp => said!(i18n, customer.channel_whatsapp),
        Channel::Telegram => said!(i18n, customer.channel_telegram),
        Channel::Viber => said!(i18n, customer.channel_viber),
        Channel::Post => said!(i18n, customer.channel_post),
    }
}

/// How a call ended.
pub fn outcome(i18n: I18n, outcome: Outcome) -> String {
    match outcome {
        Outcome::Bought => said!(i18n, calls.bought),
        Outcome::Interested => said!(i18n, calls.interested),
        Outcome::Later => said!(i18n, calls.later),
        Outcome::No => said!(i18n, calls.no),
        Outcome::Rude => said!(i18n, calls.rude),
        Outcome::NoAnswer => said!(i18n, calls.no_answer),
    }
}

/// A number of customers: "2 208 customers".
#[must_use]
pub fn n_customers(i18n: I18n, format: Format, n: usize) -> String {
    said!(i18n, data.n_customers, count = n, n = format.count(n))
}

/// A number of purchases: "3 521 purchases".
#[must_use]
pub fn n_purchases(i18n: I18n, format: Format, n: usize) -> String {
    said!(i18n, data.n_purchases, count = n, n = format.count(n))
}

/// Why a day was refused, and what to do.
#[must_use]
pub fn day_refusal(i18n: I18n, refusal: DayRefusal) -> String {
    match refusal {
        DayRefusal::BeforeFirst => said!(i18n, sentence.day_before_first),
        DayRefusal::Future => said!(i18n, sentence.day_future),
    }
}

/// Why the disk did not keep something, and what to do.
#[must_use]
pub fn store_error(i18n: I18n, error: &StoreError) -> String {
    match error {
        StoreError::NoRoom => said!(i18n, sentence.store_no_room),
        StoreError::NoStorage => said!(i18n, sentence.store_no_storage),
        StoreError::Newer => said!(i18n, sentence.store_newer),
        StoreError::NoAnswer => said!(i18n, sentence.store_no_answer),
        StoreError::Lost => said!(i18n, sentence.store_lost),
        StoreError::Gone => said!(i18n, sentence.store_gone),
        StoreError::Unreadable => said!(i18n, sentence.store_unreadable),
        StoreError::Damaged { pages } => {
            said!(i18n, sentence.store_damaged, n = pages.to_string())
        }
        StoreError::Other(name) => said!(i18n, sentence.store_unnamed, name = name.clone()),
    }
}

/// Why a change was not made, and what to do.
#[must_use]
pub fn not_made(i18n: I18n, refusal: CommitRefusal) -> String {
    match refusal {
        CommitRefusal::ReadOnly => said!(i18n, sentence.read_only),
        CommitRefusal::TakingIn => said!(i18n, sentence.taking_in),
        CommitRefusal::Change(ChangeRefusal::TextTooLong { most }) => {
            said!(i18n, sentence.text_too_long, n = written(i18n, most))
        }
        CommitRefusal::Change(ChangeRefusal::Unreadable) => said!(i18n, sentence.unreadable),
    }
}

/// Why a copy was not taken in, and what to do.
#[must_use]
pub fn not_received(i18n: I18n, why: &NotReceived) -> String {
    match why {
        NotReceived::Refused(refusal) => not_made(i18n, *refusal),
        NotReceived::Store(error) => store_error(i18n, error),
    }
}

/// What is wrong with a text that is typed and what to do; nothing for one that can be kept.
#[must_use]
pub fn text_problem(i18n: I18n, text: &str) -> Option<String> {
    page::check_text(text).err().map(|refusal| not_made(i18n, refusal.into()))
}

/// A number in the digits of the language.
#[expect(clippy::cast_precision_loss, reason = "a limit is far below 2^53")]
fn written(i18n: I18n, number: usize) -> String {
    let number = js_sys::Number::from(number as f64);
    number.to_locale_string(i18n.locale().as_str()).into()
}
