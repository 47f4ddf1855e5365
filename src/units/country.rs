//! The countries of the world: how their phone numbers are written, and what they count in.
//!
//! Enough to tell that a national and an international form are one number, and which currency a
//! new shop probably has, and no more. Nothing is ever dialled by it.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::units::money::Currency;

/// A country, as far as its phone numbers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// Its two letters of ISO 3166.
    pub code: &'static str,
    /// What stands after the plus.
    pub calling: &'static str,
    /// What is dialled before a national number at home; empty where nothing is.
    pub trunk: &'static str,
    /// How many digits a national number has, without trunk: the fewest and the most.
    pub digits: (usize, usize),
}

const fn at(
    code: &'static str,
    calling: &'static str,
    trunk: &'static str,
    digits: (usize, usize),
) -> Country {
    Country { code, calling, trunk, digits }
}

const RUSSIA: Country = at("RU", "7", "8", (10, 10));
const HUNGARY: Country = at("HU", "36", "06", (8, 9));
const IRAN: Country = at("IR", "98", "0", (10, 10));
const UKRAINE: Country = at("UA", "380", "0", (9, 9));

/// In the order of calling codes, the short ones first; of several countries with one code, the
/// largest comes first.
const COUNTRIES: &[Country] = &[
    at("US", "1", "1", (10, 10)),
    at("CA", "1", "1", (10, 10)),
    RUSSIA,
    at("KZ", "7", "8", (10, 10)),
    at("EG", "20", "0", (8, 10)),
    at("ZA", "27", "0", (9, 9)),
    at("GR", "30", "", (10, 10)),
    at("NL", "31", "0", (9, 9)),
    at("BE", "32", "0", (8, 9)),
    at("FR", "33", "0", (9, 9)),
    at("ES", "34", "", (9, 9)),
    HUNGARY,
    at("IT", "39", "", (6, 11)),
    at("RO", "40", "0", (9, 9)),
    at("CH", "41", "0", (9, 9)),
    at("AT", "43", "0", (7, 13)),
    at("GB", "44", "0", (9, 10)),
    at("DK", "45", "", (8, 8)),
    at("SE", "46", "0", (7, 9)),
    at("NO", "47", "", (8, 8)),
    at("PL", "48", "", (9, 9)),
    at("DE", "49", "0", (6, 11)),
    at("PE", "51", "0", (8, 9)),
    at("MX", "52", "", (10, 10)),
    at("AR", "54", "0", (10, 11)),
    at("BR", "55", "0", (10, 11)),
    at("CL", "56", "", (9, 9)),
    at("CO", "57", "", (10, 10)),
    at("MY", "60", "0", (8, 10)),
    at("AU", "61", "0", (9, 9)),
    at("ID", "62", "0", (8, 12)),
    at("PH", "63", "0", (8, 10)),
    at("NZ", "64", "0", (8, 10)),
    at("SG", "65", "", (8, 8)),
    at("TH", "66", "0", (8, 9)),
    at("JP", "81", "0", (9, 10)),
    at("KR", "82", "0", (8, 10)),
    at("VN", "84", "0", (9, 10)),
    at("CN", "86", "0", (10, 11)),
    at("TR", "90", "0", (10, 10)),
    at("IN", "91", "0", (10, 10)),
    at("PK", "92", "0", (9, 10)),
    at("AF", "93", "0", (9, 9)),
    at("LK", "94", "0", (9, 9)),
    IRAN,
    at("MA", "212", "0", (9, 9)),
    at("DZ", "213", "0", (8, 9)),
    at("TN", "216", "", (8, 8)),
    at("NG", "234", "0", (8, 10)),
    at("KE", "254", "0", (9, 9)),
    at("PT", "351", "", (9, 9)),
    at("LU", "352", "", (6, 9)),
    at("IE", "353", "0", (7, 9)),
    at("IS", "354", "", (7, 7)),
    at("AL", "355", "0", (8, 9)),
    at("MT", "356", "", (8, 8)),
    at("CY", "357", "", (8, 8)),
    at("FI", "358", "0", (6, 11)),
    at("BG", "359", "0", (7, 9)),
    at("LT", "370", "0", (8, 8)),
    at("LV", "371", "", (8, 8)),
    at("EE", "372", "", (7, 8)),
    at("MD", "373", "0", (8, 8)),
    at("AM", "374", "0", (8, 8)),
    at("BY", "375", "80", (9, 9)),
    UKRAINE,
    at("RS", "381", "0", (8, 9)),
    at("ME", "382", "0", (8, 8)),
    at("HR", "385", "0", (8, 9)),
    at("SI", "386", "0", (8, 8)),
    at("BA", "387", "0", (8, 9)),
    at("MK", "389", "0", (8, 8)),
    at("CZ", "420", "", (9, 9)),
    at("SK", "421", "0", (9, 9)),
    at("LB", "961", "0", (7, 8)),
    at("JO", "962", "0", (8, 9)),
    at("SY", "963", "0", (8, 9)),
    at("IQ", "964", "0", (8, 10)),
    at("KW", "965", "", (8, 8)),
    at("SA", "966", "0", (8, 9)),
    at("OM", "968", "", (8, 8)),
    at("AE", "971", "0", (8, 9)),
    at("IL", "972", "0", (8, 9)),
    at("BH", "973", "", (8, 8)),
    at("QA", "974", "", (8, 8)),
    at("TJ", "992", "", (9, 9)),
    at("TM", "993", "8", (8, 8)),
    at("AZ", "994", "0", (9, 9)),
    at("GE", "995", "0", (9, 9)),
    at("KG", "996", "0", (9, 9)),
    at("UZ", "998", "", (9, 9)),
];

