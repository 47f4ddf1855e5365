//! What the lines of one contact say, as the cells of a row.

use super::property::{PHOTO, Property};

/// One contact as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    /// The line it begins on.
    pub(super) line: u32,
    pub(super) name: String,
    /// Family name, given names and what stands around them, as the form parts them.
    parts: Vec<String>,
    pub(super) organisation: String,
    pub(super) is_company: bool,
    /// Each with its rank: what is preferred and what rings in a pocket comes first.
    phones: Vec<(u8, String)>,
    emails: Vec<(u8, String)>,
    pub(super) addresses: Vec<String>,
    /// Addresses as they are printed, for a contact that has none in parts.
    labels: Vec<String>,
    pub(super) birthday: String,
    pub(super) tags: Vec<String>,
    pub(super) likes: Vec<String>,
    notes: Vec<String>,
    pub(super) card: String,
    pub(super) file_id: String,
    pub(super) source: String,
    pub(super) kept_by: String,
    pub(super) never_write: bool,
    pub(super) is_brought_in: bool,
    /// Whether it is a group of contacts rather than one.
    pub(super) is_group: bool,
    /// The picture as it is written, in base64; empty where there is none.
    pub(super) photo: String,
    /// What stands in fields that the owner added, by their names.
    pub(super) own: Vec<(String, String)>,
    /// Pictures that are not taken: links, and those after the first.
    pub(super) n_photos_left: usize,
}

/// Groups that phones make by themselves.
const OWN_GROUPS: [&str; 3] = ["my contacts", "mycontacts", "starred in android"];

/// The words of our own files for what the form has no word for.
pub(in crate::files) const CARD: &str = "X-REGULARS-CARD";
/// The number of a till or web shop.
pub(in crate::files) const FILE_ID: &str = "X-REGULARS-ID";
/// Where they came from.
pub(in crate::files) const SOURCE: &str = "X-REGULARS-SOURCE";
/// Which employee keeps them.
pub(in crate::files) const KEPT_BY: &str = "X-REGULARS-KEPT-BY";
/// A taste or interest.
pub(in crate::files) const LIKES: &str = "X-REGULARS-LIKES";
/// They came on a list that was bought or handed over.
pub(in crate::files) const BROUGHT_IN: &str = "X-REGULARS-BROUGHT-IN";
/// A field that the owner added: its name and what stands in it.
pub(in crate::files) const FIELD: &str = "X-REGULARS-FIELD";
/// They asked never to be written to.
pub(in crate::files) const NEVER_WRITE: &str = "X-REGULARS-NEVER-WRITE";

