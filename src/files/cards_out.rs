//! Customers as an address book of vCards, for a phone or a mail program.
//!
//! Version 3.0: every phone and every program reads it, and not all read 4.0, which some refuse as
//! a whole. What the form has no word for stands under words of our own, so that the file brings a
//! base back as it was; whoever does not know them passes them over.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::files::cards::{BROUGHT_IN, CARD, FIELD, FILE_ID, KEPT_BY, LIKES, NEVER_WRITE, SOURCE};
use crate::files::columns::OwnField;
use crate::files::csv_out::own_cell;
use crate::files::table::Separator;
use crate::people::customer::{Customer, Member};
use crate::people::photo::{Format, Photo};
use crate::units::calendar::Birthday;
use crate::units::id::CustomerId;

/// The longest line in bytes, its end not counted.
const LINE: usize = 75;

/// Writes one customer as one card, with their picture where there is one.
pub fn write(
    text: &mut String,
    id: CustomerId,
    customer: &Customer,
    photo: Option<&Photo>,
    own: &[OwnField],
) {
    let mut card = Card { text };
    card.line("BEGIN", "VCARD");
    card.line("VERSION", "3.0");
    card.line("UID", &uid(id));
    // The form asks for a name of everybody.
    card.line("FN", &escaped(customer.label()));
    let name = escaped(customer.name());
    if customer.is_company() {
        card.line("N", ";;;;");
        card.said("ORG", customer.name());
        card.line("X-ABSHOWAS", "COMPANY");
    } else {
        // Nobody knows which part of a whole name is which.
        card.line("N", &format!(";{name};;;"));
    }
    customer.members().iter().for_each(|member| card.member(member));
    if let Some(birthday) = customer.birthday() {
        card.birthday(birthday);
    }
    let tags: Vec<String> = customer.tags().map(escaped).collect();
    if !tags.is_empty() {
        card.line("CATEGORIES", &tags.join(","));
    }
    card.said("NOTE", customer.note());
    card.said(CARD, customer.card());
    card.said(FILE_ID, customer.file_id());
    card.said(SOURCE, customer.source());
    card.said(KEPT_BY, customer.kept_by());
    if customer.never_write() {
        card.line(NEVER_WRITE, "1");
    }
    if customer.is_brought_in() {
        card.line(BROUGHT_IN, "1");
    }
    for field in own {
        let value = own_cell(customer, field, Separator::Comma);
        if !value.is_empty() {
            card.line(FIELD, &format!("{};{}", escaped(&field.name), escaped(&value)));
        }
    }
    if let Some(photo) = photo {
        card.photo(photo);
    }
    card.line("END", "VCARD");
}

/// What a record is known by in other programs: the same at every export, and nobody's.
pub(in crate::files) fn uid(id: CustomerId) -> String {
    let digest = Sha256::digest(id.0.to_string());
    let half = digest.iter().take(16).map(|byte| format!("{byte:02x}"));
    format!("regulars-{}", half.collect::<String>())
}

/// A card while it is written.
struct Card<'a> {
    text: &'a mut String,
}

impl Card<'_> {
    fn line(&mut self, name: &str, value: &str) {
        fold(self.text, &format!("{name}:{value}"));
    }

    /// A line with a text, if there is any.
    fn said(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.line(name, &escaped(text));
        }
    }

    fn member(&mut self, member: &Member) {
        match member {
            // Most numbers of customers ring in a pocket, and a phone offers to write to those.
            Member::Phone(number) => self.said("TEL;TYPE=CELL", number),
            Member::Email(address) => self.said("EMAIL;TYPE=INTERNET", address),
            Member::Address(address) => self.line("ADR", &format!(";;{};;;;", escaped(address))),
            Member::Likes(taste) => self.said(LIKES, taste),
            Member::AlsoNamed(name) => self.said("NICKNAME", name),
            // Tags stand on one line; a messenger and a second card have no line that is understood
            // everywhere.
            Member::Tag(_)
            | Member::Messenger(..)
            | Member::AlsoCard(_)
            | Member::AlsoFileId(_) => {}
        }
    }

    fn photo(&mut self, photo: &Photo) {
        let kind = match photo.format() {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
            Format::WebP => "WEBP",
        };
        self.line(&format!("PHOTO;ENCODING=b;TYPE={kind}"), &STANDARD.encode(photo.bytes()));
    }

    /// Version 3.0 has no birthday without a year; phones take this year for none.
    fn birthday(&mut self, birthday: Birthday) {
        let (month, day) = (birthday.month(), birthday.day());
        match birthday.year() {
            Some(year) => self.line("BDAY", &format!("{year:04}-{month:02}-{day:02}")),
            None => self.line("BDAY;X-APPLE-OMIT-YEAR=1604", &format!("1604-{month:02}-{day:02}")),
        }
    }
}

/// A text in which no letter parts anything.
pub(in crate::files) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ',' | ';' => escaped.extend(['\\', letter]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' => escaped.push_str("\\n"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Writes a line, folded where it is too long: never within a letter, and never beside a blank,
/// which a program may take off.
pub(in crate::files) fn fold(text: &mut String, line: &str) {
    let mut length = 0;
    let mut is_after_blank = true;
    for letter in line.chars() {
        let is_blank = letter.is_whitespace();
        if length + letter.len_utf8() > LINE && !is_blank && !is_after_blank {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(letter);
        length += letter.len_utf8();
        is_after_blank = is_blank;
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::Fact;
    use crate::units::id::{Replica, Stamp};

    #[test]
    fn a_customer_is_a_card_that_phones_read() {
        let mut anna = Customer::default();
        anna.set(Fact::Name("Kovács, Anna".into()));
        anna.set(Fact::Birthday(Birthday::new(None, 2, 29)));
        anna.set(Fact::Note("one\r\ntwo".into()));
        anna.set_member(&Member::Phone("+36 30 555 0142".into()), true);
        anna.set_member(&Member::Tag("vip".into()), true);
        let mut text = String::new();
        write(&mut text, CustomerId(Stamp::new(1, 0, Replica::new(1, 0))), &anna, None, &[]);
        let uid = text.lines().nth(2).unwrap();
        assert!(uid.starts_with("UID:regulars-") && uid.len() == 45, "{uid}");
        assert_eq!(
            text.replace(uid, "UID"),
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID\r\nFN:Kovács\\, Anna\r\nN:;Kovács\\, Anna;;;\r\n\
             TEL;TYPE=CELL:+36 30 555 0142\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\n\
             CATEGORIES:vip\r\nNOTE:one\\ntwo\r\nEND:VCARD\r\n"
        );
    }

    #[test]
    fn a_long_line_is_folded_between_letters() {
        let mut text = String::new();
        fold(&mut text, &format!("NOTE:{}", "ő".repeat(100)));
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines.len(), 4);
        assert!(lines.iter().all(|line| line.len() <= LINE));
        assert!(lines[1].starts_with(" ő"));
        assert_eq!(text.replace("\r\n ", ""), format!("NOTE:{}\r\n", "ő".repeat(100)));
    }
}