/// The countries of the euro, which is no country's alone.
const EURO: &str =
    "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK";

/// What other countries count in, and what some did before the euro. The first line of a country is
/// its currency, the first of a currency is the country where it is at home.
const CURRENCIES: &[(&str, &str)] = &[
    ("HU", "HUF"),
    ("UA", "UAH"),
    ("RU", "RUB"),
    ("BY", "BYN"),
    ("KZ", "KZT"),
    ("IR", "IRT"),
    ("IR", "IRR"),
    ("AF", "AFN"),
    ("TJ", "TJS"),
    ("US", "USD"),
    ("EC", "USD"),
    ("SV", "USD"),
    ("PR", "USD"),
    ("GB", "GBP"),
    ("PL", "PLN"),
    ("RO", "RON"),
    ("CZ", "CZK"),
    ("TR", "TRY"),
    ("RS", "RSD"),
    ("BA", "BAM"),
    ("MK", "MKD"),
    ("AL", "ALL"),
    ("MD", "MDL"),
    ("GE", "GEL"),
    ("AM", "AMD"),
    ("AZ", "AZN"),
    ("CH", "CHF"),
    ("LI", "CHF"),
    ("SE", "SEK"),
    ("NO", "NOK"),
    ("DK", "DKK"),
    ("IS", "ISK"),
    ("CA", "CAD"),
    ("AU", "AUD"),
    ("NZ", "NZD"),
    ("IL", "ILS"),
    ("AE", "AED"),
    ("SA", "SAR"),
    ("IN", "INR"),
    ("CN", "CNY"),
    ("JP", "JPY"),
    ("KR", "KRW"),
    ("BR", "BRL"),
    ("MX", "MXN"),
    ("ZA", "ZAR"),
    ("BG", "BGN"),
    ("UZ", "UZS"),
];

/// By its two letters.
impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.code.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).ok_or_else(|| D::Error::custom("no country of these letters"))
    }
}

impl Country {
    /// Every country there is something to say about.
    pub fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.iter().copied()
    }

    /// The country of two letters, in either case; `None` for one that is not in the table.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        COUNTRIES.iter().find(|country| country.code.eq_ignore_ascii_case(code.trim())).copied()
    }

    /// The country where a currency is at home, where that is one country.
    #[must_use]
    pub fn of_currency(currency: Currency) -> Option<Self> {
        let (code, _) = CURRENCIES.iter().find(|(_, known)| *known == currency.code())?;
        Self::parse(code)
    }

    /// The countries whose national numbers are told by how they begin and how long they are, where
    /// nobody says of which country they are.
    pub const TOLD_BY_SHAPE: [Self; 4] = [HUNGARY, RUSSIA, IRAN, UKRAINE];

    /// The country of an international number, of its digits alone.
    #[must_use]
    pub fn of_number(international: &str) -> Option<Self> {
        let (calling, _) = split_calling(international);
        let place = |country: &Self| (country.calling.len(), country.calling);
        let from = COUNTRIES.partition_point(|known| place(known) < (calling.len(), calling));
        COUNTRIES.get(from).filter(|known| known.calling == calling).copied()
    }

    /// Whether a national number may have so many digits.
    #[must_use]
    pub fn has_length(self, n_digits: usize) -> bool {
        (self.digits.0..=self.digits.1).contains(&n_digits)
    }
}

