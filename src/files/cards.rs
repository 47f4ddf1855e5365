//! An address book of vCards, 2.1 to 4.0, as a table: a row for each contact.
//!
//! Phones, mail programs and tills write them differently, and few as the standard says; what can
//! be read of a contact is. One that was cut off is named by its line and left out, and the others
//! go in.
//!
//! The reader is our own: the crates for it know neither the lines of a file nor the character sets
//! of old phones, which [`encoding`](crate::files::encoding) has, and bring the time zones of the
//! world along.

mod lines;
mod person;
mod property;

pub(in crate::files) use person::{
    BROUGHT_IN, CARD, FIELD, FILE_ID, KEPT_BY, LIKES, NEVER_WRITE, SOURCE,
};

use std::collections::{BTreeMap, VecDeque};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::files::columns::Meaning;
use crate::files::encoding::{Encoding, FileRefusal};
use crate::files::several::{BETWEEN, joined};
use crate::files::table::{Damage, Progress, ReadOptions, Table};
use crate::people::photo::{Photo, PhotoId};
use lines::{Line, Lines};
use person::Person;
use property::{PHOTO, Property};

/// Base64 as programs write it, with or without the signs that fill it up.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What an address book holds beside the rows that are made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Pictures of contacts; whose each is, the table says.
    pub photos: Vec<Photo>,
    /// Pictures that cannot be kept: links, a second one of somebody, what is broken.
    pub n_photos_lost: usize,
    /// Groups of contacts, which are none.
    pub groups: usize,
}

/// Reads an address book in steps.
#[derive(Debug)]
pub struct Reader {
    lines: Lines,
    encoding: Encoding,
    /// How letters are written that are not Unicode, where their line does not say it.
    fallback: Encoding,
    /// Outside of a contact; the contact that is read; and how deep within others.
    open: Option<Open>,
    people: Vec<Person>,
    damaged: Vec<(u32, Damage)>,
    beside: Beside,
    /// Whose picture is which, by the line their contact begins on.
    photos: BTreeMap<u32, PhotoId>,
    /// Pictures that were not looked at yet.
    pictures: VecDeque<RawPhoto>,
}

/// A picture as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawPhoto {
    /// The line its contact begins on.
    pub line: u32,
    /// Its bytes, of whatever kind and size.
    pub bytes: Vec<u8>,
}

/// A contact that has begun.
#[derive(Debug, Default)]
struct Open {
    person: Person,
    /// Whether it is of version 3.0 or later.
    escapes: bool,
    /// How many contacts have begun within it.
    depth: usize,
    /// Whether the last line says that another contact follows within.
    has_agent: bool,
    /// Whether the last line was the beginning of a picture or a key.
    is_binary: bool,
    /// Whether it was the beginning of the picture that is kept.
    is_photo: bool,
}

impl Reader {
    /// Begins to read the bytes of an address book.
    #[must_use]
    pub fn new(bytes: &[u8], options: ReadOptions) -> Self {
        let encoding = options.encoding.unwrap_or_else(|| Encoding::guess(bytes));
        let is_wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        let bytes = if is_wide { encoding.decode(bytes).into_bytes() } else { bytes.to_vec() };
        Self {
            lines: Lines::new(bytes),
            encoding,
            fallback: if is_wide { Encoding::Windows1252 } else { encoding },
            open: None,
            people: Vec::new(),
            damaged: Vec::new(),
            beside: Beside::default(),
            photos: BTreeMap::new(),
            pictures: VecDeque::new(),
        }
    }

    /// Reads up to so many lines more.
    pub fn step(&mut self, n_lines: usize) -> Progress {
        for _ in 0..n_lines {
            let keeps_blank = self.open.as_ref().is_some_and(|open| !open.escapes);
            match self.lines.next(keeps_blank) {
                Some(line) => self.take(&line),
                None => {
                    self.give_up_open();
                    return Progress { is_finished: true, ..self.progress() };
                }
            }
        }
        self.progress()
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (done, total) = self.lines.progress();
        Progress { done, total, is_finished: false }
    }

    /// The next picture to be looked at and made small enough, for whoever can; asked once all is
    /// read.
    pub fn next_picture(&mut self) -> Option<RawPhoto> {
        self.pictures.pop_front()
    }

    /// How many pictures are still to be looked at.
    #[must_use]
    pub fn n_pictures(&self) -> usize {
        self.pictures.len()
    }

    /// Takes a picture that was looked at; `None` for one that is broken.
    pub fn take_photo(&mut self, line: u32, photo: Option<Photo>) {
        match photo {
            Some(photo) => {
                self.photos.insert(line, photo.id());
                self.beside.photos.push(photo);
            }
            None => self.beside.n_photos_lost += 1,
        }
    }

