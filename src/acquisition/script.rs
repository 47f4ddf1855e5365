//! What is said on a cold call: steps with the sentence to say, the question to ask, and where each
//! answer leads.

use serde::{Deserialize, Serialize};

use crate::people::list::{NameRefusal, check_name};
use crate::units::id::{ScriptId, Stamp};

/// The most steps of a script, and the most answers of a step: more fit on no screen, and into no
/// call.
pub const MOST_STEPS: usize = 24;
/// The most answers to one question.
pub const MOST_ANSWERS: usize = 6;

/// How far a call came.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Phase {
    /// The first half minute: who calls, and why.
    #[default]
    Opening,
    /// What they need.
    Interest,
    /// What they have against it.
    Doubts,
    /// What was agreed.
    Agree,
}

impl Phase {
    /// All of them, in the order of a call.
    pub const ALL: [Self; 4] = [Self::Opening, Self::Interest, Self::Doubts, Self::Agree];
}

/// What may be answered, and where that leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What they say, in short.
    pub text: String,
    /// The place of the step that follows; `None` where the call ends.
    pub to: Option<u16>,
}

/// A step of a script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How far a call is here.
    pub phase: Phase,
    /// What is said; `{name}`, `{caller}` and `{shop}` stand for those.
    pub say: String,
    /// What may be answered.
    pub answers: Vec<Answer>,
}

/// A script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// What it is called.
    pub name: String,
    /// Its steps; a call begins at the first.
    pub steps: Vec<Step>,
}

/// Why a script cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScriptRefusal {
    /// Its name.
    #[error(transparent)]
    Name(#[from] NameRefusal),
    /// It has no step.
    #[error("no step")]
    NoStep,
    /// It has too many.
    #[error("more than {MOST_STEPS} steps")]
    TooManySteps,
    /// A step says nothing.
    #[error("step {step} says nothing")]
    Silent {
        /// Which, from 0.
        step: usize,
    },
    /// An answer of a step has no words.
    #[error("an answer of step {step} has no words")]
    BlankAnswer {
        /// Which step, from 0.
        step: usize,
    },
    /// A step has too many answers.
    #[error("step {step} has more than {MOST_ANSWERS} answers")]
    TooManyAnswers {
        /// Which, from 0.
        step: usize,
    },
    /// No answer leads to a step, so nobody would ever see it.
    #[error("nothing leads to step {step}")]
    Unreached {
        /// Which, from 0.
        step: usize,
    },
}

impl Script {
    /// Checks a script that is to be kept beside others, by their names.
    ///
    /// # Errors
    /// What has to be changed first.
    pub fn check<'a>(
        &self,
        others: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), ScriptRefusal> {
        check_name(&self.name, others)?;
        if self.steps.is_empty() {
            return Err(ScriptRefusal::NoStep);
        }
        if self.steps.len() > MOST_STEPS {
            return Err(ScriptRefusal::TooManySteps);
        }
        for (step, it) in self.steps.iter().enumerate() {
            if it.say.trim().is_empty() {
                return Err(ScriptRefusal::Silent { step });
            }
            if it.answers.len() > MOST_ANSWERS {
                return Err(ScriptRefusal::TooManyAnswers { step });
            }
            if it.answers.iter().any(|answer| answer.text.trim().is_empty()) {
                return Err(ScriptRefusal::BlankAnswer { step });
            }
        }
        let reached = self.reached();
        match reached.iter().position(|reached| !reached) {
            Some(step) => Err(ScriptRefusal::Unreached { step }),
            None => Ok(()),
        }
    }

    /// Of each step whether answers lead to it from the first.
    fn reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.steps.len()];
        let mut to_see = vec![0];
        while let Some(place) = to_see.pop() {
            let Some(is_reached) = reached.get_mut(place) else { continue };
            if !std::mem::replace(is_reached, true) {
                let answers = self.steps[place].answers.iter();
                to_see.extend(answers.filter_map(|answer| answer.to).map(usize::from));
            }
        }
        reached
    }

    /// The step that an answer leads to; `None` where the call ends, or where an older copy of the
    /// script named a step that is no more.
    #[must_use]
    pub fn follow(&self, step: usize, answer: usize) -> Option<usize> {
        let to = usize::from(self.steps.get(step)?.answers.get(answer)?.to?);
        (to < self.steps.len()).then_some(to)
    }

    /// Takes a step out; answers that led to it end the call, the others lead where they did.
    pub fn remove_step(&mut self, place: usize) {
        if place >= self.steps.len() {
            return;
        }
        self.steps.remove(place);
        for answer in self.steps.iter_mut().flat_map(|step| &mut step.answers) {
            answer.to = match answer.to.map(usize::from) {
                Some(to) if to == place => None,
                Some(to) if to > place => answer.to.map(|to| to - 1),
                Some(_) | None => answer.to,
            };
        }
    }
}

/// What is said, with the names in it.
#[must_use]
pub fn said(text: &str, name: &str, caller: &str, shop: &str) -> String {
    // One pass: a name that reads like a mark stays a name.
    let marks = [("{name}", name), ("{caller}", caller), ("{shop}", shop)];
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        said.push_str(&rest[..at]);
        rest = &rest[at..];
        match marks.iter().find(|(mark, _)| rest.starts_with(mark)) {
            Some((mark, means)) => {
                said.push_str(means);
                rest = &rest[mark.len()..];
            }
            None => {
                said.push('{');
                rest = &rest[1..];
            }
        }
    }
    said.push_str(rest);
    said
}

