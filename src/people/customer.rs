//! A customer: a person or company the shop knows, and how they may be reached.
//!
//! A customer is made of small facts, each of which two devices may change without touching the
//! others: single facts ([`Fact`], the newest wins) and members of sets ([`Member`], such as one
//! phone of several, each there or not).

use serde::{Deserialize, Serialize};

use crate::people::photo::PhotoId;
use crate::units::calendar::{Birthday, Day};
use crate::units::digits;
use crate::units::id::{CustomerId, FieldId};

/// By what a message reaches a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Channel {
    /// A text message.
    Sms,
    /// A call.
    Phone,
    /// An email.
    Email,
    /// WhatsApp.
    WhatsApp,
    /// Telegram.
    Telegram,
    /// Viber.
    Viber,
    /// A letter on paper.
    Post,
}

impl Channel {
    /// Every channel, in the order a list shows them.
    pub const ALL: [Self; 7] = [
        Self::Sms,
        Self::Phone,
        Self::Email,
        Self::WhatsApp,
        Self::Telegram,
        Self::Viber,
        Self::Post,
    ];
}

/// Whether a customer allowed a channel, when, and how the shop knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Allowed, or taken back.
    pub given: bool,
    /// On which day.
    pub on: Day,
    /// Where it is written: "asked at the counter", a form, a file.
    pub source: String,
}

/// What stands in a field that the owner added to the card.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number in thousandths: 1.5 is 1500.
    Number(i64),
    /// A day.
    Day(Day),
    /// Yes or no.
    YesNo(bool),
    /// One of the field's choices, by its text: a choice that is renamed later stays what it was.
    Choice(String),
}

/// A fact a customer has one of. An empty text or `None` says that it is not known.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// The whole name, in the order its owner writes it.
    Name(String),
    /// A company rather than a person.
    Company(bool),
    /// The birthday.
    Birthday(Option<Birthday>),
    /// The number of the customer card.
    Card(String),
    /// The number a till or web shop knows them by.
    FileId(String),
    /// Which event, campaign, advert or friend they came through.
    Source(String),
    /// Who told them of the shop.
    ReferredBy(Option<CustomerId>),
    /// Which employee keeps them.
    KeptBy(String),
    /// What is good to know.
    Note(String),
    /// They asked never to be written to: no sending list may hold them.
    NeverWrite(bool),
    /// The channel they prefer.
    Prefers(Option<Channel>),
    /// When it suits them: "after 17:00".
    BestTime(String),
    /// What they said of one channel.
    Consent(Channel, Consent),
    /// The company they are reached at.
    WorksAt(Option<CustomerId>),
    /// What they do there.
    Role(String),
    /// When a company is open.
    OpeningHours(String),
    /// What stands in a field that the owner added.
    Custom(FieldId, Option<Value>),
    /// They came on a list that was bought or handed over: nobody asked them, so they are written
    /// to only after they said yes.
    BroughtIn(bool),
    /// The picture on the card.
    Photo(Option<PhotoId>),
}

/// Where a fact stands; facts of one register replace each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Register {
    /// A fact every customer has a place for, by its number.
    Plain(u8),
    /// A field that the owner added.
    Custom(FieldId),
}

impl Fact {
    /// Its register; facts of one register replace each other.
    #[must_use]
    pub fn register(&self) -> Register {
        Register::Plain(match self {
            Self::Name(_) => 0,
            Self::Company(_) => 1,
            Self::Birthday(_) => 2,
            Self::Card(_) => 3,
            Self::FileId(_) => 4,
            Self::Source(_) => 5,
            Self::ReferredBy(_) => 6,
            Self::KeptBy(_) => 7,
            Self::Note(_) => 8,
            Self::NeverWrite(_) => 9,
            Self::Prefers(_) => 10,
            Self::BestTime(_) => 11,
            Self::WorksAt(_) => 12,
            Self::Role(_) => 13,
            Self::OpeningHours(_) => 14,
            Self::BroughtIn(_) => 15,
            Self::Photo(_) => 16,
            // Each channel is a register of its own: 64 and up.
            Self::Consent(channel, _) => 64 + *channel as u8,
            Self::Custom(field, _) => return Register::Custom(*field),
        })
    }

    /// Its text, where it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Name(text)
            | Self::Card(text)
            | Self::FileId(text)
            | Self::Source(text)
            | Self::KeptBy(text)
            | Self::Note(text)
            | Self::BestTime(text)
            | Self::Role(text)
            | Self::OpeningHours(text)
            | Self::Custom(_, Some(Value::Text(text) | Value::Choice(text))) => Some(text),
            Self::Company(_)
            | Self::Birthday(_)
            | Self::ReferredBy(_)
            | Self::NeverWrite(_)
            | Self::Prefers(_)
            | Self::WorksAt(_)
            | Self::Consent(..)
            | Self::BroughtIn(_)
            | Self::Photo(_)
            | Self::Custom(..) => None,
        }
    }
}

