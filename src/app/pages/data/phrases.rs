//! The values of an import as words.

use leptos::prelude::*;

use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{I18n, said, words};
use crate::files::columns::{LooksLike, Meaning};
use crate::files::import::{Key, Problem, Reason};
use crate::files::table::{Damage, Separator};
use crate::units::money::Currency;

/// A number of refunds: "2 refunds".
pub(super) fn n_refunds(i18n: I18n, format: Format, n: usize) -> String {
    said!(i18n, data.n_refunds, count = n, n = format.count(n))
}

/// That a list goes on: "and 12 more", as a line below it; nothing where it does not.
pub(super) fn and_more(i18n: I18n, format: Format, rest: usize) -> impl IntoView {
    (rest > 0).then(|| {
        let text = words!(i18n, import.and_more, count = rest, n = format.count(rest));
        view! { <p class="import__line">{text}</p> }
    })
}

/// A number of sales: "3 sales".
pub(super) fn n_sales(i18n: I18n, format: Format, n: usize) -> String {
    said!(i18n, data.n_sales, count = n, n = format.count(n))
}

/// What a column looks like: "dates".
pub(super) fn looks_like(i18n: I18n, look: LooksLike) -> String {
    match look {
        LooksLike::Dates => said!(i18n, import.looks_dates),
        LooksLike::Amounts => said!(i18n, import.looks_amounts),
        LooksLike::Names => said!(i18n, import.looks_names),
        LooksLike::Phones => said!(i18n, import.looks_phones),
        LooksLike::Emails => said!(i18n, import.looks_emails),
    }
}

/// An amount of room: "3.2 MB".
pub(super) fn bytes(i18n: I18n, format: Format, bytes: f64) -> String {
    let (megabyte, gigabyte) = (1e6, 1e9);
    if bytes < gigabyte {
        said!(i18n, data.megabytes, n = format.number(bytes.max(0.0) / megabyte, 1))
    } else {
        said!(i18n, data.gigabytes, n = format.number(bytes / gigabyte, 1))
    }
}

/// What a column holds; also the title of that column in a file that is written.
pub(super) fn meaning(i18n: I18n, meaning: Meaning) -> String {
    match meaning {
        Meaning::Ignore => said!(i18n, import.meaning_ignore),
        Meaning::Name => said!(i18n, import.meaning_name),
        Meaning::FirstName => said!(i18n, import.meaning_first_name),
        Meaning::LastName => said!(i18n, import.meaning_last_name),
        Meaning::IsCompany => said!(i18n, import.meaning_is_company),
        Meaning::Phone => said!(i18n, import.meaning_phone),
        Meaning::Email => said!(i18n, import.meaning_email),
        Meaning::Card => said!(i18n, import.meaning_card),
        Meaning::FileId => said!(i18n, import.meaning_file_id),
        Meaning::Birthday => said!(i18n, import.meaning_birthday),
        Meaning::Tag => said!(i18n, import.meaning_tag),
        Meaning::Likes => said!(i18n, import.meaning_likes),
        Meaning::Source => said!(i18n, import.meaning_source),
        Meaning::KeptBy => said!(i18n, import.meaning_kept_by),
        Meaning::Note => said!(i18n, import.meaning_note),
        Meaning::Address => said!(i18n, import.meaning_address),
        Meaning::NeverWrite => said!(i18n, import.meaning_never_write),
        Meaning::BroughtIn => said!(i18n, import.meaning_brought_in),
        Meaning::Date => said!(i18n, import.meaning_date),
        Meaning::Year => said!(i18n, import.meaning_year),
        Meaning::Month => said!(i18n, import.meaning_month),
        Meaning::Day => said!(i18n, import.meaning_day),
        Meaning::Time => said!(i18n, import.meaning_time),
        Meaning::Amount => said!(i18n, import.meaning_amount),
        Meaning::Refunded => said!(i18n, import.meaning_refunded),
        Meaning::Cost => said!(i18n, import.meaning_cost),
        Meaning::Currency => said!(i18n, import.meaning_currency),
        Meaning::OrderNumber => said!(i18n, import.meaning_order_number),
        Meaning::Product => said!(i18n, import.meaning_product),
        Meaning::Quantity => said!(i18n, import.meaning_quantity),
        Meaning::Price => said!(i18n, import.meaning_price),
        Meaning::Employee => said!(i18n, import.meaning_employee),
        Meaning::Channel => said!(i18n, import.meaning_channel),
        Meaning::PurchaseNote => said!(i18n, import.meaning_purchase_note),
        Meaning::Status => said!(i18n, import.meaning_status),
        Meaning::Organisation => said!(i18n, import.meaning_organisation),
        Meaning::AcceptsEmail => said!(i18n, import.meaning_accepts_email),
        Meaning::AcceptsSms => said!(i18n, import.meaning_accepts_sms),
        Meaning::Own(_) => said!(i18n, import.meaning_own),
    }
}

/// By what a customer is found.
pub(super) fn key(i18n: I18n, key: Key) -> String {
    match key {
        Key::Card => said!(i18n, import.key_card),
        Key::FileId => said!(i18n, import.key_file_id),
        Key::Phone => said!(i18n, import.key_phone),
        Key::Email => said!(i18n, import.key_email),
        Key::Name => said!(i18n, import.key_name),
    }
}

