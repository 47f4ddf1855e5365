//! A page: a batch of changes as bytes, on disk and in a file alike.
//!
//! A byte of version, then runs. A run is a stretch of changes of one group whose stamps count up
//! by one within a millisecond, which is what a press or an import makes: its head holds group,
//! first stamp and length, and each change after it is a length and its bytes. A change that this
//! version cannot read to its last byte is kept as those bytes.

use crate::book::Change;
use crate::id::{GroupId, Stamp};
use crate::journal::Entry;

const VERSION: u8 = 1;

/// The longest one change may be, in bytes: a hundred thousand groups of one file fit, a bomb does
/// not.
const MAX_CHANGE: usize = 4 << 20;

/// The longest text a change may hold, in bytes.
const MAX_TEXT: usize = 64 << 10;

/// Stamps lie before the year 6429, so that a later one can always be made.
const MAX_TIME_MS: u64 = 1 << 47;

/// Why a page cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageDamage {
    /// Written in a form this version does not know.
    #[error("a page of a newer form")]
    Newer,
    /// It ends in the middle or does not hold what it says.
    #[error("a damaged page")]
    Damaged,
    /// Something in it is larger than anything Regulars writes.
    #[error("a page beyond the limits")]
    TooLarge,
}

/// Writes changes as one page.
#[must_use]
pub fn encode<'a>(entries: impl IntoIterator<Item = (Stamp, &'a Entry)>) -> Vec<u8> {
    let mut page = vec![VERSION];
    let mut run: Option<Run> = None;
    for (stamp, entry) in entries {
        let body = encode_change(&entry.change);
        match &mut run {
            Some(run) if run.goes_on(stamp, entry.group) => run.push(&body),
            _ => {
                if let Some(run) = run.replace(Run::new(stamp, entry.group)) {
                    run.write(&mut page);
                }
                if let Some(run) = &mut run {
                    run.push(&body);
                }
            }
        }
    }
    if let Some(run) = run {
        run.write(&mut page);
    }
    page
}

/// Reads a page.
///
/// # Errors
/// A page of a newer form, one that is damaged, and one with more in it than Regulars ever writes.
pub fn decode(page: &[u8]) -> Result<Vec<(Stamp, Entry)>, PageDamage> {
    let (version, mut rest) = page.split_first().ok_or(PageDamage::Damaged)?;
    if *version != VERSION {
        return Err(PageDamage::Newer);
    }
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let (head, after) = postcard::take_from_bytes::<(GroupId, Stamp, u32)>(rest)
            .or(Err(PageDamage::Damaged))?;
        rest = decode_run(head, after, &mut entries)?;
    }
    Ok(entries)
}

fn decode_run<'a>(
    (group, first, count): (GroupId, Stamp, u32),
    mut rest: &'a [u8],
    entries: &mut Vec<(Stamp, Entry)>,
) -> Result<&'a [u8], PageDamage> {
    if first.time_ms() >= MAX_TIME_MS || first.counter().checked_add(count).is_none() {
        return Err(PageDamage::TooLarge);
    }
    let mut stamp = first;
    for _ in 0..count {
        let (length, after) =
            postcard::take_from_bytes::<u32>(rest).or(Err(PageDamage::Damaged))?;
        let length = usize::try_from(length).or(Err(PageDamage::TooLarge))?;
        if length > MAX_CHANGE {
            return Err(PageDamage::TooLarge);
        }
        let (body, after) = after.split_at_checked(length).ok_or(PageDamage::Damaged)?;
        let change = decode_change(body);
        if longest_text(&change) > MAX_TEXT {
            return Err(PageDamage::TooLarge);
        }
        entries.push((stamp, Entry { group, change }));
        stamp = stamp.next(first.replica());
        rest = after;
    }
    Ok(rest)
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