impl Fact {
    /// Whether it says that nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Birthday(birthday) => birthday.is_none(),
            Self::ReferredBy(customer) | Self::WorksAt(customer) => customer.is_none(),
            Self::Prefers(channel) => channel.is_none(),
            Self::Photo(photo) => photo.is_none(),
            Self::Custom(_, value) => value.is_none(),
            Self::Company(_) | Self::NeverWrite(_) | Self::BroughtIn(_) | Self::Consent(..) => {
                false
            }
            Self::Name(text)
            | Self::Card(text)
            | Self::FileId(text)
            | Self::Source(text)
            | Self::KeptBy(text)
            | Self::Note(text)
            | Self::BestTime(text)
            | Self::Role(text)
            | Self::OpeningHours(text) => text.is_empty(),
        }
    }

    /// Whether it takes a permission away.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::NeverWrite(never) => *never,
            Self::Consent(_, consent) => !consent.given,
            Self::Name(_)
            | Self::Company(_)
            | Self::Birthday(_)
            | Self::Card(_)
            | Self::FileId(_)
            | Self::Source(_)
            | Self::ReferredBy(_)
            | Self::KeptBy(_)
            | Self::Note(_)
            | Self::Prefers(_)
            | Self::BestTime(_)
            | Self::WorksAt(_)
            | Self::Role(_)
            | Self::OpeningHours(_)
            | Self::BroughtIn(_)
            | Self::Photo(_)
            | Self::Custom(..) => false,
        }
    }
}

/// Something a customer may have several of.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Member {
    /// A phone number as it was written.
    Phone(String),
    /// An email address.
    Email(String),
    /// A name or number on a messenger.
    Messenger(Channel, String),
    /// An address for letters and parcels.
    Address(String),
    /// The owner's own label.
    Tag(String),
    /// A taste or interest.
    Likes(String),
    /// Another name they go by.
    AlsoNamed(String),
    /// Another card of theirs.
    AlsoCard(String),
    /// Another number a till or web shop knows them by.
    AlsoFileId(String),
}

impl Member {
    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Phone(text)
            | Self::Email(text)
            | Self::Messenger(_, text)
            | Self::Address(text)
            | Self::Tag(text)
            | Self::Likes(text)
            | Self::AlsoNamed(text)
            | Self::AlsoCard(text)
            | Self::AlsoFileId(text) => text,
        }
    }
}

/// A customer as the book shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customer {
    /// Single facts in the order of their registers; a fact never recorded is missing.
    facts: Vec<Fact>,
    /// Members in the order they were first recorded.
    members: Vec<Member>,
}

impl Customer {
    /// Takes a fact over, in place of what stood in its register.
    pub fn set(&mut self, fact: Fact) {
        match self.facts.binary_search_by_key(&fact.register(), Fact::register) {
            Ok(place) => self.facts[place] = fact,
            Err(place) => self.facts.insert(place, fact),
        }
    }

    /// Adds a member, or takes it out.
    pub fn set_member(&mut self, member: &Member, present: bool) {
        match (self.members.iter().position(|known| known == member), present) {
            (None, true) => self.members.push(member.clone()),
            (Some(place), false) => {
                self.members.remove(place);
            }
            (None, false) | (Some(_), true) => {}
        }
    }

    /// Every recorded fact, in the order of registers.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Every member, in the order of recording.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The fact in a register.
    #[must_use]
    pub fn fact(&self, register: Register) -> Option<&Fact> {
        let place = self.facts.binary_search_by_key(&register, Fact::register).ok()?;
        self.facts.get(place)
    }

    fn plain(&self, number: u8) -> Option<&Fact> {
        self.fact(Register::Plain(number))
    }

    fn text(&self, number: u8) -> &str {
        self.plain(number).and_then(Fact::text).unwrap_or("")
    }

