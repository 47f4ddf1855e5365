//! A page: a batch of changes as bytes, on disk and in a file alike.
//!
//! A byte of version, then runs. A run is a stretch of changes of one group whose stamps count up
//! by one within a millisecond, which is what a press or an import makes: its head holds group,
//! first stamp and length, and each change after it is a length and its bytes. A change that this
//! version cannot read to its last byte is kept as those bytes.
//!
//! Writing is stricter than reading: [`check`] refuses a change before it is made, [`encode_proved`]
//! gives only what reads back the same, and whatever an earlier version wrote is read. How much may
//! be read at all is the reader's to say, change by change, before memory is taken for it.

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use crate::book::Change;
use crate::book::journal::Entry;
use crate::book::journal::block::Raw;
use crate::units::id::{GroupId, Stamp};

const VERSION: u8 = 1;

/// The first byte of a change that adds a customer.
pub(crate) const CUSTOMER: u8 = 1;

/// The first byte of a change that adds a purchase.
pub(crate) const PURCHASE: u8 = 4;

/// The longest text a new change may hold, in characters: some six pages of a note. In bytes it is
/// below the 64 KB at which version 0.1 stopped reading.
pub const MAX_TEXT_CHARS: usize = 16_000;

/// Stamps lie before the year 6429, so that a later one can always be made.
const MAX_TIME_MS: u64 = 1 << 47;

/// Why a change cannot be made; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ChangeRefusal {
    /// A text in it is longer than any may be.
    #[error("a text of more than {most} characters")]
    TextTooLong {
        /// How many characters there may be.
        most: usize,
    },
    /// It would not come back from disk as it went: by a clock thousands of years ahead.
    #[error("a change that does not read back")]
    Unreadable,
}

/// Why a page cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageDamage {
    /// Written in a form this version does not know.
    #[error("a page of a newer form")]
    Newer,
    /// It ends in the middle or does not hold what it says.
    #[error("a damaged page")]
    Damaged,
    /// A stamp in it is later than any clock, or there is more in it than the reader takes.
    #[error("a page beyond the limits")]
    TooLarge,
}

/// Checks a change before it is made.
///
/// # Errors
/// A text that is too long, or a stamp beyond every clock.
pub fn check(stamp: Stamp, change: &Change) -> Result<(), ChangeRefusal> {
    if longest_text(change) > MAX_TEXT_CHARS {
        return Err(ChangeRefusal::TextTooLong { most: MAX_TEXT_CHARS });
    }
    if stamp.time_ms() >= MAX_TIME_MS {
        return Err(ChangeRefusal::Unreadable);
    }
    Ok(())
}

/// Checks a text before it goes into a change.
///
/// # Errors
/// One that is too long.
pub fn check_text(text: &str) -> Result<(), ChangeRefusal> {
    let most = MAX_TEXT_CHARS;
    if length(text) > most { Err(ChangeRefusal::TextTooLong { most }) } else { Ok(()) }
}

/// The characters of a text; they are counted only where its bytes leave it open whether there are
/// too many.
fn length(text: &str) -> usize {
    match text.len() {
        short if short <= MAX_TEXT_CHARS => short,
        _ => text.chars().count(),
    }
}

/// Writes changes as one page and reads it back, so that what was kept can be read again.
///
/// # Errors
/// A change that would not come back as it went.
pub fn encode_proved(entries: &[(Stamp, Entry)]) -> Result<Vec<u8>, ChangeRefusal> {
    let page = encode(entries.iter().map(|(stamp, entry)| (*stamp, entry)));
    let mut reader = Reader::default();
    for made in entries {
        match reader.next(&page) {
            Ok(Some(read)) if read == *made => {}
            Ok(_) | Err(_) => return Err(ChangeRefusal::Unreadable),
        }
    }
    match reader.next(&page) {
        Ok(None) => Ok(page),
        Ok(Some(_)) | Err(_) => Err(ChangeRefusal::Unreadable),
    }
}

