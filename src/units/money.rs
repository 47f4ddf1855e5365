//! Money: whole numbers in the minor unit of the shop's one currency.
//!
//! There is no conversion between currencies and no fraction of a minor unit anywhere. Sums
//! saturate: the limit of 2^63 is far beyond what a purchase may be, and a wrong sign is worse
//! than a ceiling.

use serde::{Deserialize, Serialize};

/// The largest amount one purchase may have, in minor units: a slip of the keyboard, not a sale,
/// lies above it. A million such purchases still sum without loss.
pub const MAX_AMOUNT: Money = Money(1_000_000_000_000);

/// An amount in minor units (cents, fillér-less forints, kopeks, rials).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(pub i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The amount as a floating point number of minor units, for ratios and models.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "ratios need 15 digits, not 19")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64
    }

    /// The nearest amount to a number of minor units; not-a-number gives zero, and what lies
    /// beyond the range gives its end.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, which is what is meant")]
    pub fn from_f64(minor: f64) -> Self {
        Self(minor.round() as i64)
    }

    /// This many hundredths of the amount, to the nearest minor unit; 30 % of 9.99 is 3.00.
    #[must_use]
    pub fn percent(self, percent: u32) -> Self {
        let hundredfold = i128::from(self.0) * i128::from(percent);
        let nearest = (hundredfold + 50 * hundredfold.signum()) / 100;
        Self(i64::try_from(nearest).unwrap_or(if nearest < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The amount divided among `n`, to the nearest minor unit; `None` among nobody.
    #[must_use]
    pub fn per(self, n: u32) -> Option<Self> {
        let (amount, n) = (i128::from(self.0), i128::from(n));
        let nearest = (2 * amount + n * amount.signum()).checked_div(2 * n)?;
        i64::try_from(nearest).ok().map(Self)
    }

    /// Which part of `whole` this is, 0 to 1 for a true part; 0 when there is no whole.
    #[must_use]
    pub fn share_of(self, whole: Self) -> f64 {
        if whole == Self::ZERO { 0.0 } else { self.as_f64() / whole.as_f64() }
    }
}

impl std::ops::Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::ops::Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| sum + amount)
    }
}

/// A currency by its ISO 4217 letters, or `IRT` for the toman, which has none of its own.
///
/// Three capital letters, also when read from a file: the browser stops at anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "[u8; 3]", into = "[u8; 3]")]
pub struct Currency([u8; 3]);

/// Three bytes that are no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not three capital letters")]
pub struct NoCurrency;

impl TryFrom<[u8; 3]> for Currency {
    type Error = NoCurrency;

    fn try_from(letters: [u8; 3]) -> Result<Self, NoCurrency> {
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters)).ok_or(NoCurrency)
    }
}

impl From<Currency> for [u8; 3] {
    fn from(currency: Currency) -> Self {
        currency.0
    }
}

impl Currency {
    /// The currency of three Latin letters in either case; `None` for anything else.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        Self::try_from(bytes.map(|byte| byte.to_ascii_uppercase())).ok()
    }

    /// The three capital letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a currency is three capital letters")
    }

    /// How many digits a shop writes after the decimal point: 0, 2 or 3.
    ///
    /// ISO 4217, except where nobody has used the minor coin for years: the forint's fillér and
    /// the Iranian rial's dinar are not written, so an amount in them has no decimals.
    #[must_use]
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"HUF" | b"IRR" | b"IRT" | b"JPY" | b"KRW" | b"ISK" | b"CLP" | b"VND" | b"PYG"
            | b"XAF" | b"XOF" | b"UGX" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// Minor units in one major unit: 1, 100 or 1000.
    #[must_use]
    pub fn minor_per_major(self) -> i64 {
        10_i64.pow(self.decimals())
    }
}

/// The euro, until the owner says otherwise.
impl Default for Currency {
    fn default() -> Self {
        Self(*b"EUR")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_has_its_own_minor_unit() {
        let check = |code: &str, decimals: u32| {
            let currency = Currency::parse(code).expect("a currency");
            assert_eq!((currency.code(), currency.decimals()), (code, decimals));
        };
        check("HUF", 0);
        check("EUR", 2);
        check("IRT", 0);
        check("KWD", 3);
    }

    #[test]
    fn what_is_no_currency_is_refused() {
        for code in ["", "EU", "EURO", "12A", "€"] {
            assert_eq!(Currency::parse(code), None, "{code}");
        }
        assert_eq!(Currency::parse(" huf "), Currency::parse("HUF"));
    }

    #[test]
    fn a_file_cannot_bring_in_what_is_no_currency() {
        assert_eq!(postcard::from_bytes::<Currency>(b"HUF").ok(), Currency::parse("HUF"));
        for bytes in [b"$$$", b"huf", &[0xff, 0xff, 0xff]] {
            assert!(postcard::from_bytes::<Currency>(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn parts_are_rounded_to_the_nearest_minor_unit() {
        assert_eq!(Money(999).percent(30), Money(300));
        assert_eq!(Money(-999).percent(30), Money(-300));
        assert_eq!(Money(i64::MAX).percent(200), Money(i64::MAX));
        assert_eq!(Money(10).per(4), Some(Money(3)));
        assert_eq!(Money(10).per(0), None);
        assert!((Money(1).share_of(Money(4)) - 0.25).abs() < 1e-15);
        assert!(Money(1).share_of(Money::ZERO).abs() < 1e-15);
    }

    #[test]
    fn sums_stop_at_the_limits() {
        assert_eq!(Money(i64::MAX) + Money(1), Money(i64::MAX));
        assert_eq!(-Money(i64::MIN), Money(i64::MAX));
        assert_eq!(Money::from_f64(f64::NAN), Money::ZERO);
    }
}