/// One decision about a script.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Keeps a script; its stamp is the script's id.
    Add(Script),
    /// Says a script anew, the whole of it.
    Set {
        /// Which.
        id: ScriptId,
        /// What it is from now on.
        script: Script,
    },
    /// Keeps a script no longer; what came of its calls stays.
    Remove {
        /// Which.
        id: ScriptId,
    },
}

impl Change {
    /// The script it is about; `None` for one that it adds.
    #[must_use]
    pub fn script(&self) -> Option<ScriptId> {
        match self {
            Self::Add(_) => None,
            Self::Set { id, .. } | Self::Remove { id } => Some(*id),
        }
    }

    /// What the script is called, where that is said.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Add(script) | Self::Set { script, .. } => Some(&script.name),
            Self::Remove { .. } => None,
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Add(script) | Self::Set { script, .. } => {
                let mut texts = vec![script.name.as_str()];
                for step in &script.steps {
                    texts.push(&step.say);
                    texts.extend(step.answers.iter().map(|answer| answer.text.as_str()));
                }
                texts
            }
            Self::Remove { .. } => vec![],
        }
    }
}

/// The scripts that the owner keeps, first added first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scripts(Vec<(ScriptId, Script)>);

impl Scripts {
    /// Takes a change over that was made with this stamp.
    pub fn apply(&mut self, stamp: Stamp, change: &Change) {
        match change {
            Change::Add(script) => self.0.push((ScriptId(stamp), script.clone())),
            Change::Set { id, script } => {
                if let Some((_, known)) = self.0.iter_mut().find(|(known, _)| known == id) {
                    known.clone_from(script);
                }
            }
            Change::Remove { id } => self.0.retain(|(known, _)| known != id),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (ScriptId, &Script)> {
        self.0.iter().map(|(id, script)| (*id, script))
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: ScriptId) -> Option<&Script> {
        self.iter().find(|(known, _)| *known == id).map(|(_, script)| script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(say: &str, to: &[Option<u16>]) -> Step {
        let answers = to.iter().map(|to| Answer { text: "yes".into(), to: *to }).collect();
        Step { phase: Phase::Opening, say: say.into(), answers }
    }

    fn script(steps: Vec<Step>) -> Script {
        Script { name: "Offices".into(), steps }
    }

    #[test]
    fn a_script_is_kept_when_every_step_is_said_and_met() {
        let check = |script: Script, expected| assert_eq!(script.check(["Old"]), expected);
        check(script(vec![step("Hello", &[Some(1), None]), step("Good", &[])]), Ok(()));
        // A way back is a way.
        check(script(vec![step("Hello", &[Some(1)]), step("Once more", &[Some(0)])]), Ok(()));
        check(script(vec![]), Err(ScriptRefusal::NoStep));
        check(script(vec![step(" ", &[])]), Err(ScriptRefusal::Silent { step: 0 }));
        let alone = script(vec![step("Hello", &[Some(0)]), step("Never", &[])]);
        check(alone, Err(ScriptRefusal::Unreached { step: 1 }));
        let beyond = script(vec![step("Hello", &[Some(9)])]);
        check(beyond, Ok(()));
        let mut blank = script(vec![step("Hello", &[None])]);
        blank.steps[0].answers[0].text.clear();
        check(blank, Err(ScriptRefusal::BlankAnswer { step: 0 }));
        let many = script(vec![step("Hello", &[None; 7])]);
        check(many, Err(ScriptRefusal::TooManyAnswers { step: 0 }));
        let named = Script { name: "old".into(), ..script(vec![step("Hello", &[])]) };
        check(named, Err(ScriptRefusal::Name(NameRefusal::Taken)));
    }

    #[test]
    fn an_answer_leads_on_or_ends_the_call() {
        let script = script(vec![step("Hello", &[Some(1), None, Some(9)]), step("Good", &[])]);
        let check = |step, answer, expected| assert_eq!(script.follow(step, answer), expected);
        check(0, 0, Some(1));
        check(0, 1, None);
        check(0, 2, None);
        check(0, 3, None);
        check(5, 0, None);
    }

    #[test]
    fn answers_lead_where_they_did_when_a_step_goes() {
        let mut script = script(vec![
            step("a", &[Some(1), Some(2)]),
            step("b", &[Some(2)]),
            step("c", &[Some(0)]),
        ]);
        script.remove_step(1);
        let to: Vec<_> =
            script.steps.iter().flat_map(|step| &step.answers).map(|answer| answer.to).collect();
        assert_eq!(to, [None, Some(1), Some(0)]);
        script.remove_step(7);
        assert_eq!(script.steps.len(), 2);
    }

    #[test]
    fn names_stand_in_what_is_said() {
        let check =
            |text, expected: &str| assert_eq!(said(text, "{shop}", "Lili", "Otthon"), expected);
        check("{name}, I am {caller} of {shop}.", "{shop}, I am Lili of Otthon.");
        check("{ {nam} {name", "{ {nam} {name");
    }
}