/// What stands between columns.
pub(super) fn separator(i18n: I18n, separator: Separator) -> String {
    match separator {
        Separator::Comma => said!(i18n, import.separator_comma),
        Separator::Semicolon => said!(i18n, import.separator_semicolon),
        Separator::Tab => said!(i18n, import.separator_tab),
        Separator::Bar => said!(i18n, import.separator_bar),
        Separator::Blanks => said!(i18n, import.separator_blanks),
    }
}

/// Why a row was set aside and what to do, with the field where it is one cell's.
pub(super) fn problem(i18n: I18n, format: Format, currency: Currency, problem: &Problem) -> String {
    let reason = reason(i18n, format, currency, problem);
    match problem.meaning {
        Meaning::Ignore => reason,
        field => said!(i18n, import.field, field = meaning(i18n, field), reason = reason),
    }
}

/// What a cell of this meaning should look like: a column may hold but a part of the date.
fn not_a_date(i18n: I18n, meaning: Meaning, value: &str) -> String {
    if meaning == Meaning::Year {
        said!(i18n, import.reason_not_a_year, value = value)
    } else if meaning == Meaning::Month {
        said!(i18n, import.reason_not_a_month, value = value)
    } else if meaning == Meaning::Day {
        said!(i18n, import.reason_not_a_day, value = value)
    } else {
        said!(i18n, import.reason_not_a_date, value = value)
    }
}

fn reason(i18n: I18n, format: Format, currency: Currency, problem: &Problem) -> String {
    let value = isolated(&problem.value);
    match &problem.reason {
        Reason::NotANumber => said!(i18n, import.reason_not_a_number, value = value),
        Reason::Negative => said!(i18n, import.reason_negative, value = value),
        Reason::TooLarge { largest } => {
            let largest = format.money(*largest);
            said!(i18n, import.reason_too_large, value = value, largest = largest)
        }
        Reason::OtherCurrency(theirs) => {
            let (theirs, ours) = (theirs.code().to_owned(), currency.code().to_owned());
            said!(i18n, import.reason_other_currency, theirs = theirs, ours = ours)
        }
        Reason::RefundTooLarge { paid } => {
            said!(i18n, import.reason_refund_too_large, paid = format.money(*paid))
        }
        Reason::ReturnOfNothing { amount } => {
            said!(i18n, import.reason_return_of_nothing, amount = format.money(*amount))
        }
        Reason::NoAmount => said!(i18n, import.reason_no_amount),
        Reason::NoDate => said!(i18n, import.reason_no_date),
        Reason::NotADate => not_a_date(i18n, problem.meaning, &value),
        Reason::NotATime => said!(i18n, import.reason_not_a_time, value = value),
        Reason::DayOrMonth => said!(i18n, import.reason_day_or_month, value = value),
        Reason::Future { read, meant: None } => {
            said!(i18n, import.reason_future, read = format.day(*read))
        }
        Reason::BeforeFirst { read, meant: None } => {
            said!(i18n, import.reason_before_first, read = format.day(*read))
        }
        Reason::Future { read, meant: Some(meant) }
        | Reason::BeforeFirst { read, meant: Some(meant) } => {
            let (read, meant) = (format.day(*read), format.day(*meant));
            said!(i18n, import.reason_meant, read = read, meant = meant)
        }
        Reason::Spoilt => said!(i18n, import.reason_spoilt, value = value),
        Reason::NoBirthday => said!(i18n, import.reason_no_birthday, value = value),
        Reason::BirthYearAlone => said!(i18n, import.reason_birth_year_alone, value = value),
        Reason::PhoneLetters => said!(i18n, import.reason_phone_letters, value = value),
        Reason::PhoneLength => said!(i18n, import.reason_phone_length, value = value),
        Reason::NotAnEmail => said!(i18n, import.reason_not_an_email, value = value),
        Reason::NotYesOrNo => said!(i18n, import.reason_not_yes_or_no, value = value),
        Reason::NotAChoice => said!(i18n, import.reason_not_a_choice, value = value),
        Reason::Nobody => said!(i18n, import.reason_nobody),
        Reason::NotKnown => said!(i18n, import.reason_not_known),
        Reason::SeveralFit => said!(i18n, import.reason_several_fit),
        Reason::CardTaken { by } if by.is_empty() => {
            said!(i18n, import.reason_card_taken_nobody, value = value)
        }
        Reason::CardTaken { by } => {
            said!(i18n, import.reason_card_taken, value = value, by = isolated(by))
        }
        Reason::TooManyCells { most } => {
            said!(i18n, import.reason_too_many_cells, value = value, n = format.count(*most))
        }
        Reason::TooFewCells { least } => {
            said!(i18n, import.reason_too_few_cells, n = format.count(*least))
        }
        Reason::TextTooLong { most } => {
            said!(i18n, import.reason_text_too_long, n = format.count(*most))
        }
        Reason::UnclosedQuotation => said!(i18n, import.reason_unclosed),
        Reason::Damaged(Damage::CardNeverEnds) => said!(i18n, import.reason_card_never_ends),
        Reason::Damaged(Damage::EmptyCard) => said!(i18n, import.reason_card_empty),
        Reason::Damaged(Damage::OddLine) => said!(i18n, import.reason_card_line),
        Reason::OfSetAside { .. } => said!(i18n, import.reason_of_set_aside),
    }
}
