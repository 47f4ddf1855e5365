//! How likely two customers are one, weighed.
//!
//! Every likeness weighs as much as it would surprise in two people: each weight is a number of
//! bits, and one more bit is twice as surprising. A rare surname weighs more than a common one, by
//! how many in the base have it; a phone weighs less when a third has it, too. What speaks against
//! is never outweighed to sure: the owner looks first.

use crate::people::pairs::given::Given;
use crate::people::pairs::known::{Known, Own};
use crate::people::pairs::name::{Likeness, Match};
use crate::people::pairs::slip::is_one_slip;
use crate::people::pairs::{Likelihood, MOST_SHARING, Reason};
use crate::people::same::Key;
use crate::units::calendar::Birthday;

/// Before anything is known: one in ten is here twice.
const BEFORE: f64 = -3.3;

/// From how many bits on a pair is sure, likely, worth a look.
const SURE: f64 = 9.0;
const LIKELY: f64 = 0.5;
const LOOK: f64 = -2.5;

/// What is known of a base as a whole.
pub(super) struct Base<'a> {
    /// How many customers it has.
    pub(super) n: u32,
    /// How many of them have a word in their names.
    pub(super) with_word: &'a dyn Fn(&str) -> u32,
    /// How many of them have a number or address.
    pub(super) with_own: &'a dyn Fn(Own) -> usize,
    /// First names.
    pub(super) given: &'a Given,
}

/// How likely two are one and why; `None` where too little speaks for it.
pub(super) fn judged(one: &Known, other: &Known, base: &Base) -> Option<(Likelihood, Vec<Reason>)> {
    let mut case = Case::default();
    let has_own = case.weigh_own(one, other, base);
    let is_full = case.weigh_names(one, other, base, has_own)?;
    let has_more = case.weigh_birthdays(one.birthday, other.birthday);
    let has_address = case.weigh_addresses(one, other);
    let has_more = has_own || has_more || has_address;
    case.weigh_phones(one, other, has_more);
    let likelihood = match case.bits {
        bits if bits < LOOK => return None,
        bits if bits < LIKELY || case.is_doubtful => Likelihood::LookFirst,
        // A name alone is nobody's own.
        bits if bits < SURE || !is_full || !has_more => Likelihood::Likely,
        _ => Likelihood::Sure,
    };
    case.reasons.sort_unstable();
    case.reasons.dedup();
    Some((likelihood, case.reasons))
}

/// What was weighed so far.
struct Case {
    bits: f64,
    reasons: Vec<Reason>,
    /// Something speaks against it.
    is_doubtful: bool,
}

impl Default for Case {
    fn default() -> Self {
        Self { bits: BEFORE, reasons: Vec::new(), is_doubtful: false }
    }
}

impl Case {
    fn weigh(&mut self, bits: f64, reason: Reason) {
        self.bits += bits;
        self.reasons.push(reason);
    }

    fn doubt(&mut self, bits: f64, reason: Reason) {
        self.weigh(-bits, reason);
        self.is_doubtful = true;
    }

    /// What is one's own and of both; whether there is any.
    fn weigh_own(&mut self, one: &Known, other: &Known, base: &Base) -> bool {
        let shared = one.own.iter().filter(|own| other.own.contains(own));
        let mut has_own = false;
        for own in shared {
            let fewer = match (base.with_own)(*own) {
                0..=2 => 0.0,
                n if n <= MOST_SHARING => 3.0,
                _ => continue,
            };
            let (bits, reason) = match own.key {
                Key::Card => (20.0, Reason::SameCard),
                Key::FileId => (20.0, Reason::SameFileId),
                Key::Phone => (17.0, Reason::SamePhone),
                Key::Email => (17.0, Reason::SameEmail),
                Key::Name => continue,
            };
            self.weigh(bits - fewer, reason);
            has_own = true;
        }
        has_own
    }

    /// The likest of the names; whether nothing of them is missing. `None` where the names alone
    /// say that they are two people.
    fn weigh_names(
        &mut self,
        one: &Known,
        other: &Known,
        base: &Base,
        has_own: bool,
    ) -> Option<bool> {
        if one.names.is_empty() || other.names.is_empty() {
            return has_own.then_some(true);
        }
        let pairs =
            one.names.iter().flat_map(|one| other.names.iter().map(move |other| (one, other)));
        let weighed = pairs.map(|(one, other)| {
            let likeness = Likeness::of(one, other, base.given);
            let same = [one, other].map(|name| (base.with_word)(&name.key()));
            (likeness.fits(), bits(&likeness, base, same[0].max(same[1])), likeness)
        });
        let best = weighed.max_by(|(fits, bits, _), (others_fit, others, _)| {
            fits.cmp(others_fit).then(bits.total_cmp(others))
        });
        let (fits, bits, likeness) = best?;
        if !fits {
            if !has_own {
                return None;
            }
            let reason = if likeness.generations_differ {
                Reason::OtherGeneration
            } else {
                Reason::OtherName
            };
            self.doubt(8.5, reason);
            return Some(false);
        }
        // A common name takes nothing away from a number that is one's own.
        let bits = if has_own { bits.max(0.0) } else { bits };
        self.weigh(bits, reason_of(&likeness));
        if likeness.one_is_marked {
            self.doubt(3.0, Reason::OtherGeneration);
        }
        Some(likeness.is_whole())
    }

