//! Fields: everything a condition can ask of a customer, and a column can show.
//!
//! The names in the text of a filter are never translated and never change.

use crate::book::Book;
use crate::lists::choice::{Choices, channel_token};
use crate::lists::kind::Kind;
use crate::lists::own;
use crate::people::customer::Channel;
use crate::trade::order::StageId;
use crate::units::id::FieldId;
use crate::units::id::Stamp;

/// What can be asked of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The whole name.
    Name,
    /// Whether they are a company.
    Company,
    /// The birthday.
    Birthday,
    /// The number of the customer card.
    Card,
    /// The number a till or web shop knows them by.
    FileId,
    /// How they found the shop.
    Source,
    /// Whether somebody recommended the shop to them.
    Referred,
    /// Which employee looks after them.
    KeptBy,
    /// The note.
    Note,
    /// On which day they were entered.
    Entered,
    /// The owner's labels.
    Tag,
    /// Tastes and interests.
    Likes,
    /// Whether they asked never to be written to.
    NeverWrite,
    /// Whether they came on a list that was bought or handed over.
    BroughtIn,
    /// The channel they prefer.
    Prefers,
    /// When it suits them.
    BestTime,
    /// What they said of a channel.
    Consent(Channel),
    /// Phone numbers.
    Phone,
    /// Email addresses.
    Email,
    /// Names and numbers on messengers.
    Messenger,
    /// Addresses for letters.
    Address,
    /// How late they are by their own rhythm.
    Status,
    /// Their segment.
    Segment,
    /// Their size group.
    Size,
    /// Their class by income.
    Abc,
    /// Their class by steadiness of months.
    Xyz,
    /// Their step of the ladder.
    Step,
    /// The day of the first visit.
    FirstVisit,
    /// The day of the last visit.
    LastVisit,
    /// The usual gap between visits, in days.
    Gap,
    /// How many visits they missed.
    Missed,
    /// What a word to them is worth.
    WordWorth,
    /// The chance that they come within four weeks by themselves, of a hundred.
    ComesAlone,
    /// How many visits, within a span.
    Visits,
    /// What they spent, refunds taken off, within a span.
    Spent,
    /// What a visit brought on average, within a span.
    AverageCheck,
    /// What they bought, within a span.
    Product,
    /// Who served them, within a span.
    ServedBy,
    /// Where they bought, within a span.
    SoldAt,
    /// Whether there is a picture on the card.
    Photo,
    /// How many orders something is still to be done about.
    OpenOrders,
    /// What of them is still to be paid.
    Owed,
    /// The first day on which something unpaid is due.
    OwedBy,
    /// Whether an open order stands in a stage.
    AtStage(StageId),
    /// A field of the shop's own.
    Custom(FieldId),
}

/// Where a form groups a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Who they are.
    Person,
    /// How they may be reached.
    Contact,
    /// How they stand.
    Figures,
    /// What they bought.
    Purchases,
    /// What they ordered.
    Orders,
    /// The shop's own fields.
    Own,
}

/// What stands before the id of a field of the shop's own.
const OWN: &str = "own:";

/// What stands before the number of a stage of orders.
const STAGE: &str = "at-stage:";

impl Field {
    /// Every field that every shop has, as a form shows them.
    pub const ALL: [Self; 49] = [
        Self::Name,
        Self::Company,
        Self::Birthday,
        Self::Card,
        Self::FileId,
        Self::Source,
        Self::Referred,
        Self::KeptBy,
        Self::Note,
        Self::Entered,
        Self::Tag,
        Self::Likes,
        Self::NeverWrite,
        Self::BroughtIn,
        Self::Prefers,
        Self::BestTime,
        Self::Consent(Channel::Sms),
        Self::Consent(Channel::Phone),
        Self::Consent(Channel::Email),
        Self::Consent(Channel::WhatsApp),
        Self::Consent(Channel::Telegram),
        Self::Consent(Channel::Viber),
        Self::Consent(Channel::Post),
        Self::Phone,
        Self::Email,
        Self::Messenger,
        Self::Address,
        Self::Status,
        Self::Segment,
        Self::Size,
        Self::Abc,
        Self::Xyz,
        Self::Step,
        Self::FirstVisit,
        Self::LastVisit,
        Self::Gap,
        Self::Missed,
        Self::WordWorth,
        Self::ComesAlone,
        Self::Visits,
        Self::Spent,
        Self::AverageCheck,
        Self::Product,
        Self::ServedBy,
        Self::SoldAt,
        Self::Photo,
        Self::OpenOrders,
        Self::Owed,
        Self::OwedBy,
    ];