    /// The whole name; empty when it is not known.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text(0)
    }

    /// Whether it is a company.
    #[must_use]
    pub fn is_company(&self) -> bool {
        matches!(self.plain(1), Some(Fact::Company(true)))
    }

    /// The birthday, where it is known.
    #[must_use]
    pub fn birthday(&self) -> Option<Birthday> {
        match self.plain(2) {
            Some(Fact::Birthday(birthday)) => *birthday,
            _ => None,
        }
    }

    /// The card number; empty when there is none.
    #[must_use]
    pub fn card(&self) -> &str {
        self.text(3)
    }

    /// The number a till or web shop knows them by; empty when there is none.
    #[must_use]
    pub fn file_id(&self) -> &str {
        self.text(4)
    }

    /// Where they came from; empty when it is not known.
    #[must_use]
    pub fn source(&self) -> &str {
        self.text(5)
    }

    /// Who told them of the shop.
    #[must_use]
    pub fn referred_by(&self) -> Option<CustomerId> {
        match self.plain(6) {
            Some(Fact::ReferredBy(customer)) => *customer,
            _ => None,
        }
    }

    /// Which employee keeps them; empty when nobody does.
    #[must_use]
    pub fn kept_by(&self) -> &str {
        self.text(7)
    }

    /// What is good to know.
    #[must_use]
    pub fn note(&self) -> &str {
        self.text(8)
    }

    /// Whether they asked never to be written to.
    #[must_use]
    pub fn never_write(&self) -> bool {
        matches!(self.plain(9), Some(Fact::NeverWrite(true)))
    }

    /// Whether they came on a list that was bought or handed over.
    #[must_use]
    pub fn is_brought_in(&self) -> bool {
        matches!(self.plain(15), Some(Fact::BroughtIn(true)))
    }

    /// The picture on the card.
    #[must_use]
    pub fn photo(&self) -> Option<PhotoId> {
        match self.plain(16) {
            Some(Fact::Photo(photo)) => *photo,
            _ => None,
        }
    }

    /// The channel they prefer.
    #[must_use]
    pub fn prefers(&self) -> Option<Channel> {
        match self.plain(10) {
            Some(Fact::Prefers(channel)) => *channel,
            _ => None,
        }
    }

    /// When it suits them.
    #[must_use]
    pub fn best_time(&self) -> &str {
        self.text(11)
    }

    /// The company they are reached at.
    #[must_use]
    pub fn works_at(&self) -> Option<CustomerId> {
        match self.plain(12) {
            Some(Fact::WorksAt(company)) => *company,
            _ => None,
        }
    }

    /// What they do there; empty when it is not known.
    #[must_use]
    pub fn role(&self) -> &str {
        self.text(13)
    }

    /// When a company is open; empty when it is not known.
    #[must_use]
    pub fn opening_hours(&self) -> &str {
        self.text(14)
    }

    /// What stands in a field that the owner added; `None` where nothing does.
    #[must_use]
    pub fn custom(&self, field: FieldId) -> Option<&Value> {
        match self.fact(Register::Custom(field)) {
            Some(Fact::Custom(_, value)) => value.as_ref(),
            _ => None,
        }
    }

    /// What they said of each channel they were asked about.
    pub fn consents(&self) -> impl Iterator<Item = (Channel, &Consent)> {
        self.facts.iter().filter_map(|fact| match fact {
            Fact::Consent(channel, consent) => Some((*channel, consent)),
            _ => None,
        })
    }

    /// Their phone numbers as written, first recorded first.
    pub fn phones(&self) -> impl Iterator<Item = &str> {
        self.members.iter().filter_map(|member| match member {
            Member::Phone(number) => Some(number.as_str()),
            _ => None,
        })
    }

    /// Their email addresses, first recorded first.
    pub fn emails(&self) -> impl Iterator<Item = &str> {
        self.members.iter().filter_map(|member| match member {
            Member::Email(address) => Some(address.as_str()),
            _ => None,
        })
    }

    /// The owner's labels on them.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.members.iter().filter_map(|member| match member {
            Member::Tag(tag) => Some(tag.as_str()),
            _ => None,
        })
    }

    /// Their tastes and interests.
    pub fn likes(&self) -> impl Iterator<Item = &str> {
        self.members.iter().filter_map(|member| match member {
            Member::Likes(taste) => Some(taste.as_str()),
            _ => None,
        })
    }

    /// Everything of one kind they go by beside the first, such as a second card.
    pub fn also<'a>(
        &'a self,
        of: impl Fn(&'a Member) -> Option<&'a str> + 'a,
    ) -> impl Iterator<Item = &'a str> {
        self.members.iter().filter_map(of)
    }

    /// Other names they go by.
    pub fn other_names(&self) -> impl Iterator<Item = &str> {
        self.also(|member| match member {
            Member::AlsoNamed(name) => Some(name),
            _ => None,
        })
    }

    /// Other cards of theirs.
    pub fn other_cards(&self) -> impl Iterator<Item = &str> {
        self.also(|member| match member {
            Member::AlsoCard(card) => Some(card),
            _ => None,
        })
    }

    /// Other numbers that tills and web shops know them by.
    pub fn other_file_ids(&self) -> impl Iterator<Item = &str> {
        self.also(|member| match member {
            Member::AlsoFileId(number) => Some(number),
            _ => None,
        })
    }

    /// What to call them in a list: the name, else card, phone, email or the file's number.
    #[must_use]
    pub fn label(&self) -> &str {
        [self.name(), self.card()]
            .into_iter()
            .chain(self.phones())
            .chain(self.emails())
            .chain([self.file_id()])
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }
}