/// The calling code that begins an international number, one to three digits, and the rest; also of
/// countries that are not in the table.
#[must_use]
pub fn split_calling(international: &str) -> (&str, &str) {
    let length = match international.as_bytes() {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    };
    international.split_at_checked(length).unwrap_or((international, ""))
}

impl Currency {
    /// The currency of the place a browser's language tag names, such as `hu-HU`; of a tag without
    /// a place, that of the country where the language is at home. `None` where neither is known.
    #[must_use]
    pub fn of_language_tag(tag: &str) -> Option<Self> {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next()?.to_ascii_lowercase();
        let is_place =
            |part: &&str| part.len() == 2 && part.chars().all(|c| c.is_ascii_alphabetic());
        let place = parts.find(is_place).map(str::to_ascii_uppercase);
        let code = match place {
            Some(place) => code_of_place(&place)?,
            None => code_of_place(home_of(&language)?)?,
        };
        Self::parse(code)
    }
}

/// The currency of a country by its two letters, of those whose shops are likeliest to come.
fn code_of_place(place: &str) -> Option<&'static str> {
    if EURO.split(' ').any(|known| known == place) {
        return Some("EUR");
    }
    CURRENCIES.iter().find(|(known, _)| *known == place).map(|(_, currency)| *currency)
}

/// The country where a language is at home, where there is one.
fn home_of(language: &str) -> Option<&'static str> {
    Some(match language {
        "hu" => "HU",
        "uk" => "UA",
        "ru" => "RU",
        "fa" => "IR",
        "pl" => "PL",
        "ro" => "RO",
        "cs" => "CZ",
        "sr" => "RS",
        "tr" => "TR",
        "de" | "fr" | "it" | "es" | "nl" | "sk" | "sl" | "hr" | "fi" | "el" | "et" | "lt"
        | "lv" => "DE",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_calling_code_is_found_in_the_table() {
        let place = |country: &Country| (country.calling.len(), country.calling);
        assert!(COUNTRIES.is_sorted_by_key(place));
        for country in COUNTRIES {
            let number = format!("{}301234567", country.calling);
            assert_eq!(split_calling(&number).0, country.calling);
            let found = Country::of_number(&number).map(|found| found.calling);
            assert_eq!(found, Some(country.calling));
        }
        for number in ["", "3", "38", "999", "9991234567"] {
            assert_eq!(Country::of_number(number), None, "{number}");
        }
    }

    #[test]
    fn every_currency_but_the_euro_leads_to_a_country() {
        let check = |currency: &str, expected: Option<&str>| {
            let country = Country::of_currency(Currency::parse(currency).unwrap());
            assert_eq!(country.map(|country| country.code), expected, "{currency}");
        };
        check("EUR", None);
        check("USD", Some("US"));
        check("CHF", Some("CH"));
        check("BGN", Some("BG"));
        check("IRR", Some("IR"));
        check("IRT", Some("IR"));
        for (place, currency) in CURRENCIES {
            let home = Country::of_currency(Currency::parse(currency).unwrap()).unwrap();
            assert!(CURRENCIES.contains(&(home.code, currency)), "{place} {currency}");
        }
    }

    #[test]
    fn the_currency_of_a_place_is_suggested() {
        let check = |tag: &str, code: &str| {
            let known = Currency::of_language_tag(tag).map(|known| known.code().to_owned());
            assert_eq!(known.unwrap_or_default(), code, "{tag}");
        };
        check("hu-HU", "HUF");
        check("hu", "HUF");
        check("en-HU", "HUF");
        check("sr-Latn-RS", "RSD");
        check("fa-IR", "IRT");
        check("de-AT", "EUR");
        check("bg-BG", "EUR");
        check("uk_UA", "UAH");
        check("en", "");
        check("en-ZZ", "");
        check("", "");
    }
}
