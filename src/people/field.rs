//! What of a customer a change is about, as the story of a customer and the history name it.

use crate::people::customer::{Fact, Member};
use crate::units::id::FieldId;

/// What of a customer was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name.
    Name,
    /// Whether they are a company.
    Company,
    /// The birthday.
    Birthday,
    /// The card number.
    Card,
    /// The number of a till.
    FileId,
    /// Where they came from.
    Source,
    /// Who told them of the shop.
    ReferredBy,
    /// Who keeps them.
    KeptBy,
    /// The note.
    Note,
    /// Whether they may be written to at all.
    NeverWrite,
    /// How they like to be reached.
    Reach,
    /// What they allowed.
    Consent,
    /// Phones.
    Phone,
    /// Emails.
    Email,
    /// Messengers.
    Messenger,
    /// Addresses.
    Address,
    /// The owner's labels.
    Tag,
    /// Tastes.
    Likes,
    /// The company they are reached at, and what they do there.
    Work,
    /// When a company is open.
    OpeningHours,
    /// A field that the owner added.
    Custom(FieldId),
    /// Other names they go by.
    AlsoNamed,
    /// Whether they came on a bought list.
    BroughtIn,
    /// The picture on the card.
    Photo,
}

impl Field {
    /// The field of a fact.
    #[must_use]
    pub fn of_fact(fact: &Fact) -> Self {
        match fact {
            Fact::Name(_) => Self::Name,
            Fact::Company(_) => Self::Company,
            Fact::Birthday(_) => Self::Birthday,
            Fact::Card(_) => Self::Card,
            Fact::FileId(_) => Self::FileId,
            Fact::Source(_) => Self::Source,
            Fact::ReferredBy(_) => Self::ReferredBy,
            Fact::KeptBy(_) => Self::KeptBy,
            Fact::Note(_) => Self::Note,
            Fact::NeverWrite(_) => Self::NeverWrite,
            Fact::Prefers(_) | Fact::BestTime(_) => Self::Reach,
            Fact::Consent(..) => Self::Consent,
            Fact::WorksAt(_) | Fact::Role(_) => Self::Work,
            Fact::OpeningHours(_) => Self::OpeningHours,
            Fact::Custom(field, _) => Self::Custom(*field),
            Fact::BroughtIn(_) => Self::BroughtIn,
            Fact::Photo(_) => Self::Photo,
        }
    }

    /// The field of a member.
    #[must_use]
    pub fn of_member(member: &Member) -> Self {
        match member {
            Member::Phone(_) => Self::Phone,
            Member::Email(_) => Self::Email,
            Member::Messenger(..) => Self::Messenger,
            Member::Address(_) => Self::Address,
            Member::Tag(_) => Self::Tag,
            Member::Likes(_) => Self::Likes,
            Member::AlsoNamed(_) => Self::AlsoNamed,
            Member::AlsoCard(_) => Self::Card,
            Member::AlsoFileId(_) => Self::FileId,
        }
    }
}