    /// The contacts as a table, read to their end. Of the pictures that nobody looked at, those that
    /// begin as pictures do and are small enough are kept.
    ///
    /// # Errors
    /// A file with no contact that could be read.
    pub fn finish(mut self) -> Result<(Table, Beside), FileRefusal> {
        while !self.step(10_000).is_finished {}
        while let Some(RawPhoto { line, bytes }) = self.next_picture() {
            self.take_photo(line, Photo::new(bytes).ok());
        }
        let mut table = table(&self.people);
        table.encoding = self.encoding;
        table.photos = self.photos;
        table.damaged.extend(self.damaged);
        table.damaged.sort_by_key(|(line, _)| *line);
        if table.rows.is_empty() { Err(FileRefusal::NoCards) } else { Ok((table, self.beside)) }
    }

    fn take(&mut self, line: &Line) {
        let bytes = line.bytes.trim_ascii();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if is_mark(bytes, "BEGIN") {
            self.begin(line.number);
        } else if is_mark(bytes, "END") {
            self.end(line.number);
        } else if let Some(open) = self.open.as_mut().filter(|open| open.depth == 0) {
            if !open.take(bytes, self.fallback) {
                self.damaged.push((line.number, Damage::OddLine));
            }
        } else if self.open.is_none() {
            self.damaged.push((line.number, Damage::OddLine));
        }
    }

    fn begin(&mut self, number: u32) {
        match &mut self.open {
            Some(open) if open.has_agent || open.depth > 0 => {
                open.depth += 1;
                open.has_agent = false;
            }
            Some(_) | None => {
                self.give_up_open();
                // The old form says so in its second line, and the others may say it anywhere.
                let person = Person::new(number);
                self.open = Some(Open { person, escapes: true, ..Open::default() });
            }
        }
    }

    fn end(&mut self, number: u32) {
        match self.open.take() {
            Some(mut open) if open.depth > 0 => {
                open.depth -= 1;
                self.open = Some(open);
            }
            Some(open) => self.close(open.person),
            None => self.damaged.push((number, Damage::OddLine)),
        }
    }

    fn close(&mut self, mut person: Person) {
        person.complete();
        if person.is_group {
            self.beside.groups += 1;
            return;
        }
        self.beside.n_photos_lost += person.n_photos_left;
        let written = std::mem::take(&mut person.photo);
        if !written.is_empty() {
            self.photo(person.line, &written);
        }
        self.people.push(person);
    }

    /// Takes the picture of a contact as it is written.
    fn photo(&mut self, line: u32, written: &str) {
        match LENIENT.decode(written) {
            Ok(bytes) => self.pictures.push_back(RawPhoto { line, bytes }),
            Err(_) => self.beside.n_photos_lost += 1,
        }
    }

    fn give_up_open(&mut self) {
        if let Some(open) = self.open.take() {
            self.damaged.push((open.person.line, Damage::CardNeverEnds));
        }
    }
}

impl Open {
    /// Takes a line; `false` when it is none of a contact.
    fn take(&mut self, line: &[u8], encoding: Encoding) -> bool {
        let Some(property) = Property::read(line, encoding, self.escapes) else {
            // Old phones do not indent what a picture is made of.
            let is_more = self.is_binary && line.iter().all(is_of_base64);
            if is_more && self.is_photo {
                self.person.photo.extend(line.iter().map(|byte| char::from(*byte)));
            }
            return is_more;
        };
        let had_photo = !self.person.photo.is_empty();
        match property.name.as_str() {
            "VERSION" => self.escapes = !property.text().starts_with("2."),
            "AGENT" => self.has_agent = property.text().is_empty(),
            _ => self.person.take(&property),
        }
        self.is_binary = matches!(property.name.as_str(), PHOTO | "LOGO" | "SOUND" | "KEY");
        self.is_photo = property.name == PHOTO && !had_photo && !self.person.photo.is_empty();
        true
    }
}

fn is_of_base64(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Whether a line is `BEGIN:VCARD` or `END:VCARD`, with blanks anywhere between.
fn is_mark(line: &[u8], word: &str) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let Some((name, value)) = line.split_once(':') else { return false };
    name.trim().eq_ignore_ascii_case(word) && value.trim().eq_ignore_ascii_case("vcard")
}

/// The most columns of one kind; a contact with more has the rest in the last of them.
const MOST_COLUMNS: usize = 20;

/// The most fields of an owner's own; a shop has no more.
const MOST_FIELDS: usize = 40;

/// What stands in a column for one contact.
type OfPerson = fn(&Person) -> String;

