//! What a cell says of a person: names, ways to reach them, labels, what they allowed.

use super::cell::{Cell, MAX_NOTE, MAX_TEXT, says_never, several};
use super::contact::{emails, phones, visible};
use super::row::Draft;
use super::{Key, Options, Problem, Reason};
use crate::files::columns::Meaning;
use crate::people::custom::FieldKind;
use crate::people::customer::{Channel, Consent, Fact, Member, PhoneRefusal, Value};
use crate::people::same;
use crate::units::id::FieldId;

/// Takes over what a cell under a title says of the person of its row.
///
/// What could be read of a cell is taken even where the rest of it is refused.
pub(super) fn take(
    cell: &Cell<'_>,
    options: &Options,
    title: &str,
    draft: &mut Draft,
) -> Result<(), Problem> {
    match cell.meaning {
        Meaning::Name => draft.who.name = cell.name()?,
        Meaning::FirstName | Meaning::LastName => draft.first_last.push(cell.name()?),
        Meaning::Organisation => draft.organisation = cell.name()?,
        Meaning::IsCompany => draft.facts.push(Fact::Company(cell.yes_or_no()?)),
        Meaning::Phone => take_phones(cell, draft)?,
        Meaning::Email => take_emails(cell, draft)?,
        Meaning::Card => {
            take_code(cell, Key::Card, Fact::Card, draft)?;
            draft.card_column = Some(cell.column);
        }
        Meaning::FileId => take_code(cell, Key::FileId, Fact::FileId, draft)?,
        Meaning::Birthday => draft.facts.push(Fact::Birthday(Some(cell.birthday(options)?))),
        Meaning::Tag => take_tags(cell, draft)?,
        Meaning::Likes => draft.members.extend(labels(cell)?.into_iter().map(Member::Likes)),
        Meaning::Source => draft.facts.push(Fact::Source(cell.checked(MAX_TEXT)?)),
        Meaning::KeptBy => draft.facts.push(Fact::KeptBy(cell.checked(MAX_TEXT)?)),
        Meaning::Note => draft.notes.push(cell.checked(MAX_NOTE)?),
        Meaning::Address => take_address(cell, draft)?,
        Meaning::NeverWrite => draft.facts.push(Fact::NeverWrite(cell.never()?)),
        Meaning::BroughtIn => draft.facts.push(Fact::BroughtIn(cell.yes_or_no()?)),
        Meaning::Own(id) => take_own(cell, options, id, draft)?,
        Meaning::AcceptsEmail => take_consent(cell, Channel::Email, options, title, draft)?,
        Meaning::AcceptsSms => take_consent(cell, Channel::Sms, options, title, draft)?,
        _ => {}
    }
    Ok(())
}

/// What stands in a field that the owner added, by its kind. One that is gone says nothing.
fn take_own(
    cell: &Cell<'_>,
    options: &Options,
    id: FieldId,
    draft: &mut Draft,
) -> Result<(), Problem> {
    let Some(field) = options.own_fields.iter().find(|field| field.id == id) else { return Ok(()) };
    let value = match &field.kind {
        FieldKind::Text => Value::Text(cell.checked(MAX_NOTE)?),
        FieldKind::Number => Value::Number(cell.quantity()?),
        FieldKind::Day => Value::Day(cell.own_day(options)?),
        FieldKind::YesNo => Value::YesNo(cell.yes_or_no()?),
        FieldKind::Choice(_) => match field.kind.read(cell.text) {
            Ok(Some(value)) => value,
            Ok(None) | Err(_) => return Err(cell.problem(Reason::NotAChoice)),
        },
    };
    draft.facts.push(Fact::Custom(id, Some(value)));
    Ok(())
}

fn take_code(
    cell: &Cell<'_>,
    key: Key,
    fact: fn(String) -> Fact,
    draft: &mut Draft,
) -> Result<(), Problem> {
    let code = cell.code()?;
    draft.who.keys.extend(same::code(&code).map(|code| (key, code)));
    draft.facts.push(fact(code));
    Ok(())
}

fn labels(cell: &Cell<'_>) -> Result<Vec<String>, Problem> {
    cell.text(MAX_NOTE)?;
    // A star marks the groups an address book makes by itself.
    let own = several(cell.text).filter(|label| !label.starts_with("* "));
    Ok(own.map(without_quotes).map(visible).filter(|label| !label.is_empty()).collect())
}

/// A label without the quotation marks some programs write around each.
fn without_quotes(label: &str) -> &str {
    let inside = label.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|inside| !inside.is_empty() && !inside.contains('"')).unwrap_or(label)
}

