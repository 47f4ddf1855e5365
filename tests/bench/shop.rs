//! A made-up shop of three years, for benches: who its customers are and what they bought.

use regulars::book::Change;
use regulars::book::journal::Entry;
use regulars::people::customer::{Fact, Member};
use regulars::trade::purchase::Purchase;
use regulars::units::calendar::{Day, Moment};
use regulars::units::id::{CustomerId, GroupId, Replica, Stamp};
use regulars::units::money::Money;

/// The day on which it is looked at.
pub(crate) const TODAY: Day = Day(20_089);

/// Milliseconds in a day.
pub(crate) const DAY_MS: u64 = 86_400_000;

/// The device that writes its journal.
pub(crate) const TILL: u64 = 1;

const N_DAYS: u64 = 1_096;

/// A customer by number, as the change that adds them.
pub(crate) fn added(number: u64) -> Change {
    let (first, last) = (draw(number) % 1000, number % 997);
    let facts = vec![Fact::Name(format!("Guest{first} Family{last}"))];
    let phone = format!("+36 30 {:03} {:04}", number % 1000, draw(number) % 10_000);
    Change::AddCustomer { facts, members: vec![Member::Phone(phone)] }
}

/// The journal of three years: ten purchases for each customer, each a group of its own.
pub(crate) fn log(n_purchases: u64) -> Vec<(Stamp, Entry)> {
    let replica = Replica::new(TILL, 0);
    let n_customers = n_purchases / 10;
    let begin = TODAY.end_ms() - (N_DAYS + 1) * DAY_MS;
    let mut entries = Vec::new();
    let mut push = |stamp, change| {
        entries.push((stamp, Entry { group: GroupId(stamp), change }));
    };
    let id = |number: u64| Stamp::new(begin + number, 0, replica);
    for number in 0..n_customers {
        push(id(number), added(number));
    }
    for row in 0..n_purchases {
        let day = row * N_DAYS / n_purchases;
        let made = begin + (day + 1) * DAY_MS - DAY_MS / 2 + row % 40_000_000;
        let who = draw(3 * row);
        // The smaller of two draws: some customers come far more often than others.
        let who = ((who & 0xffff_ffff) % n_customers).min((who >> 32) % n_customers);
        let days_ago = i32::try_from(N_DAYS - day).expect("a thousand days");
        let at = Moment { day: TODAY.plus(-days_ago), minute: Some(600) };
        let amount = Money(i64::try_from(100 + draw(3 * row + 2) % 20_000).expect("small"));
        let customer = Some(CustomerId(id(who)));
        let purchase = Purchase { customer, at, amount, ..Purchase::default() };
        let counter = u32::try_from(row % 1000).expect("small");
        push(Stamp::new(made, counter, replica), Change::bought(purchase));
    }
    entries
}

/// A draw of SplitMix64 by its number.
pub(crate) fn draw(number: u64) -> u64 {
    let state = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