    /// Every field of a shop, its stages of orders and its own fields with them, as a form shows
    /// them.
    #[must_use]
    pub fn all_of(book: &Book) -> Vec<Self> {
        let own = own::fields(book).into_iter().map(Self::Custom);
        let stages = book.shop().stages.used().iter().map(|stage| Self::AtStage(stage.id));
        Self::ALL.into_iter().chain(stages).chain(own).collect()
    }

    /// What sort of thing it holds; [`Kind::Own`] for one of the shop's own.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Name
            | Self::Card
            | Self::FileId
            | Self::Source
            | Self::KeptBy
            | Self::Note
            | Self::Tag
            | Self::Likes
            | Self::BestTime
            | Self::Phone
            | Self::Email
            | Self::Messenger
            | Self::Address
            | Self::Product
            | Self::ServedBy
            | Self::SoldAt => Kind::Text,
            Self::Company
            | Self::Referred
            | Self::NeverWrite
            | Self::BroughtIn
            | Self::Photo
            | Self::AtStage(_) => Kind::YesNo,
            Self::Birthday => Kind::Birthday,
            Self::Entered | Self::FirstVisit | Self::LastVisit | Self::OwedBy => Kind::Day,
            Self::Prefers => Kind::Choice(Choices::Channel),
            Self::Consent(_) => Kind::Choice(Choices::Said),
            Self::Status => Kind::Choice(Choices::Status),
            Self::Segment => Kind::Choice(Choices::Segment),
            Self::Size => Kind::Choice(Choices::Size),
            Self::Abc => Kind::Choice(Choices::Abc),
            Self::Xyz => Kind::Choice(Choices::Xyz),
            Self::Step => Kind::Choice(Choices::Step),
            Self::Gap | Self::Missed | Self::ComesAlone | Self::Visits | Self::OpenOrders => {
                Kind::Number
            }
            Self::WordWorth | Self::Spent | Self::AverageCheck | Self::Owed => Kind::Money,
            Self::Custom(_) => Kind::Own,
        }
    }

    /// As [`kind`](Self::kind), with what the book says of the shop's own fields and of its stages;
    /// `None` for one of these that is gone.
    #[must_use]
    pub fn kind_in(self, book: &Book) -> Option<Kind> {
        match self {
            Self::Custom(field) => own::kind(book, field),
            Self::AtStage(stage) => {
                let is_there = book.shop().stages.get(stage).is_some();
                is_there.then_some(Kind::YesNo)
            }
            other => Some(other.kind()),
        }
    }

    /// Whether it can be asked for a span of time.
    #[must_use]
    pub fn takes_span(self) -> bool {
        self.area() == Area::Purchases
    }

    /// Where a form groups it.
    #[must_use]
    pub fn area(self) -> Area {
        match self {
            Self::Name
            | Self::Company
            | Self::Birthday
            | Self::Card
            | Self::FileId
            | Self::Source
            | Self::Referred
            | Self::BroughtIn
            | Self::KeptBy
            | Self::Note
            | Self::Entered
            | Self::Tag
            | Self::Likes
            | Self::Photo => Area::Person,
            Self::NeverWrite
            | Self::Prefers
            | Self::BestTime
            | Self::Consent(_)
            | Self::Phone
            | Self::Email
            | Self::Messenger
            | Self::Address => Area::Contact,
            Self::Status
            | Self::Segment
            | Self::Size
            | Self::Abc
            | Self::Xyz
            | Self::Step
            | Self::FirstVisit
            | Self::LastVisit
            | Self::Gap
            | Self::Missed
            | Self::WordWorth
            | Self::ComesAlone => Area::Figures,
            Self::Visits
            | Self::Spent
            | Self::AverageCheck
            | Self::Product
            | Self::ServedBy
            | Self::SoldAt => Area::Purchases,
            Self::OpenOrders | Self::Owed | Self::OwedBy | Self::AtStage(_) => Area::Orders,
            Self::Custom(_) => Area::Own,
        }
    }

    /// Its name in the text of a filter.
    #[must_use]
    pub fn token(self) -> String {
        let plain = match self {
            Self::Name => "name",
            Self::Company => "company",
            Self::Birthday => "birthday",
            Self::Card => "card",
            Self::FileId => "file-number",
            Self::Source => "source",
            Self::Referred => "referred",
            Self::KeptBy => "kept-by",
            Self::Note => "note",
            Self::Entered => "entered",
            Self::Tag => "tag",
            Self::Likes => "likes",
            Self::NeverWrite => "never-write",
            Self::BroughtIn => "brought-in",
            Self::Prefers => "prefers",
            Self::BestTime => "best-time",
            Self::Consent(channel) => return format!("consent-{}", channel_token(channel)),
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Messenger => "messenger",
            Self::Address => "address",
            Self::Status => "status",
            Self::Segment => "segment",
            Self::Size => "size",
            Self::Abc => "abc",
            Self::Xyz => "xyz",
            Self::Step => "step",
            Self::FirstVisit => "first-visit",
            Self::LastVisit => "last-visit",
            Self::Gap => "gap",
            Self::Missed => "missed",
            Self::WordWorth => "word-worth",
            Self::ComesAlone => "comes-alone",
            Self::Visits => "visits",
            Self::Spent => "spent",
            Self::AverageCheck => "average-check",
            Self::Product => "product",
            Self::ServedBy => "served-by",
            Self::SoldAt => "sold-at",
            Self::Photo => "photo",
            Self::OpenOrders => "open-orders",
            Self::Owed => "owed",
            Self::OwedBy => "owed-by",
            Self::AtStage(StageId(number)) => return format!("{STAGE}{number}"),
            Self::Custom(FieldId(stamp)) => return format!("{OWN}{stamp}"),
        };
        plain.to_owned()
    }

    /// The field with a name; `None` where there is no such.
    #[must_use]
    pub fn of_token(token: &str) -> Option<Self> {
        if let Some(id) = token.strip_prefix(OWN) {
            // In the one form it is written in, so that nothing is changed by writing it again.
            let is_written_so = |stamp: &Stamp| stamp.to_string() == id;
            return Stamp::parse(id)
                .filter(is_written_so)
                .map(|stamp| Self::Custom(FieldId(stamp)));
        }
        if let Some(number) = token.strip_prefix(STAGE) {
            let stage = number.parse().ok().map(|number| Self::AtStage(StageId(number)));
            return stage.filter(|stage| stage.token() == token);
        }
        Self::ALL.into_iter().find(|field| field.token() == token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::id::Replica;

    #[test]
    fn a_field_is_known_by_its_name() {
        let own = Field::Custom(FieldId(Stamp::new(7, 1, Replica::new(3, 0))));
        let stage = Field::AtStage(StageId::SHIPPED);
        for field in Field::ALL.into_iter().chain([own, stage]) {
            assert_eq!(Field::of_token(&field.token()), Some(field));
        }
        for token in ["", "Name", "points", "own:12", "consent-fax", "at-stage:", "at-stage:01"] {
            assert_eq!(Field::of_token(token), None, "{token}");
        }
    }
}