fn longest_text(change: &Change) -> usize {
    use crate::customer::{Fact, Member};
    let of_fact = |fact: &Fact| match fact {
        Fact::Name(text)
        | Fact::Card(text)
        | Fact::FileId(text)
        | Fact::Source(text)
        | Fact::KeptBy(text)
        | Fact::Note(text)
        | Fact::BestTime(text) => text.len(),
        Fact::Consent(_, consent) => consent.source.len(),
        Fact::Company(_)
        | Fact::Birthday(_)
        | Fact::ReferredBy(_)
        | Fact::NeverWrite(_)
        | Fact::Prefers(_) => 0,
    };
    let of_member = |member: &Member| match member {
        Member::Phone(text)
        | Member::Email(text)
        | Member::Messenger(_, text)
        | Member::Address(text)
        | Member::Tag(text)
        | Member::Likes(text) => text.len(),
    };
    let longest = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or(0);
    match change {
        Change::AddCustomer { facts, members } => {
            longest(&mut facts.iter().map(of_fact).chain(members.iter().map(of_member)))
        }
        Change::SetFacts { facts, .. } => longest(&mut facts.iter().map(of_fact)),
        Change::SetMember { member, .. } => of_member(member),
        Change::AddPurchase(purchase) => {
            let texts = [&purchase.number, &purchase.employee, &purchase.channel, &purchase.note];
            let products = purchase.lines.iter().map(|line| line.product.len());
            longest(&mut texts.into_iter().map(String::len).chain(products))
        }
        Change::AddRefund { refund, .. } => refund.reason.len(),
        Change::Imported { file, .. } => file.len(),
        Change::SetSetting(crate::shop::Setting::Name(text) | crate::shop::Setting::Zone(text)) => {
            text.len()
        }
        Change::SetSetting(_)
        | Change::RemovePurchase { .. }
        | Change::EraseCustomer { .. }
        | Change::Undo { .. }
        | Change::Received { .. }
        | Change::Unknown(_) => 0,
    }
}

/// A run in the making.
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
        let length = u32::try_from(body.len()).expect("a change is under 4 MB");
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
mod tests {
    use super::*;
    use crate::customer::Fact;
    use crate::id::{CustomerId, Replica};
    use crate::money::Money;
    use crate::purchase::Purchase;

    fn stamp(time_ms: u64, counter: u32) -> Stamp {
        Stamp::new(time_ms, counter, Replica::new(7, 1))
    }

    fn entry(group: Stamp, change: Change) -> Entry {
        Entry { group: GroupId(group), change }
    }

    fn round_trip(entries: &[(Stamp, Entry)]) -> Vec<u8> {
        let page = encode(entries.iter().map(|(stamp, entry)| (*stamp, entry)));
        assert_eq!(decode(&page).as_deref(), Ok(entries));
        page
    }

    fn anna(card: &str) -> Change {
        Change::AddCustomer { facts: vec![Fact::Card(card.into())], members: vec![] }
    }

    #[test]
    fn changes_come_back_in_their_groups() {
        let (first, second) = (stamp(1_800_000_000_000, 0), stamp(1_800_000_000_005, 3));
        round_trip(&[]);
        round_trip(&[
            (first, entry(first, anna("1"))),
            (first.next(first.replica()), entry(first, anna("2"))),
            (second, entry(second, Change::Undo { group: GroupId(first) })),
        ]);
    }

    #[test]
    fn an_import_costs_few_bytes_a_purchase() {
        let first = stamp(1_800_000_000_000, 0);
        let mut entries = vec![(first, entry(first, anna("00001")))];
        for counter in 1..=1000 {
            let purchase = Purchase {
                customer: Some(CustomerId(first)),
                amount: Money(2933),
                ..Purchase::default()
            };
            let change = Change::AddPurchase(purchase);
            entries.push((stamp(1_800_000_000_000, counter), entry(first, change)));
        }
        let page = round_trip(&entries);
        assert!(page.len() < 40 * entries.len(), "{} bytes", page.len());
    }

    #[test]
    fn j4_an_unknown_kind_survives_byte_for_byte() {
        let first = stamp(5, 0);
        // Kind 99 of a later version, and a known kind with more behind it than is known.
        let mut longer = encode_change(&anna("1"));
        longer.push(42);
        for bytes in [vec![99, 1, 2, 3], longer] {
            let change = decode_change(&bytes);
            assert_eq!(change, Change::Unknown(bytes));
            round_trip(&[(first, entry(first, change))]);
        }
    }

    #[test]
    fn a_page_cut_anywhere_is_damaged_and_a_newer_one_is_named() {
        let first = stamp(5, 0);
        let page = round_trip(&[(first, entry(first, anna("0417")))]);
        for length in 2..page.len() {
            assert_eq!(decode(&page[..length]), Err(PageDamage::Damaged), "cut at {length}");
        }
        assert_eq!(decode(&[]), Err(PageDamage::Damaged));
        assert_eq!(decode(&[2]), Err(PageDamage::Newer));
    }

    #[test]
    fn stamps_and_texts_beyond_the_limits_are_refused() {
        let late = stamp(1 << 47, 0);
        let page = encode([(late, &entry(late, anna("1")))]);
        assert_eq!(decode(&page), Err(PageDamage::TooLarge));
        let first = stamp(5, 0);
        let page = encode([(first, &entry(first, anna(&"x".repeat(MAX_TEXT + 1))))]);
        assert_eq!(decode(&page), Err(PageDamage::TooLarge));
    }
}