    /// Whether they were born on one day.
    fn weigh_birthdays(&mut self, one: Option<Birthday>, other: Option<Birthday>) -> bool {
        let Some((one, other)) = one.zip(other) else { return false };
        let is_one_day = (one.month(), one.day()) == (other.month(), other.day());
        match (is_one_day, one.year().zip(other.year())) {
            (true, None) => self.weigh(8.0, Reason::SameBirthday),
            (true, Some((one, other))) if one == other => self.weigh(13.0, Reason::SameBirthday),
            (_, years) if is_slip(one, other, years) => self.doubt(1.0, Reason::OtherBirthday),
            _ => self.doubt(8.5, Reason::OtherBirthday),
        }
        self.reasons.contains(&Reason::SameBirthday)
    }

    /// Whether they have an address in common.
    fn weigh_addresses(&mut self, one: &Known, other: &Known) -> bool {
        if one.addresses.iter().any(|address| other.addresses.contains(address)) {
            self.weigh(5.0, Reason::SameAddress);
            return true;
        }
        // People move; of two shops of a chain the address is what tells them apart.
        let both_have = !one.addresses.is_empty() && !other.addresses.is_empty();
        if both_have && one.is_company && other.is_company {
            self.doubt(3.0, Reason::OtherAddress);
        }
        false
    }

    fn weigh_phones(&mut self, one: &Known, other: &Known, has_more: bool) {
        let (ours, theirs) = (&one.phones, &other.phones);
        if ours.is_empty() || theirs.is_empty() || ours.iter().any(|phone| theirs.contains(phone)) {
            return;
        }
        if ours.iter().any(|ours| theirs.iter().any(|theirs| is_one_slip(ours, theirs))) {
            return self.weigh(3.0, Reason::NearPhone);
        }
        self.weigh(-2.0, Reason::OtherPhone);
        self.is_doubtful |= !has_more;
    }
}

/// Whether two birthdays may be one, written wrong: one part of three is another, or day and month
/// changed places.
fn is_slip(one: Birthday, other: Birthday, years: Option<(i32, i32)>) -> bool {
    let year_fits = years.is_none_or(|(one, other)| one == other);
    let (month, day) = (one.month() == other.month(), one.day() == other.day());
    let changed_places = (one.month(), one.day()) == (other.day(), other.month());
    let is_one_part = [year_fits, month, day].into_iter().filter(|fits| !fits).count() == 1;
    is_one_part && years.is_some() || changed_places && year_fits
}

/// How surprising the likeness of two names is in a base: how unlikely anybody else has it, by how
/// many have each word, and by how many have the whole name.
fn bits(likeness: &Likeness, base: &Base, n_whole: u32) -> f64 {
    let n = f64::from(base.n.max(2));
    let of_word = |(ours, theirs, how): &(Box<str>, Box<str>, Match)| {
        let count = (base.with_word)(ours).max((base.with_word)(theirs));
        // The two themselves say nothing; who has it beside them does.
        let others = f64::from(count.saturating_sub(2)) + 0.3;
        let word = ((n + 50.0) / others).log2();
        match how {
            Match::Equal => word,
            Match::Sound => word - 0.5,
            Match::Short => (word - 3.0).max(0.0),
            Match::Slip => (word - 3.5).max(0.0),
            Match::Initial => word.min(2.0),
        }
    };
    let of_words = likeness.matches.iter().map(of_word).sum::<f64>() - n.log2();
    // They may be one person three or four times.
    match n_whole.saturating_sub(2) {
        0 => of_words,
        others => of_words.min(2.0 - f64::from(others).log2()),
    }
}

fn reason_of(likeness: &Likeness) -> Reason {
    if likeness.is_same() {
        Reason::SameName
    } else if likeness.n(Match::Slip) > 0 {
        Reason::NearName
    } else if likeness.n(Match::Short) > 0 {
        Reason::ShortName
    } else if likeness.left.1 > 0 || likeness.n(Match::Initial) > 0 {
        Reason::PartOfName
    } else {
        Reason::SoundAlike
    }
}