/// Writes changes as one page.
#[must_use]
pub fn encode<E: Borrow<Entry>>(entries: impl IntoIterator<Item = (Stamp, E)>) -> Vec<u8> {
    let mut writer = Writer::default();
    for (stamp, entry) in entries {
        let entry = entry.borrow();
        let body = encode_change(&entry.change);
        writer.add(Raw { stamp, group: entry.group, body: &body });
    }
    writer.page()
}

/// A page in the making.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    runs: Vec<u8>,
    run: Option<Run>,
}

impl Writer {
    /// Adds a change.
    pub(crate) fn add(&mut self, raw: Raw<'_>) {
        match &mut self.run {
            Some(run) if run.goes_on(raw.stamp, raw.group) => run.push(raw.body),
            run => {
                if let Some(run) = run.take() {
                    run.write(&mut self.runs);
                }
                run.insert(Run::new(raw.stamp, raw.group)).push(raw.body);
            }
        }
    }

    /// The page.
    pub(crate) fn page(mut self) -> Vec<u8> {
        if let Some(run) = self.run {
            run.write(&mut self.runs);
        }
        [&[VERSION], self.runs.as_slice()].concat()
    }
}

/// Reads a page.
///
/// # Errors
/// A page of a newer form, one that is damaged, and one with stamps beyond every clock.
pub fn decode(page: &[u8]) -> Result<Vec<(Stamp, Entry)>, PageDamage> {
    let (mut reader, mut entries) = (Reader::default(), Vec::new());
    while let Some(entry) = reader.next(page)? {
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads a page without reading its changes.
///
/// # Errors
/// As [`decode`].
pub(crate) fn raws(page: &[u8]) -> Result<Vec<Raw<'_>>, PageDamage> {
    let (mut reader, mut raws) = (Reader::default(), Vec::new());
    while let Some(raw) = reader.next_raw(page)? {
        raws.push(raw);
    }
    Ok(raws)
}

/// A place in a page, from which it is read change by change.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// How many bytes are read.
    offset: usize,
    group: GroupId,
    /// The stamp of the next change of the run, and how many are left of it.
    next: Stamp,
    left: u32,
}

impl Reader {
    /// The next change of the page, always the same one; `None` at its end.
    ///
    /// # Errors
    /// As [`decode`].
    pub fn next(&mut self, page: &[u8]) -> Result<Option<(Stamp, Entry)>, PageDamage> {
        let raw = self.next_raw(page)?;
        Ok(raw.map(|raw| (raw.stamp, raw.entry())))
    }

    /// The next change as bytes.
    fn next_raw<'a>(&mut self, page: &'a [u8]) -> Result<Option<Raw<'a>>, PageDamage> {
        let mut rest = page.get(self.offset..).ok_or(PageDamage::Damaged)?;
        if self.offset == 0 {
            let (version, after) = rest.split_first().ok_or(PageDamage::Damaged)?;
            if *version != VERSION {
                return Err(PageDamage::Newer);
            }
            rest = after;
        }
        while self.left == 0 {
            if rest.is_empty() {
                self.offset = page.len();
                return Ok(None);
            }
            rest = self.begin_run(rest)?;
        }
        let (length, after) = taken::<u32>(rest)?;
        let length = usize::try_from(length).or(Err(PageDamage::TooLarge))?;
        let (body, after) = after.split_at_checked(length).ok_or(PageDamage::Damaged)?;
        let raw = Raw { stamp: self.next, group: self.group, body };
        self.next = raw.stamp.next(raw.stamp.replica());
        self.left -= 1;
        self.offset = page.len() - after.len();
        Ok(Some(raw))
    }

    fn begin_run<'a>(&mut self, rest: &'a [u8]) -> Result<&'a [u8], PageDamage> {
        let ((group, first, count), after) = taken::<(GroupId, Stamp, u32)>(rest)?;
        let last = first.counter().checked_add(count.saturating_sub(1));
        if first.time_ms() >= MAX_TIME_MS || last.is_none() {
            return Err(PageDamage::TooLarge);
        }
        (self.group, self.next, self.left) = (group, first, count);
        Ok(after)
    }
}

