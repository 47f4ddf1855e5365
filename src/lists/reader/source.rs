//! Where a field is read from, found once for a condition or a column.

use crate::lists::field::Field;
use crate::people::customer::{Channel, Customer, Member};
use crate::trade::order::StageId;
use crate::units::id::FieldId;

/// Where a field is read from.
#[derive(Clone, Copy, Debug)]
pub(in crate::lists) enum Source {
    /// A fact that is a text.
    Text(for<'a> fn(&'a Customer) -> &'a str),
    /// Members of one sort.
    Members(for<'a> fn(&'a Member) -> Option<&'a str>),
    /// The texts of purchases.
    Bought(BoughtText),
    /// A fact that is so or not.
    YesNo(fn(&Customer) -> bool),
    /// Whether an open order stands in a stage.
    AtStage(StageId),
    /// One of a few.
    Choice(ChoiceOf),
    /// A number or an amount.
    Amount(AmountOf),
    /// A day.
    Day(DayOf),
    /// The birthday.
    Birthday,
    /// A field of the shop's own.
    Own(FieldId),
}

/// A text of a purchase.
#[derive(Clone, Copy, Debug)]
pub(in crate::lists) enum BoughtText {
    Products,
    Employee,
    Channel,
}

/// What there are a few of.
#[derive(Clone, Copy, Debug)]
pub(in crate::lists) enum ChoiceOf {
    Prefers,
    Consent(Channel),
    Status,
    Segment,
    Size,
    Abc,
    Xyz,
    Step,
}

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub(in crate::lists) enum AmountOf {
    Visits,
    Spent,
    AverageCheck,
    Gap,
    Missed,
    WordWorth,
    ComesAlone,
    OpenOrders,
    Owed,
}

/// What has a day.
#[derive(Clone, Copy, Debug)]
pub(in crate::lists) enum DayOf {
    Entered,
    FirstVisit,
    LastVisit,
    OwedBy,
}

impl Source {
    /// Where a field is read from.
    pub(in crate::lists) fn of(field: Field) -> Self {
        match field {
            Field::Name => Self::Text(Customer::name),
            Field::Card => Self::Text(Customer::card),
            Field::FileId => Self::Text(Customer::file_id),
            Field::Source => Self::Text(Customer::source),
            Field::KeptBy => Self::Text(Customer::kept_by),
            Field::Note => Self::Text(Customer::note),
            Field::BestTime => Self::Text(Customer::best_time),
            Field::Phone => Self::Members(phone),
            Field::Email => Self::Members(email),
            Field::Messenger => Self::Members(messenger),
            Field::Address => Self::Members(address),
            Field::Tag => Self::Members(tag),
            Field::Likes => Self::Members(likes),
            Field::Product => Self::Bought(BoughtText::Products),
            Field::ServedBy => Self::Bought(BoughtText::Employee),
            Field::SoldAt => Self::Bought(BoughtText::Channel),
            Field::Company => Self::YesNo(Customer::is_company),
            Field::Referred => Self::YesNo(|customer| customer.referred_by().is_some()),
            Field::NeverWrite => Self::YesNo(Customer::never_write),
            Field::BroughtIn => Self::YesNo(Customer::is_brought_in),
            Field::Photo => Self::YesNo(|customer| customer.photo().is_some()),
            Field::AtStage(stage) => Self::AtStage(stage),
            Field::OpenOrders => Self::Amount(AmountOf::OpenOrders),
            Field::Owed => Self::Amount(AmountOf::Owed),
            Field::OwedBy => Self::Day(DayOf::OwedBy),
            Field::Prefers => Self::Choice(ChoiceOf::Prefers),
            Field::Consent(channel) => Self::Choice(ChoiceOf::Consent(channel)),
            Field::Status => Self::Choice(ChoiceOf::Status),
            Field::Segment => Self::Choice(ChoiceOf::Segment),
            Field::Size => Self::Choice(ChoiceOf::Size),
            Field::Abc => Self::Choice(ChoiceOf::Abc),
            Field::Xyz => Self::Choice(ChoiceOf::Xyz),
            Field::Step => Self::Choice(ChoiceOf::Step),
            Field::Visits => Self::Amount(AmountOf::Visits),
            Field::Spent => Self::Amount(AmountOf::Spent),
            Field::AverageCheck => Self::Amount(AmountOf::AverageCheck),
            Field::Gap => Self::Amount(AmountOf::Gap),
            Field::Missed => Self::Amount(AmountOf::Missed),
            Field::WordWorth => Self::Amount(AmountOf::WordWorth),
            Field::ComesAlone => Self::Amount(AmountOf::ComesAlone),
            Field::Entered => Self::Day(DayOf::Entered),
            Field::FirstVisit => Self::Day(DayOf::FirstVisit),
            Field::LastVisit => Self::Day(DayOf::LastVisit),
            Field::Birthday => Self::Birthday,
            Field::Custom(id) => Self::Own(id),
        }
    }
}

fn phone(member: &Member) -> Option<&str> {
    if let Member::Phone(number) = member { Some(number) } else { None }
}

fn email(member: &Member) -> Option<&str> {
    if let Member::Email(address) = member { Some(address) } else { None }
}

fn messenger(member: &Member) -> Option<&str> {
    if let Member::Messenger(_, name) = member { Some(name) } else { None }
}

fn address(member: &Member) -> Option<&str> {
    if let Member::Address(address) = member { Some(address) } else { None }
}

fn tag(member: &Member) -> Option<&str> {
    if let Member::Tag(tag) = member { Some(tag) } else { None }
}

fn likes(member: &Member) -> Option<&str> {
    if let Member::Likes(taste) = member { Some(taste) } else { None }
}