impl Person {
    /// A contact that begins on a line.
    pub(super) fn new(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// Takes over what a line says; of what may stand once, the first counts.
    pub(super) fn take(&mut self, property: &Property) {
        let fill = |place: &mut String| {
            if place.is_empty() {
                *place = property.text();
            }
        };
        match property.name.as_str() {
            "FN" => fill(&mut self.name),
            "N" if self.parts.is_empty() => self.parts = property.parts(),
            "ORG" => self.take_organisation(property),
            "TEL" => self.take_phone(property),
            "EMAIL" => self.take_email(property),
            "ADR" => self.addresses.extend(address(&property.parts())),
            "LABEL" => self.labels.extend(in_one_line(&property.text())),
            "BDAY" if self.birthday.is_empty() => self.birthday = birthday(&property.text()),
            "CATEGORIES" => self.take_tags(property),
            "TITLE" | "NOTE" => self.notes.push(property.text()),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => self.take_kind(property),
            "X-ABSHOWAS" => {
                self.is_company |= property.text().eq_ignore_ascii_case("company");
            }
            PHOTO => self.take_photo(&property.text()),
            CARD => fill(&mut self.card),
            FILE_ID => fill(&mut self.file_id),
            SOURCE => fill(&mut self.source),
            KEPT_BY => fill(&mut self.kept_by),
            LIKES => self.likes.extend(Some(property.text()).filter(|taste| !taste.is_empty())),
            FIELD => self.take_own(&property.parts()),
            BROUGHT_IN => self.is_brought_in = property.text() == "1",
            NEVER_WRITE => self.never_write = property.text() == "1",
            _ => {}
        }
    }

    fn take_own(&mut self, parts: &[String]) {
        if let [name, value] = parts
            && !self.own.iter().any(|(known, _)| known == name)
        {
            self.own.push((name.clone(), value.clone()));
        }
    }

    /// A picture stands in the line itself; a link to one is not followed.
    fn take_photo(&mut self, text: &str) {
        let written = match text.split_once(',') {
            Some((head, written)) if head.ends_with(";base64") => written,
            Some(_) => "",
            None if text.contains(':') => "",
            None => text,
        };
        if self.photo.is_empty() && !written.is_empty() {
            written.clone_into(&mut self.photo);
        } else {
            self.n_photos_left += usize::from(!text.is_empty());
        }
    }

    fn take_organisation(&mut self, property: &Property) {
        if self.organisation.is_empty() {
            let parts = property.parts();
            let parts = parts.iter().map(String::as_str).filter(|part| !part.is_empty());
            self.organisation = parts.collect::<Vec<_>>().join(", ");
        }
    }

    fn take_kind(&mut self, property: &Property) {
        let kind = property.text().to_ascii_lowercase();
        self.is_company |= kind == "org" || kind == "organization";
        self.is_group |= kind == "group";
    }

    fn take_phone(&mut self, property: &Property) {
        let number = number(&property.text());
        if number.is_empty() {
            return;
        }
        // Nobody is called or written to by these, and a whole firm may share one.
        if let Some(machine) = ["FAX", "PAGER"].into_iter().find(|kind| property.has_type(kind)) {
            self.notes.push(format!("{machine} {number}"));
            return;
        }
        let is_mobile = ["CELL", "IPHONE", "MOBILE"].iter().any(|kind| property.has_type(kind));
        self.phones.push((rank(property, is_mobile), number));
    }

    fn take_email(&mut self, property: &Property) {
        let text = property.text();
        let address = without_scheme(&text, "mailto:");
        if !address.is_empty() {
            self.emails.push((rank(property, false), address.to_owned()));
        }
    }

    fn take_tags(&mut self, property: &Property) {
        let is_own = |tag: &String| OWN_GROUPS.contains(&tag.to_lowercase().as_str());
        self.tags.extend(property.list().into_iter().filter(|tag| !is_own(tag)));
    }

    /// Brings together what several lines say.
    pub(super) fn complete(&mut self) {
        let parts = |places: &[usize]| {
            let parts = places.iter().filter_map(|place| self.parts.get(*place));
            parts.map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        // Prefix, given names, family name, suffix: the order of the form's own country.
        let composed = parts(&[3, 1, 2, 0, 4]);
        let has_person = !parts(&[0, 1]).is_empty();
        // A phone writes the number for the name it does not know, and so do we.
        let reaches = self.phones.iter().chain(&self.emails).map(|(_, text)| text.as_str());
        let mut keys = reaches.chain([self.card.as_str(), self.file_id.as_str()]);
        let is_key = keys.any(|key| key == self.name);
        drop(keys);
        if is_key {
            self.name.clear();
        }
        if self.name.is_empty() {
            self.name = composed;
        }
        let firm = self.organisation.split(", ").next().unwrap_or_default();
        self.is_company |= !has_person
            && !self.organisation.is_empty()
            && (self.name.is_empty() || self.name == firm || self.name == self.organisation);
        if self.is_company && self.name.is_empty() {
            self.name = std::mem::take(&mut self.organisation);
        }
        if self.addresses.is_empty() {
            self.addresses = std::mem::take(&mut self.labels);
        }
        self.phones.sort_by_key(|(rank, _)| *rank);
        self.emails.sort_by_key(|(rank, _)| *rank);
    }

    /// The phone numbers, the surest first.
    pub(super) fn phones(&self) -> impl ExactSizeIterator<Item = &str> {
        self.phones.iter().map(|(_, number)| number.as_str())
    }

    /// The email addresses, the preferred first.
    pub(super) fn emails(&self) -> impl ExactSizeIterator<Item = &str> {
        self.emails.iter().map(|(_, address)| address.as_str())
    }

    /// What is good to know, a line each.
    pub(super) fn note(&self) -> String {
        let notes = self.notes.iter().map(String::as_str).filter(|note| !note.is_empty());
        notes.collect::<Vec<_>>().join("\n")
    }
}

fn rank(property: &Property, is_mobile: bool) -> u8 {
    match (property.has_type("PREF"), is_mobile) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

fn without_scheme<'a>(text: &'a str, scheme: &str) -> &'a str {
    let head = text.get(..scheme.len());
    let rest = head.filter(|head| head.eq_ignore_ascii_case(scheme)).map(|_| &text[scheme.len()..]);
    rest.unwrap_or(text).trim()
}

/// A number of `tel:+36-1-555;ext=12`, or as it stands.
fn number(text: &str) -> String {
    let bare = without_scheme(text, "tel:");
    if bare.len() == text.trim().len() {
        return bare.to_owned();
    }
    let (number, rest) = bare.split_once(';').unwrap_or((bare, ""));
    let extension = rest.split(';').find_map(|param| param.strip_prefix("ext="));
    extension.map_or_else(|| number.to_owned(), |extension| format!("{number} ext {extension}"))
}

/// An address in one line, from its parts.
fn address(parts: &[String]) -> Option<String> {
    let mut filled = parts.iter().filter(|part| !part.is_empty());
    if let (Some(one), None) = (filled.next(), filled.next()) {
        // Somebody wrote all of it into one field, perhaps in lines.
        return Some(one.clone());
    }
    let parts = parts.iter().flat_map(|part| in_one_line(part)).collect::<Vec<_>>();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn in_one_line(text: &str) -> Option<String> {
    let lines = text.split(['\n', '\r']).map(|line| line.trim().trim_end_matches(','));
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// The year that phones write for a birthday whose year they do not know.
const NO_YEAR: &str = "1604";

/// A birthday as lists have it: `1980-03-22`, or `--03-22` without its year.
fn birthday(text: &str) -> String {
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    let is_plain = date.chars().all(|letter| letter.is_ascii_digit() || letter == '-');
    let day = match digits.len() {
        8 => digits.split_at(4),
        4 if date.starts_with("--") => ("", digits.as_str()),
        _ => return text.to_owned(),
    };
    let (month, day_of_month) = day.1.split_at(2);
    match day.0 {
        _ if !is_plain => text.to_owned(),
        "" | NO_YEAR => format!("--{month}-{day_of_month}"),
        year => format!("{year}-{month}-{day_of_month}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::encoding::Encoding;

    fn person(lines: &str) -> Person {
        let mut person = Person::default();
        for line in lines.lines() {
            person.take(&Property::read(line.as_bytes(), Encoding::Utf8, true).unwrap());
        }
        person.complete();
        person
    }

    #[test]
    fn a_birthday_is_read_in_every_form() {
        let check = |text: &str, expected: &str| assert_eq!(birthday(text), expected);
        check("1980-03-22", "1980-03-22");
        check("19220310", "1922-03-10");
        check("1980-03-22T00:00:00Z", "1980-03-22");
        check("--0417", "--04-17");
        check("--04-17", "--04-17");
        check("1604-04-17", "--04-17");
        check("16040417", "--04-17");
        check("circa 1800", "circa 1800");
        check("1980", "1980");
        check("", "");
    }

    #[test]
    fn the_name_is_the_one_its_owner_wrote() {
        let check = |lines: &str, expected: &str| assert_eq!(person(lines).name, expected);
        check("FN:Kovács Anna\nN:Kovács;Anna;;;", "Kovács Anna");
        check("N:Doe;John;Q.;Dr.;Jr.", "Dr. John Q. Doe Jr.");
        check("FN:+36 30 555 0142\nTEL:+36 30 555 0142", "");
        check("FN:a@example.com\nEMAIL:a@example.com\nN:;;;;", "");
        check("FN:\nFN:Second", "Second");
    }

    #[test]
    fn a_company_is_told_from_somebody_who_works_there() {
        let check = |lines: &str, name: &str, is_company, organisation: &str| {
            let person = person(lines);
            let found = (person.name.as_str(), person.is_company, person.organisation.as_str());
            assert_eq!(found, (name, is_company, organisation), "{lines}");
        };
        check("FN:Anna\nN:;Anna;;;\nORG:Nut Ltd;Sales", "Anna", false, "Nut Ltd, Sales");
        check("ORG:Nut Ltd", "Nut Ltd", true, "");
        check("FN:Nut Ltd\nN:;;;;\nORG:Nut Ltd;Sales", "Nut Ltd", true, "Nut Ltd, Sales");
        check("KIND:org\nFN:Nut Ltd", "Nut Ltd", true, "");
        check("X-ABShowAs:COMPANY\nFN:Nut\nN:;Anna;;;\nORG:Nut", "Nut", true, "Nut");
    }

    #[test]
    fn phones_come_in_the_order_they_are_called() {
        let lines = "TEL;TYPE=HOME:1\nTEL;TYPE=WORK,FAX:2\nTEL;CELL:3\nTEL;TYPE=pref:4\nTEL:";
        let person = person(lines);
        assert_eq!(person.phones().collect::<Vec<_>>(), ["4", "3", "1"]);
        assert_eq!(person.note(), "FAX 2");
        assert_eq!(number("tel:+1-418-656-9254;ext=102"), "+1-418-656-9254 ext 102");
        assert_eq!(number("TEL:+1-418;phone-context=x"), "+1-418");
        assert_eq!(number("555;12"), "555;12");
    }

    #[test]
    fn addresses_tags_and_notes_are_gathered() {
        let person = person(
            "ADR:;Suite 1;2 Main St\\nRear;Town;;99999;USA\nADR:;;;;;;\nLABEL:printed\n\
             CATEGORIES:My Contacts,vip\nCATEGORIES:nuts\\, seeds\nTITLE:Baker\nNOTE:likes tea\n\
             PHOTO:http://a.example/a.jpg\nPHOTO;ENCODING=b:/9j/\n\
             PHOTO:data:image/png;base64,iVBO\nAGENT:\nURL:x",
        );
        assert_eq!(person.addresses, ["Suite 1, 2 Main St, Rear, Town, 99999, USA"]);
        assert_eq!(person.tags, ["vip", "nuts, seeds"]);
        assert_eq!(person.note(), "Baker\nlikes tea");
        assert_eq!((person.photo.as_str(), person.n_photos_left), ("/9j/", 2));
        let modern = self::person("PHOTO:data:image/png;base64,iVBO");
        assert_eq!((modern.photo.as_str(), modern.n_photos_left), ("iVBO", 0));
        assert_eq!(self::person("LABEL:1 Main St\\,\\nTown").addresses, ["1 Main St, Town"]);
    }
}
