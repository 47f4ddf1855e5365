//! Choices: the values of fields that have a few, with their names in the text of a filter.
//!
//! The names are never translated and never change: filters that were kept hold them.

use crate::figures::abc_xyz::{Abc, Xyz};
use crate::figures::ladder::Step;
use crate::figures::rhythm::Status;
use crate::figures::segment::Segment;
use crate::figures::size::{Band, SizeGroup};
use crate::people::customer::{Channel, Customer};

/// What a customer said of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// They may be written to by it.
    Given,
    /// They may not.
    Refused,
    /// Nobody asked, or nobody wrote it down.
    Nothing,
}

impl Said {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Given, Self::Refused, Self::Nothing];

    /// What a customer said of a channel.
    #[must_use]
    pub fn of(customer: &Customer, channel: Channel) -> Self {
        let consent = customer.consents().find(|(by, _)| *by == channel);
        consent.map_or(
            Self::Nothing,
            |(_, consent)| if consent.given { Self::Given } else { Self::Refused },
        )
    }
}

/// One value of a field that has a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// How late they are by their own rhythm; `None` for whoever never bought.
    Status(Option<Status>),
    /// Their segment.
    Segment(Segment),
    /// Their size group.
    Size(SizeGroup),
    /// Their class by income.
    Abc(Abc),
    /// Their class by steadiness.
    Xyz(Xyz),
    /// Their step of the ladder.
    Step(Step),
    /// A channel.
    Channel(Channel),
    /// What they said of a channel.
    Said(Said),
}

/// The fields that have a few values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choices {
    /// How late somebody is.
    Status,
    /// Segments.
    Segment,
    /// Size groups.
    Size,
    /// Classes by income.
    Abc,
    /// Classes by steadiness.
    Xyz,
    /// Steps of the ladder.
    Step,
    /// Channels.
    Channel,
    /// What was said of a channel.
    Said,
}

impl Choices {
    /// All of these, as a form shows them.
    #[must_use]
    pub fn all(self) -> Vec<Choice> {
        match self {
            Self::Status => {
                let some = Status::ALL.into_iter().map(Some);
                some.chain([None]).map(Choice::Status).collect()
            }
            Self::Segment => Segment::ALL.map(Choice::Segment).into(),
            Self::Size => SizeGroup::ALL.map(Choice::Size).into(),
            Self::Abc => [Abc::A, Abc::B, Abc::C].map(Choice::Abc).into(),
            Self::Xyz => [Xyz::X, Xyz::Y, Xyz::Z].map(Choice::Xyz).into(),
            Self::Step => Step::ALL.map(Choice::Step).into(),
            Self::Channel => Channel::ALL.map(Choice::Channel).into(),
            Self::Said => Said::ALL.map(Choice::Said).into(),
        }
    }

    /// The one with a name; `None` where there is no such.
    #[must_use]
    pub fn of_token(self, token: &str) -> Option<Choice> {
        self.all().into_iter().find(|choice| choice.token() == token)
    }
}

impl Choice {
    /// Of which field it is a value.
    #[must_use]
    pub fn of(self) -> Choices {
        match self {
            Self::Status(_) => Choices::Status,
            Self::Segment(_) => Choices::Segment,
            Self::Size(_) => Choices::Size,
            Self::Abc(_) => Choices::Abc,
            Self::Xyz(_) => Choices::Xyz,
            Self::Step(_) => Choices::Step,
            Self::Channel(_) => Choices::Channel,
            Self::Said(_) => Choices::Said,
        }
    }

    /// Its name in the text of a filter.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Status(status) => status.map_or("never-bought", status_token),
            Self::Segment(segment) => segment_token(segment),
            Self::Size(SizeGroup::OneTime) => "one-time",
            Self::Size(SizeGroup::Repeat(Band::Small)) => "small",
            Self::Size(SizeGroup::Repeat(Band::Middle)) => "middle",
            Self::Size(SizeGroup::Repeat(Band::Large)) => "large",
            Self::Abc(Abc::A) => "a",
            Self::Abc(Abc::B) => "b",
            Self::Abc(Abc::C) => "c",
            Self::Xyz(Xyz::X) => "x",
            Self::Xyz(Xyz::Y) => "y",
            Self::Xyz(Xyz::Z) => "z",
            Self::Step(step) => step_token(step),
            Self::Channel(channel) => channel_token(channel),
            Self::Said(Said::Given) => "given",
            Self::Said(Said::Refused) => "refused",
            Self::Said(Said::Nothing) => "nothing",
        }
    }

    /// Its place among those of its field, below 32.
    #[must_use]
    pub(crate) fn place(self) -> u32 {
        match self {
            Self::Status(None) => 31,
            Self::Status(Some(status)) => status as u32,
            Self::Segment(segment) => segment as u32,
            Self::Size(SizeGroup::OneTime) => 3,
            Self::Size(SizeGroup::Repeat(band)) => band as u32,
            Self::Abc(abc) => abc as u32,
            Self::Xyz(xyz) => xyz as u32,
            Self::Step(step) => step as u32,
            Self::Channel(channel) => channel as u32,
            Self::Said(said) => said as u32,
        }
    }
}

fn status_token(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::OnTime => "on-time",
        Status::Due => "due",
        Status::Dozing => "dozing",
        Status::Asleep => "asleep",
        Status::Lost => "lost",
        Status::OutOfSeason => "out-of-season",
        Status::Unknown => "unknown",
        Status::OneTimer => "one-timer",
    }
}

fn segment_token(segment: Segment) -> &'static str {
    match segment {
        Segment::Champion => "champion",
        Segment::Loyal => "loyal",
        Segment::PotentialLoyalist => "potential-loyalist",
        Segment::New => "new",
        Segment::Promising => "promising",
        Segment::NeedsAttention => "needs-attention",
        Segment::AboutToSleep => "about-to-sleep",
        Segment::AtRisk => "at-risk",
        Segment::CantLose => "cant-lose",
        Segment::Hibernating => "hibernating",
    }
}

fn step_token(step: Step) -> &'static str {
    match step {
        Step::Lead => "lead",
        Step::Buyer => "buyer",
        Step::Client => "client",
        Step::Regular => "regular",
        Step::Adherent => "adherent",
        Step::Advocate => "advocate",
    }
}

/// The name of a channel in the text of a filter.
#[must_use]
pub(crate) fn channel_token(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "sms",
        Channel::Phone => "phone",
        Channel::Email => "email",
        Channel::WhatsApp => "whatsapp",
        Channel::Telegram => "telegram",
        Channel::Viber => "viber",
        Channel::Post => "post",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const ALL: [Choices; 8] = [
        Choices::Status,
        Choices::Segment,
        Choices::Size,
        Choices::Abc,
        Choices::Xyz,
        Choices::Step,
        Choices::Channel,
        Choices::Said,
    ];

    #[test]
    fn each_has_a_name_and_a_place_of_its_own() {
        for choices in ALL {
            let all = choices.all();
            let places: BTreeSet<u32> = all.iter().map(|choice| choice.place()).collect();
            assert_eq!(places.len(), all.len(), "{choices:?}");
            assert!(places.iter().all(|place| *place < 32));
            for choice in all {
                assert_eq!(choices.of_token(choice.token()), Some(choice));
                assert_eq!(choice.of(), choices);
            }
        }
    }
}