fn take_tags(cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let tags = labels(cell)?;
    if tags.iter().any(|tag| says_never(tag)) {
        draft.facts.push(Fact::NeverWrite(true));
    }
    draft.members.extend(tags.into_iter().map(Member::Tag));
    Ok(())
}

/// What they said of one channel, known from this column.
fn take_consent(
    cell: &Cell<'_>,
    channel: Channel,
    options: &Options,
    title: &str,
    draft: &mut Draft,
) -> Result<(), Problem> {
    match cell.consent()? {
        Some(given) => {
            let consent = Consent { given, on: options.today, source: title.to_owned() };
            draft.facts.push(Fact::Consent(channel, consent));
        }
        None => draft.tidied.push(cell.tidied("")),
    }
    Ok(())
}

/// An address may stand in several columns, or several of them in one.
fn take_address(cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let text = cell.checked(MAX_NOTE)?;
    if text.contains(":::") {
        let addresses = several(&text).map(|address| Member::Address(address.to_owned()));
        draft.members.extend(addresses);
    } else {
        draft.address.push(text);
    }
    Ok(())
}

fn take_phones(cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let phones = phones(cell.text(MAX_NOTE)?);
    if phones.is_tidied && phones.refusal.is_none() {
        let read = [phones.numbers.as_slice(), &phones.emails].concat().join(", ");
        draft.tidied.push(cell.tidied(&read));
    }
    for number in phones.numbers {
        draft.who.keys.extend(same::phone(&number, None).map(|key| (Key::Phone, key)));
        draft.members.push(Member::Phone(number));
    }
    phones.emails.into_iter().for_each(|address| take_email(address, draft));
    draft.notes.extend(phones.remarks);
    match phones.refusal {
        None => Ok(()),
        Some(PhoneRefusal::Letters) => Err(cell.problem(Reason::PhoneLetters)),
        Some(PhoneRefusal::TooShort { .. } | PhoneRefusal::TooLong { .. }) => {
            Err(cell.problem(Reason::PhoneLength))
        }
    }
}

fn take_emails(cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let text = cell.text(MAX_NOTE)?;
    let emails = emails(text);
    if emails.addresses.is_empty() && !text.contains('@') {
        // A column of "email or phone".
        let phones = phones(text);
        if phones.refusal.is_none() && phones.remarks.is_empty() && !phones.numbers.is_empty() {
            return take_phones(cell, draft);
        }
    }
    if emails.has_words && !emails.is_refused {
        draft.notes.push(text.to_owned());
    }
    // The name beside an address is taken only where no other stands in the row.
    if (emails.is_tidied || !emails.name.is_empty()) && !emails.is_refused {
        draft.tidied.push(cell.tidied(&emails.addresses.join(", ")));
    }
    if draft.name_beside.is_empty() {
        draft.name_beside = emails.name;
    }
    emails.addresses.into_iter().for_each(|address| take_email(address, draft));
    if emails.is_refused { Err(cell.problem(Reason::NotAnEmail)) } else { Ok(()) }
}

fn take_email(address: String, draft: &mut Draft) {
    draft.who.keys.extend(same::email(&address).map(|key| (Key::Email, key)));
    draft.members.push(Member::Email(address));
}

/// Puts together what several columns say of the person.
pub(super) fn complete(draft: &mut Draft) {
    if draft.who.name.is_empty() {
        draft.who.name = draft.first_last.join(" ");
    }
    let organisation = std::mem::take(&mut draft.organisation);
    if draft.who.name.is_empty() && !organisation.is_empty() {
        // Nobody else is named: the firm is the customer.
        draft.who.name = organisation;
        if !draft.facts.iter().any(|fact| matches!(fact, Fact::Company(_))) {
            draft.facts.push(Fact::Company(true));
        }
    } else if !organisation.is_empty() && organisation != draft.who.name {
        draft.notes.insert(0, organisation);
    }
    if draft.who.name.is_empty() {
        draft.who.name = std::mem::take(&mut draft.name_beside);
    }
    if let Some(key) = same::name(&draft.who.name) {
        draft.who.keys.push((Key::Name, key));
        draft.facts.push(Fact::Name(draft.who.name.clone()));
    }
    if !draft.notes.is_empty() {
        draft.facts.push(Fact::Note(draft.notes.join("\n")));
    }
    if !draft.address.is_empty() {
        draft.members.push(Member::Address(draft.address.join(", ")));
    }
}
