//! The sign or letters of a currency beside a number.

use super::NumberRefusal;
use crate::units::money::Currency;

/// What stood beside a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// Nothing, or a sign that says little, such as `kr`.
    #[default]
    Nothing,
    /// The sign of the dollar, which many countries have.
    Dollar,
    /// The sign or letters of one currency.
    One(Currency),
}

/// The currencies written with the sign of the dollar.
const DOLLARS: [&str; 12] =
    ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU"];

impl Beside {
    /// What a sign or code says; whatever else stands there makes it no number.
    pub(super) fn read(sign: &str) -> Result<Self, NumberRefusal> {
        let sign = sign.trim_matches(|c: char| c.is_whitespace() || c == '.' || c == '-');
        if sign.is_empty() {
            return Ok(Self::Nothing);
        }
        let lower = sign.to_lowercase();
        match lower.as_str() {
            // Several countries have yens and crowns.
            "¥" | "kr" => return Ok(Self::Nothing),
            "$" => return Ok(Self::Dollar),
            _ => {}
        }
        if let Some((_, code)) = SIGNS.iter().find(|(known, _)| *known == lower) {
            return Ok(Currency::parse(code).map_or(Self::Nothing, Self::One));
        }
        let is_code = sign.len() == 3 && sign.bytes().all(|byte| byte.is_ascii_uppercase());
        match Currency::parse(sign) {
            Some(currency) if is_code => Ok(Self::One(currency)),
            Some(_) | None => Err(NumberRefusal::NotANumber),
        }
    }

    /// The currency it stands for, the best known one where there are several.
    #[must_use]
    pub fn currency(self) -> Option<Currency> {
        match self {
            Self::Nothing => None,
            Self::Dollar => Currency::parse("USD"),
            Self::One(currency) => Some(currency),
        }
    }

    /// The currency it stands for when that is surely another one.
    pub(super) fn other_than(self, currency: Currency) -> Option<Currency> {
        let is_dollar = self == Self::Dollar && DOLLARS.contains(&currency.code());
        self.currency().filter(|beside| *beside != currency && !is_dollar)
    }
}

/// Signs and letters of currencies, longest first where one begins another.
const SIGNS: [(&str, &str); 26] = [
    ("تومان", "IRT"),
    ("تومن", "IRT"),
    ("ریال", "IRR"),
    ("ريال", "IRR"),
    ("﷼", "IRR"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₽", "RUB"),
    ("рублей", "RUB"),
    ("рубль", "RUB"),
    ("рубля", "RUB"),
    ("руб", "RUB"),
    ("р", "RUB"),
    ("₴", "UAH"),
    ("гривень", "UAH"),
    ("гривня", "UAH"),
    ("гривні", "UAH"),
    ("грн", "UAH"),
    ("forint", "HUF"),
    ("ft", "HUF"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("lei", "RON"),
    ("₺", "TRY"),
    ("₹", "INR"),
    ("₪", "ILS"),
];