fn taken<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8]) -> Result<(T, &'a [u8]), PageDamage> {
    postcard::take_from_bytes(bytes).or(Err(PageDamage::Damaged))
}

/// Writes one change; what a newer version wrote, as it came.
#[must_use]
pub fn encode_change(change: &Change) -> Vec<u8> {
    match change {
        Change::Unknown(bytes) => bytes.clone(),
        known => postcard::to_allocvec(known).expect("memory takes what it holds"),
    }
}

/// Reads one change; what this version cannot read whole is kept as bytes.
#[must_use]
pub fn decode_change(bytes: &[u8]) -> Change {
    match postcard::take_from_bytes::<Change>(bytes) {
        Ok((change, [])) => change,
        _ => Change::Unknown(bytes.to_vec()),
    }
}

/// The characters of the longest text in a change.
fn longest_text(change: &Change) -> usize {
    use crate::people::customer::{Fact, Member};
    use crate::trade::order;
    use crate::trade::shop::Setting;
    let of_fact = |fact: &Fact| match fact {
        Fact::Consent(_, consent) => length(&consent.source),
        other => other.text().map_or(0, length),
    };
    let of_member = |member: &Member| length(member.text());
    let longest = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or(0);
    match change {
        Change::AddCustomer { facts, members } => {
            longest(&mut facts.iter().map(of_fact).chain(members.iter().map(of_member)))
        }
        Change::SetFacts { facts, .. } | Change::SamePerson { facts, .. } => {
            longest(&mut facts.iter().map(of_fact))
        }
        Change::Fields(change) => longest(&mut change.texts().map(length)),
        Change::Lists(change) => longest(&mut change.texts().map(length)),
        Change::Acquisition(change) => longest(&mut change.texts().map(length)),
        Change::Outreach(change) => longest(&mut change.texts().map(length)),
        Change::SetMember { member, .. } => of_member(member),
        Change::AddPurchase(purchase) => {
            let texts = [&purchase.number, &purchase.employee, &purchase.channel, &purchase.note];
            let products = purchase.lines.iter().map(|line| length(&line.product));
            longest(&mut texts.into_iter().map(|text| length(text)).chain(products))
        }
        Change::AddRefund { refund, .. } => length(&refund.reason),
        Change::Imported { file, .. } => length(file),
        Change::SetSetting(Setting::Name(text) | Setting::Zone(text) | Setting::Country(text)) => {
            length(text)
        }
        Change::SetSetting(Setting::Stages(stages)) => longest(&mut stages.texts().map(length)),
        Change::Order { fact: order::Fact::Place(place), .. } => length(place),
        Change::SetSetting(_)
        | Change::Order { .. }
        | Change::Joined { .. }
        | Change::DifferentPeople { .. }
        | Change::RemovePurchase { .. }
        | Change::EraseCustomer { .. }
        | Change::Undo { .. }
        | Change::Received { .. }
        | Change::Unknown(_) => 0,
    }
}

/// A run in the making.
#[derive(Debug)]
struct Run {
    group: GroupId,
    first: Stamp,
    next: Stamp,
    count: u32,
    bodies: Vec<u8>,
}

impl Run {
    fn new(first: Stamp, group: GroupId) -> Self {
        Self { group, first, next: first, count: 0, bodies: Vec::new() }
    }

    fn goes_on(&self, stamp: Stamp, group: GroupId) -> bool {
        self.group == group && self.next == stamp && stamp.time_ms() == self.first.time_ms()
    }

    fn push(&mut self, body: &[u8]) {
        let length = u32::try_from(body.len()).expect("a change is under 4 GB");
        self.bodies = postcard::to_extend(&length, std::mem::take(&mut self.bodies))
            .expect("memory takes what it holds");
        self.bodies.extend_from_slice(body);
        self.count += 1;
        self.next = self.next.next(self.first.replica());
    }

    fn write(self, page: &mut Vec<u8>) {
        let head = postcard::to_allocvec(&(self.group, self.first, self.count))
            .expect("memory takes what it holds");
        page.extend(head);
        page.extend(self.bodies);
    }
}

#[cfg(test)]
mod tests;
