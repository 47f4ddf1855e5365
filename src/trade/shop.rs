//! The shop itself: what the owner set once, each setting a register of its own.

use serde::{Deserialize, Serialize};

use crate::trade::order::Stages;
use crate::units::money::Currency;

/// One thing the owner can set; the unit of a conflict between devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// What the shop is called.
    Name(String),
    /// The currency every amount is in.
    Currency(Currency),
    /// Profit in a hundred parts of the price, 0 to 100.
    MarginPercent(u8),
    /// Of a hundred sleepers that are written to, how many come back, 0 to 100.
    ReturnPercent(u8),
    /// When a customer dozes, sleeps and is lost.
    Limits(RhythmLimits),
    /// The name of the time zone the shop lives by, such as `Europe/Budapest`; empty for the
    /// browser's own.
    Zone(String),
    /// The two letters of the country whose phone numbers are written without a country code, such
    /// as `HU`; empty to tell it by the numbers.
    Country(String),
    /// The stages that an order goes through.
    Stages(Stages),
}

impl Setting {
    /// The number of its register; settings of one number replace each other.
    #[must_use]
    pub fn register(&self) -> u8 {
        match self {
            Self::Name(_) => 0,
            Self::Currency(_) => 1,
            Self::MarginPercent(_) => 2,
            Self::ReturnPercent(_) => 3,
            Self::Limits(_) => 4,
            Self::Zone(_) => 5,
            Self::Country(_) => 6,
            Self::Stages(_) => 7,
        }
    }
}

/// After how many of their own gaps without a visit a customer dozes, sleeps and is lost.
///
/// One gap makes them due. Tenths, so that "two and a half" can be said: 20, 30, 60 by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RhythmLimits {
    dozing_tenths: u16,
    asleep_tenths: u16,
    lost_tenths: u16,
}

/// Why limits were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitsRefusal {
    /// They must rise: due at one gap, then dozing, asleep, lost.
    #[error("the limits do not rise")]
    NotRising,
    /// None may pass a hundred gaps.
    #[error("a limit is over a hundred gaps")]
    TooLarge,
}

impl RhythmLimits {
    /// Limits in tenths of a gap.
    ///
    /// # Errors
    /// Limits that do not rise from above 10 tenths, or that pass 1000.
    pub fn new(dozing: u16, asleep: u16, lost: u16) -> Result<Self, LimitsRefusal> {
        if !(10 < dozing && dozing < asleep && asleep < lost) {
            return Err(LimitsRefusal::NotRising);
        }
        if lost > 1000 {
            return Err(LimitsRefusal::TooLarge);
        }
        Ok(Self { dozing_tenths: dozing, asleep_tenths: asleep, lost_tenths: lost })
    }

    /// Tenths of a gap after which a customer dozes.
    #[must_use]
    pub fn dozing_tenths(self) -> u16 {
        self.dozing_tenths
    }

    /// Tenths of a gap after which a customer is asleep.
    #[must_use]
    pub fn asleep_tenths(self) -> u16 {
        self.asleep_tenths
    }

    /// Tenths of a gap after which a customer is lost.
    #[must_use]
    pub fn lost_tenths(self) -> u16 {
        self.lost_tenths
    }
}

/// Two, three and six gaps.
impl Default for RhythmLimits {
    fn default() -> Self {
        Self { dozing_tenths: 20, asleep_tenths: 30, lost_tenths: 60 }
    }
}

/// All settings as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// What the shop is called; empty until the owner says.
    pub name: String,
    /// The currency every amount is in.
    pub currency: Currency,
    /// Whether the owner, or a list that came in, ever said which currency that is.
    pub is_currency_known: bool,
    /// Profit in a hundred parts of the price, 0 to 100.
    pub margin_percent: u8,
    /// Whether the owner ever set the margin; until then it is the usual one of the trade.
    pub margin_is_set: bool,
    /// Of a hundred sleepers that are written to, how many come back, 0 to 100.
    pub return_percent: u8,
    /// When a customer dozes, sleeps and is lost.
    pub limits: RhythmLimits,
    /// The name of its time zone; empty for the browser's own.
    pub zone: String,
    /// The two letters of the country whose phone numbers are written without a country code;
    /// empty until the owner says.
    pub country: String,
    /// The stages that an order goes through.
    pub stages: Stages,
}

/// Margin and return share of the trade's usual thirty in a hundred, until the shop knows its own.
impl Default for Shop {
    fn default() -> Self {
        Self {
            name: String::new(),
            currency: Currency::default(),
            is_currency_known: false,
            margin_percent: 30,
            margin_is_set: false,
            return_percent: 30,
            limits: RhythmLimits::default(),
            zone: String::new(),
            country: String::new(),
            stages: Stages::default(),
        }
    }
}

impl Shop {
    /// Every setting as it stands, in the order of registers.
    #[must_use]
    pub fn settings(&self) -> Vec<Setting> {
        // By name, so that a setting that is added cannot be forgotten here.
        let Self {
            name,
            currency,
            is_currency_known: _,
            margin_percent,
            margin_is_set: _,
            return_percent,
            limits,
            zone,
            country,
            stages,
        } = self;
        vec![
            Setting::Name(name.clone()),
            Setting::Currency(*currency),
            Setting::MarginPercent(*margin_percent),
            Setting::ReturnPercent(*return_percent),
            Setting::Limits(*limits),
            Setting::Zone(zone.clone()),
            Setting::Country(country.clone()),
            Setting::Stages(stages.clone()),
        ]
    }

    /// Takes a setting over.
    pub fn set(&mut self, setting: &Setting) {
        match setting {
            Setting::Name(name) => self.name.clone_from(name),
            Setting::Currency(currency) => {
                self.currency = *currency;
                self.is_currency_known = true;
            }
            Setting::MarginPercent(percent) => {
                self.margin_percent = (*percent).min(100);
                self.margin_is_set = true;
            }
            Setting::ReturnPercent(percent) => self.return_percent = (*percent).min(100),
            Setting::Limits(limits) => self.limits = *limits,
            Setting::Zone(name) => self.zone.clone_from(name),
            Setting::Country(code) => self.country.clone_from(code),
            Setting::Stages(stages) => self.stages.clone_from(stages),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_is_assumed_until_somebody_sets_one() {
        let mut shop = Shop::default();
        shop.set(&Setting::ReturnPercent(20));
        assert!(!shop.margin_is_set);
        shop.set(&Setting::MarginPercent(30));
        assert!(shop.margin_is_set);
    }

    #[test]
    fn limits_must_rise() {
        assert!(RhythmLimits::new(20, 30, 60).is_ok());
        assert_eq!(RhythmLimits::new(10, 30, 60), Err(LimitsRefusal::NotRising));
        assert_eq!(RhythmLimits::new(30, 30, 60), Err(LimitsRefusal::NotRising));
        assert_eq!(RhythmLimits::new(20, 30, 1001), Err(LimitsRefusal::TooLarge));
    }
}