/// The columns of which there is one, under the words of the form itself.
const SINGLE: [(&str, Meaning, OfPerson); 14] = [
    ("FN", Meaning::Name, |person| person.name.clone()),
    ("KIND", Meaning::IsCompany, |person| yes(person.is_company)),
    ("ORG", Meaning::Organisation, |person| person.organisation.clone()),
    ("BDAY", Meaning::Birthday, |person| person.birthday.clone()),
    ("ADR", Meaning::Address, |person| addresses(person)),
    ("CATEGORIES", Meaning::Tag, |person| joined(person.tags.iter().map(String::as_str))),
    ("NOTE", Meaning::Note, Person::note),
    (CARD, Meaning::Card, |person| person.card.clone()),
    (FILE_ID, Meaning::FileId, |person| person.file_id.clone()),
    (SOURCE, Meaning::Source, |person| person.source.clone()),
    (KEPT_BY, Meaning::KeptBy, |person| person.kept_by.clone()),
    (LIKES, Meaning::Likes, |person| joined(person.likes.iter().map(String::as_str))),
    (NEVER_WRITE, Meaning::NeverWrite, |person| yes(person.never_write)),
    (BROUGHT_IN, Meaning::BroughtIn, |person| yes(person.is_brought_in)),
];

fn yes(is: bool) -> String {
    if is { "1".to_owned() } else { String::new() }
}

/// Several addresses in one cell; a single one with the sign that keeps its commas.
fn addresses(person: &Person) -> String {
    let addresses = person.addresses.iter().map(|address| address.replace(":::", "::"));
    addresses.collect::<Vec<_>>().join(BETWEEN)
}

/// The contacts as a table, with the columns that any of them fills.
fn table(people: &[Person]) -> Table {
    let widest = |n: fn(&Person) -> usize| people.iter().map(n).max().unwrap_or(0);
    let n_phones = widest(|person| person.phones().len()).min(MOST_COLUMNS);
    let n_emails = widest(|person| person.emails().len()).min(MOST_COLUMNS);
    let mut table = Table::default();
    let single: Vec<_> =
        SINGLE.iter().filter(|(.., cell)| people.iter().any(|one| !cell(one).is_empty())).collect();
    let mut column = |title: String, meaning| {
        table.titles.push(title);
        table.meanings.push(meaning);
    };
    let (names, rest) =
        single.split_at(single.iter().filter(|(_, meaning, _)| is_name(*meaning)).count());
    names.iter().for_each(|(title, meaning, _)| column((*title).to_owned(), *meaning));
    (0..n_phones).for_each(|place| column(numbered("TEL", place), Meaning::Phone));
    (0..n_emails).for_each(|place| column(numbered("EMAIL", place), Meaning::Email));
    rest.iter().for_each(|(title, meaning, _)| column((*title).to_owned(), *meaning));
    let own = own_names(people);
    own.iter().for_each(|name| column((*name).to_owned(), Meaning::Ignore));
    table.n_columns = table.titles.len();
    for person in people {
        let phones = spread(person.phones(), n_phones);
        let emails = spread(person.emails(), n_emails);
        let names = names.iter().map(|(.., cell)| cell(person));
        let rest = rest.iter().map(|(.., cell)| cell(person));
        let own = own.iter().map(|name| {
            let known = person.own.iter().find(|(known, _)| known == name);
            known.map(|(_, value)| value.clone()).unwrap_or_default()
        });
        let cells: Vec<String> = names.chain(phones).chain(emails).chain(rest).chain(own).collect();
        let n_rows = table.rows.len();
        table.rows.push_as_is(person.line, cells.iter().map(String::as_str));
        if table.rows.len() == n_rows {
            table.damaged.push((person.line, Damage::EmptyCard));
        }
    }
    table
}

/// The names of the fields that an owner added, as many as a shop can have.
fn own_names(people: &[Person]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in people.iter().flat_map(|person| &person.own) {
        if names.len() < MOST_FIELDS && !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

/// Whether it is one of the columns that stand first, before phones and emails.
fn is_name(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Name | Meaning::IsCompany | Meaning::Organisation)
}

fn numbered(title: &str, place: usize) -> String {
    if place == 0 { title.to_owned() } else { format!("{title} {}", place + 1) }
}

/// One value in each of so many cells; the last has the rest.
fn spread<'a>(values: impl Iterator<Item = &'a str>, n: usize) -> Vec<String> {
    let mut cells = vec![String::new(); n];
    for (place, value) in values.enumerate() {
        if let Some(cell) = cells.get_mut(place.min(n.saturating_sub(1))) {
            if !cell.is_empty() {
                cell.push_str(", ");
            }
            cell.push_str(value);
        }
    }
    cells
}

/// Reads a whole address book at once.
///
/// # Errors
/// A file with no contact that could be read.
pub fn read(bytes: &[u8], options: ReadOptions) -> Result<(Table, Beside), FileRefusal> {
    Reader::new(bytes, options).finish()
}

#[cfg(test)]
mod tests;
