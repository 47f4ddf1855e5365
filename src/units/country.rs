//! How phone numbers are written in the countries of the world: enough to tell that a national and
//! an international form are one number, and no more. Nothing is ever dialled by it.

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

/// Of several countries with one calling code, the largest comes first.
const COUNTRIES: &[Country] = &[
    at("US", "1", "1", (10, 10)),
    at("CA", "1", "1", (10, 10)),
    at("RU", "7", "8", (10, 10)),
    at("KZ", "7", "8", (10, 10)),
    at("EG", "20", "0", (8, 10)),
    at("ZA", "27", "0", (9, 9)),
    at("GR", "30", "", (10, 10)),
    at("NL", "31", "0", (9, 9)),
    at("BE", "32", "0", (8, 9)),
    at("FR", "33", "0", (9, 9)),
    at("ES", "34", "", (9, 9)),
    at("HU", "36", "06", (8, 9)),
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
    at("IR", "98", "0", (10, 10)),
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
    at("UA", "380", "0", (9, 9)),
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

/// Countries whose currency is theirs alone, or nearly.
const CURRENCIES: &[(&str, &str)] = &[
    ("USD", "US"),
    ("CAD", "CA"),
    ("RUB", "RU"),
    ("KZT", "KZ"),
    ("HUF", "HU"),
    ("RON", "RO"),
    ("CHF", "CH"),
    ("GBP", "GB"),
    ("DKK", "DK"),
    ("SEK", "SE"),
    ("NOK", "NO"),
    ("PLN", "PL"),
    ("TRY", "TR"),
    ("INR", "IN"),
    ("IRR", "IR"),
    ("IRT", "IR"),
    ("AFN", "AF"),
    ("UAH", "UA"),
    ("BYN", "BY"),
    ("MDL", "MD"),
    ("BGN", "BG"),
    ("RSD", "RS"),
    ("CZK", "CZ"),
    ("GEL", "GE"),
    ("AMD", "AM"),
    ("AZN", "AZ"),
    ("UZS", "UZ"),
    ("ILS", "IL"),
    ("AED", "AE"),
    ("JPY", "JP"),
    ("AUD", "AU"),
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

    /// The country that counts in a currency, where there is one such country.
    #[must_use]
    pub fn of_currency(currency: Currency) -> Option<Self> {
        let (_, code) = CURRENCIES.iter().find(|(known, _)| *known == currency.code())?;
        Self::parse(code)
    }

    /// The country of an international number, of its digits alone.
    #[must_use]
    pub fn of_number(international: &str) -> Option<Self> {
        // No calling code is the start of another, so there is one at most.
        let first = international.as_bytes().first()?;
        let mut near = COUNTRIES.iter().filter(|country| country.calling.as_bytes()[0] == *first);
        near.find(|country| international.starts_with(country.calling)).copied()
    }

    /// Whether a national number may have so many digits.
    #[must_use]
    pub fn has_length(self, n_digits: usize) -> bool {
        (self.digits.0..=self.digits.1).contains(&n_digits)
    }
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

/// The currency of a country by its two letters; the euro's countries, and those whose shops are
/// likeliest to come.
fn code_of_place(place: &str) -> Option<&'static str> {
    const EURO: &str =
        "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK";
    if EURO.split(' ').any(|known| known == place) {
        return Some("EUR");
    }
    Some(match place {
        "HU" => "HUF",
        "UA" => "UAH",
        "RU" => "RUB",
        "BY" => "BYN",
        "KZ" => "KZT",
        "IR" => "IRT",
        "AF" => "AFN",
        "TJ" => "TJS",
        "US" | "EC" | "SV" | "PR" => "USD",
        "GB" => "GBP",
        "PL" => "PLN",
        "RO" => "RON",
        "CZ" => "CZK",
        "TR" => "TRY",
        "RS" => "RSD",
        "BA" => "BAM",
        "MK" => "MKD",
        "AL" => "ALL",
        "MD" => "MDL",
        "GE" => "GEL",
        "AM" => "AMD",
        "AZ" => "AZN",
        "CH" | "LI" => "CHF",
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "IS" => "ISK",
        "CA" => "CAD",
        "AU" => "AUD",
        "NZ" => "NZD",
        "IL" => "ILS",
        "AE" => "AED",
        "SA" => "SAR",
        "IN" => "INR",
        "CN" => "CNY",
        "JP" => "JPY",
        "KR" => "KRW",
        "BR" => "BRL",
        "MX" => "MXN",
        "ZA" => "ZAR",
        _ => return None,
    })
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
    fn no_calling_code_begins_another() {
        for ours in COUNTRIES {
            for theirs in COUNTRIES.iter().filter(|theirs| theirs.calling != ours.calling) {
                assert!(!theirs.calling.starts_with(ours.calling), "{} {}", ours.code, theirs.code);
            }
        }
    }

    #[test]
    fn every_currency_leads_to_a_country() {
        for (currency, code) in CURRENCIES {
            let currency = Currency::parse(currency).unwrap();
            assert_eq!(Country::of_currency(currency).map(|country| country.code), Some(*code));
        }
        assert_eq!(Country::of_currency(Currency::parse("EUR").unwrap()), None);
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
        check("uk_UA", "UAH");
        check("en", "");
        check("en-ZZ", "");
        check("", "");
    }
}