/// Why a phone number was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneRefusal {
    /// It holds letters, or other signs that no number has.
    #[error("letters in it")]
    Letters,
    /// It is too short to call.
    #[error("fewer than {least} digits")]
    TooShort {
        /// How many digits a number has at least.
        least: usize,
    },
    /// It is longer than any number in the world.
    #[error("more than {most} digits")]
    TooLong {
        /// How many digits a number has at most.
        most: usize,
    },
}

/// Checks a phone number as written: digits of any script with the usual signs between them.
///
/// # Errors
/// Letters in it, or too few or too many digits.
pub fn check_phone(text: &str) -> Result<(), PhoneRefusal> {
    let is_sign = |c: char| match c {
        '+' | '-' | '–' | '(' | ')' | '/' | '.' | ' ' => true,
        '\u{200e}' | '\u{200f}' | '\u{202a}' | '\u{202c}' => true,
        other => other.is_whitespace(),
    };
    let mut n_digits = 0;
    for letter in text.chars() {
        match digits::value(letter) {
            Some(_) => n_digits += 1,
            None if is_sign(letter) => {}
            None => return Err(PhoneRefusal::Letters),
        }
    }
    match n_digits {
        0..=4 => Err(PhoneRefusal::TooShort { least: 5 }),
        5..=18 => Ok(()),
        _ => Err(PhoneRefusal::TooLong { most: 18 }),
    }
}

/// Why an email address was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailRefusal {
    /// It is not something, one `@`, something, without blanks.
    #[error("not like name@place")]
    NotAnAddress,
}

/// Checks an email address: one `@`, something on both sides, no blanks.
///
/// # Errors
/// Anything else.
pub fn check_email(text: &str) -> Result<(), EmailRefusal> {
    match text.split_once('@') {
        Some((name, place))
            if !name.is_empty()
                && !place.is_empty()
                && !place.contains('@')
                && !text.contains(|c: char| c.is_whitespace() || c.is_control()) =>
        {
            Ok(())
        }
        _ => Err(EmailRefusal::NotAnAddress),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_replaces_the_one_in_its_register() {
        let mut customer = Customer::default();
        customer.set(Fact::Card("0417".into()));
        customer.set(Fact::Name("Anna".into()));
        customer.set(Fact::Name("Kovács Anna".into()));
        assert_eq!((customer.name(), customer.card()), ("Kovács Anna", "0417"));
        assert_eq!(customer.facts().len(), 2);
    }

    #[test]
    fn each_channel_keeps_its_own_consent() {
        let said = |given| Consent { given, on: Day(1), source: String::new() };
        let mut customer = Customer::default();
        customer.set(Fact::Consent(Channel::Sms, said(true)));
        customer.set(Fact::Consent(Channel::Email, said(true)));
        customer.set(Fact::Consent(Channel::Sms, said(false)));
        let given: Vec<_> = customer.consents().map(|(by, consent)| (by, consent.given)).collect();
        assert_eq!(given, [(Channel::Sms, false), (Channel::Email, true)]);
    }

    #[test]
    fn a_member_is_there_once_or_not_at_all() {
        let mut customer = Customer::default();
        let phone = Member::Phone("+36 30 555 0142".into());
        customer.set_member(&phone, true);
        customer.set_member(&phone, true);
        assert_eq!(customer.phones().count(), 1);
        customer.set_member(&phone, false);
        assert_eq!(customer.phones().count(), 0);
    }

    #[test]
    fn someone_without_a_name_is_called_by_what_is_known() {
        let mut customer = Customer::default();
        assert_eq!(customer.label(), "");
        customer.set(Fact::FileId("00001".into()));
        assert_eq!(customer.label(), "00001");
        customer.set_member(&Member::Phone("0630".into()), true);
        assert_eq!(customer.label(), "0630");
    }

    #[test]
    fn what_is_no_number_is_refused_with_the_reason() {
        assert_eq!(check_phone("3.6305E+10"), Err(PhoneRefusal::Letters));
        assert_eq!(check_phone("<script>1234567"), Err(PhoneRefusal::Letters));
        assert_eq!(check_phone("12"), Err(PhoneRefusal::TooShort { least: 5 }));
        assert_eq!(check_phone(&"1".repeat(19)), Err(PhoneRefusal::TooLong { most: 18 }));
    }

    #[test]
    fn an_email_address_has_one_at_sign_and_two_sides() {
        for text in ["anna@example.com", "a+b@x"] {
            assert_eq!(check_email(text), Ok(()), "{text}");
        }
        for text in ["", "anna", "@x", "a@", "a@b@c", "a b@c"] {
            assert_eq!(check_email(text), Err(EmailRefusal::NotAnAddress), "{text}");
        }
    }
}
