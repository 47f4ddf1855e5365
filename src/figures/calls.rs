//! What calls came to, by script and by caller.

use std::collections::BTreeMap;

use crate::acquisition::script::Phase;
use crate::outreach::{Call, Outcome};
use crate::units::calendar::Day;
use crate::units::id::ScriptId;

/// Calls in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many calls ended in each way, in the order of [`Outcome::ALL`].
    ended: [usize; Outcome::ALL.len()],
    /// How many of those that were answered went past the opening.
    pub n_past_opening: usize,
}

impl Tally {
    /// Counts a call.
    pub fn count(&mut self, call: &Call) {
        self.ended[place(call.outcome)] += 1;
        let goes_on = call.reached > Phase::Opening || call.outcome.is_won();
        self.n_past_opening += usize::from(call.outcome.is_answered() && goes_on);
    }

    /// How many ended so.
    #[must_use]
    pub fn n(&self, outcome: Outcome) -> usize {
        self.ended[place(outcome)]
    }

    /// How many calls there were.
    #[must_use]
    pub fn n_calls(&self) -> usize {
        self.ended.iter().sum()
    }

    /// In how many somebody spoke.
    #[must_use]
    pub fn n_answered(&self) -> usize {
        self.n_calls() - self.n(Outcome::NoAnswer)
    }

    /// In how many somebody bought or wanted to hear more.
    #[must_use]
    pub fn n_won(&self) -> usize {
        Outcome::ALL.into_iter().filter(|outcome| outcome.is_won()).map(|it| self.n(it)).sum()
    }

    /// Of those who spoke, the share that went past the opening, 0 to 1; `None` where nobody spoke.
    #[must_use]
    pub fn past_opening(&self) -> Option<f64> {
        share(self.n_past_opening, self.n_answered())
    }

    /// Of those who spoke, the share that bought or wanted to hear more.
    #[must_use]
    pub fn won(&self) -> Option<f64> {
        share(self.n_won(), self.n_answered())
    }
}

fn place(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Bought => 0,
        Outcome::Interested => 1,
        Outcome::Later => 2,
        Outcome::No => 3,
        Outcome::Rude => 4,
        Outcome::NoAnswer => 5,
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody makes 2^53 calls")]
fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

/// Results of calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// By script; `None` for those without one.
    pub by_script: BTreeMap<Option<ScriptId>, Tally>,
    /// By who called, in the spelling of their latest call.
    pub by_caller: BTreeMap<String, Tally>,
    /// Those of one day.
    pub on_day: Tally,
}

impl Results {
    /// Counts calls, and those of a day by themselves.
    #[must_use]
    pub fn of<'a>(calls: impl Iterator<Item = &'a Call>, day: Day) -> Self {
        let mut results = Self::default();
        for call in calls {
            results.by_script.entry(call.script).or_default().count(call);
            results.by_caller.entry(call.caller.trim().to_owned()).or_default().count(call);
            if call.at.day == day {
                results.on_day.count(call);
            }
        }
        results
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::calendar::Moment;

    fn call(outcome: Outcome, reached: Phase, caller: &str, day: i32) -> Call {
        let at = Moment { day: Day(day), minute: None };
        let (caller, words) = (caller.to_owned(), String::new());
        Call { outcome, at, caller, script: None, reached, words, next: None }
    }

    #[test]
    fn shares_are_of_those_who_spoke() {
        let calls = [
            call(Outcome::NoAnswer, Phase::Opening, "Lili", 1),
            call(Outcome::Rude, Phase::Opening, "Lili", 2),
            call(Outcome::No, Phase::Doubts, "Lili ", 2),
            // Won at once, before the script went on.
            call(Outcome::Bought, Phase::Opening, "Bence", 2),
            call(Outcome::Interested, Phase::Agree, "Bence", 2),
        ];
        let results = Results::of(calls.iter(), Day(2));
        let all = results.by_script[&None];
        assert_eq!((all.n_calls(), all.n_answered(), all.n_won()), (5, 4, 2));
        assert_eq!((all.past_opening(), all.won()), (Some(0.75), Some(0.5)));
        assert_eq!(results.on_day.n_calls(), 4);
        assert_eq!(results.by_caller.len(), 2);
        assert_eq!(results.by_caller["Lili"].n(Outcome::Rude), 1);
        assert_eq!(Tally::default().won(), None);
    }
}
