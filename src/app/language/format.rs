//! Numbers, money, shares and days as the owner's language writes them, by the browser's own rules.
//!
//! Persian gets its digits and the Jalali calendar from the same calls. A formatter is made once a
//! language and kind, for making one costs more than using it a hundred times.

use std::collections::HashMap;

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::app::language::words::{I18n, Locale, said, use_i18n};
use crate::units::calendar::{Day, Moment, Month};
use crate::units::money::{Currency, Money};

/// Writes values in the owner's language; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Format {
    i18n: I18n,
    currency: Signal<Currency>,
    formatters: StoredValue<HashMap<(Locale, Kind), Function>, LocalStorage>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Number(u8),
    Percent(u8),
    Money(Currency),
    Day,
    DayShort,
    Weekday,
    Month,
    Year,
    Birthday,
}

impl Format {
    /// The format of this place in the page, for a shop's currency.
    #[must_use]
    pub fn new(currency: Signal<Currency>) -> Self {
        let formatters = StoredValue::new_local(HashMap::new());
        Self { i18n: use_i18n(), currency, formatters }
    }

    /// A whole number: `1 847`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a count on screen is far below 2^53")]
    pub fn count(self, number: usize) -> String {
        self.write(Kind::Number(0), number as f64)
    }

    /// A number with so many decimals at most: `3.1`.
    #[must_use]
    pub fn number(self, number: f64, decimals: u8) -> String {
        self.write(Kind::Number(decimals), number)
    }

    /// A share of one as a percentage: 0.864 is `86.4%`.
    #[must_use]
    pub fn percent(self, share: f64, decimals: u8) -> String {
        self.write(Kind::Percent(decimals), share)
    }

    /// An amount in the shop's currency: `9 600 Ft`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "1, 100 or 1000")]
    pub fn money(self, amount: Money) -> String {
        let currency = self.currency.get();
        let major = amount.as_f64() / currency.minor_per_major() as f64;
        if currency.code() == "IRT" {
            // The toman is what people count in and no currency of the standard.
            return said!(self.i18n, common.toman, amount = self.write(Kind::Number(0), major));
        }
        self.write(Kind::Money(currency), major)
    }

    /// A day: `19 November 2026`.
    #[must_use]
    pub fn day(self, day: Day) -> String {
        self.write(Kind::Day, time_value(day))
    }

    /// A day in little room: `19 Nov 2026`.
    #[must_use]
    pub fn day_short(self, day: Day) -> String {
        self.write(Kind::DayShort, time_value(day))
    }

    /// A day with its name: `Thursday, 19 November`.
    #[must_use]
    pub fn weekday(self, day: Day) -> String {
        self.write(Kind::Weekday, time_value(day))
    }

    /// A month: `March 2024`. Put together here, for some languages would begin with the year.
    #[must_use]
    pub fn month(self, month: Month) -> String {
        let day = month.first_day();
        let name = self.write(Kind::Month, time_value(day));
        said!(self.i18n, common.month_and_year, month = name, year = self.year(day))
    }

    /// A year, by the calendar the language keeps: `2026`.
    #[must_use]
    pub fn year(self, day: Day) -> String {
        self.write(Kind::Year, time_value(day))
    }

    /// A birthday: `28 November`, in the calendar the language keeps.
    #[must_use]
    pub fn birthday(self, month: u32, day: u32) -> String {
        // A leap year, so that 29 February can be written.
        let day = Day::from_ymd(2000, month, day).unwrap_or_default();
        self.write(Kind::Birthday, time_value(day))
    }

    /// A day with its minute, where it is known: `19 Nov 2026, 8:12`.
    #[must_use]
    pub fn moment(self, at: Moment) -> String {
        let day = self.day_short(at.day);
        let Some(minute) = at.minute else { return day };
        let two = |number: u16| {
            let text = self.write(Kind::Number(0), f64::from(number));
            if number < 10 { self.write(Kind::Number(0), 0.0) + &text } else { text }
        };
        let time = format!("{}:{}", two(minute / 60), two(minute % 60));
        said!(self.i18n, common.day_and_time, day = day, time = time)
    }

    fn write(self, kind: Kind, value: f64) -> String {
        let locale = self.i18n.locale();
        let known = self.formatters.with_value(|made| made.get(&(locale, kind)).cloned());
        let formatter = known.or_else(|| {
            let made = formatter(locale, kind)?;
            self.formatters.update_value(|all| {
                all.insert((locale, kind), made.clone());
            });
            Some(made)
        });
        let text = formatter.and_then(|make| make.call1(&JsValue::NULL, &value.into()).ok());
        text.and_then(|text| text.as_string()).unwrap_or_else(|| value.to_string())
    }
}

/// Milliseconds of a day's start, for a formatter that runs in UTC.
fn time_value(day: Day) -> f64 {
    f64::from(day.0) * 86_400_000.0
}

fn formatter(locale: Locale, kind: Kind) -> Option<Function> {
    let locales = Array::of1(&tag(locale).into());
    let options = Object::new();
    let set = |key: &str, value: JsValue| {
        // Setting a key of a plain object cannot fail.
        Reflect::set(&options, &key.into(), &value).is_ok()
    };
    match kind {
        Kind::Number(decimals) => {
            set("maximumFractionDigits", decimals.into());
            Some(Intl::NumberFormat::new(&locales, &options).format())
        }
        Kind::Percent(decimals) => {
            set("style", "percent".into());
            set("maximumFractionDigits", decimals.into());
            Some(Intl::NumberFormat::new(&locales, &options).format())
        }
        Kind::Money(currency) => {
            set("style", "currency".into());
            set("currency", currency.code().into());
            set("currencyDisplay", "narrowSymbol".into());
            set("minimumFractionDigits", currency.decimals().into());
            set("maximumFractionDigits", currency.decimals().into());
            set("trailingZeroDisplay", "stripIfInteger".into());
            Some(Intl::NumberFormat::new(&locales, &options).format())
        }
        Kind::Day | Kind::DayShort | Kind::Weekday | Kind::Month | Kind::Year | Kind::Birthday => {
            set("timeZone", "UTC".into());
            for (key, value) in day_parts(kind) {
                set(key, (*value).into());
            }
            Some(Intl::DateTimeFormat::new(&locales, &options).format())
        }
    }
}

fn day_parts(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Day => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
        Kind::DayShort => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
        Kind::Weekday => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
        Kind::Month => &[("month", "long")],
        Kind::Year => &[("year", "numeric")],
        Kind::Birthday => &[("day", "numeric"), ("month", "long")],
        Kind::Number(_) | Kind::Percent(_) | Kind::Money(_) => &[],
    }
}

/// The tag the browser knows a language's habits by. English is the international one: day before
/// month.
fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "en-GB",
        Locale::Fa => "fa-IR",
    }
}

/// A text from outside (a file's name, a cell) within a sentence, so that its direction of writing
/// does not turn the words around it.
#[must_use]
pub fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}
