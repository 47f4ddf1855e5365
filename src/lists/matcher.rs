//! Who fits a filter: a filter made ready for a base, and asked of one customer or of everybody.
//!
//! What does not hang on the customer is worked out once: needles are folded, spans become days,
//! and the items of a group are asked in the order of what they cost, cheapest first.
//!
//! A condition that cannot be judged is fulfilled by nobody, asked either way round, so that nobody
//! is written to by mistake; [`problems`] names it.

mod bought;
mod needles;
mod ready;
mod year;

use crate::lists::base::Base;
use crate::lists::filter::{Condition, Filter, Group, Item, Joined};
use crate::lists::kind::Kind;
use crate::lists::reader::{Reader, Row};
use crate::lists::text;
use crate::units::id::CustomerId;
use crate::units::money::Currency;
use crate::units::pace::{Pace, at_once};
use crate::units::sorting::sort_by_key;

use self::bought::Bought;
use self::ready::Ready;

/// How many customers are asked for between two questions whether to rest: some hundred
/// microseconds' worth of the slowest conditions.
const STRIDE: usize = 100;

/// Why a condition cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was not understood when the filter was read.
    NotUnderstood,
    /// The field of the shop's own is gone.
    FieldGone,
    /// The field of the shop's own is of a kind that takes no such test.
    FieldChanged(Kind),
    /// Its amount is in another currency than the shop's.
    OtherCurrency {
        /// That of the condition.
        asked: Currency,
        /// That of the shop.
        shop: Currency,
    },
}

/// A condition that cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands: its place in the outermost group, or the place of its group there, and so
    /// on down.
    pub place: Vec<usize>,
    /// The condition as text.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// The conditions of a filter that cannot be judged, in the order of the text.
#[must_use]
pub fn problems(filter: &Filter, base: &Base<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    collect(filter.group(), base, &mut Vec::new(), &mut problems);
    problems
}

fn collect(group: &Group, base: &Base<'_>, at: &mut Vec<usize>, problems: &mut Vec<Problem>) {
    for (place, item) in group.items.iter().enumerate() {
        at.push(place);
        match item {
            Item::Group(inner) => collect(inner, base, at, problems),
            Item::Condition(condition) => {
                problems.extend(unjudged(condition, base).map(|why| Problem {
                    place: at.clone(),
                    text: text::format_condition(condition),
                    why,
                }));
            }
            Item::Unread(unread) => problems.push(Problem {
                place: at.clone(),
                text: unread.text().to_owned(),
                why: Why::NotUnderstood,
            }),
        }
        at.pop();
    }
}

/// Why a condition cannot be judged; `None` when it can.
pub(in crate::lists) fn unjudged(condition: &Condition, base: &Base<'_>) -> Option<Why> {
    let Some(kind) = condition.field().kind_in(base.book()) else { return Some(Why::FieldGone) };
    let asked = &condition.test().asked;
    if asked.check(kind).is_err() {
        return Some(Why::FieldChanged(kind));
    }
    let shop = base.book().shop().currency;
    let asked = asked.currency().filter(|asked| *asked != shop)?;
    Some(Why::OtherCurrency { asked, shop })
}

/// A filter made ready for a base.
#[derive(Debug)]
pub struct Matcher<'a> {
    reader: Reader<'a>,
    root: Node,
}

/// A part of a filter made ready.
#[derive(Debug)]
enum Node {
    All(Vec<Self>),
    Any(Vec<Self>),
    Condition(Box<Ready>),
    Nobody,
}

impl<'a> Matcher<'a> {
    /// Makes a filter ready.
    #[must_use]
    pub fn new(filter: &Filter, base: Base<'a>) -> Self {
        Self { root: node_of_group(filter.group(), &base), reader: Reader::new(base) }
    }

    /// Whether a customer fits; somebody who is not in the book does not.
    #[must_use]
    pub fn matches(&self, customer: CustomerId) -> bool {
        let row = self.reader.row(customer);
        row.is_some_and(|row| self.root.holds(&self.reader, &row, &mut String::new()))
    }

    /// Everybody who fits, in the order of ids.
    #[must_use]
    pub fn all(&self) -> Vec<CustomerId> {
        at_once(async |pace| self.paced(pace).await)
    }

    /// As [`all`](Self::all), at a pace: with a large base, what was bought and the chances of
    /// coming take longer than a screen may stand still.
    pub async fn paced(&self, pace: &Pace) -> Vec<CustomerId> {
        let mut found = Vec::new();
        let mut folded = String::new();
        let mut rows = self.reader.rows().peekable();
        while rows.peek().is_some() {
            for row in rows.by_ref().take(STRIDE) {
                if self.root.holds(&self.reader, &row, &mut folded) {
                    found.push(row.id());
                }
            }
            pace.rest().await;
            let mut due = Vec::new();
            self.root.collect_due(self.reader.base(), &mut due);
            for bought in due {
                bought.make(self.reader.base(), pace).await;
            }
        }
        found
    }

    /// Reads the fields of those who fit, with what was worked out for the filter.
    #[must_use]
    pub fn reader(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl Node {
    fn holds(&self, reader: &Reader<'_>, row: &Row<'_>, folded: &mut String) -> bool {
        match self {
            Self::All(nodes) => nodes.iter().all(|node| node.holds(reader, row, folded)),
            Self::Any(nodes) => nodes.iter().any(|node| node.holds(reader, row, folded)),
            Self::Condition(ready) => ready.holds(reader, row, folded),
            Self::Nobody => false,
        }
    }

    /// What of it is better worked out for everybody at once from here on.
    fn collect_due<'n>(&'n self, base: &Base<'_>, due: &mut Vec<&'n Bought>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => {
                nodes.iter().for_each(|node| node.collect_due(base, due));
            }
            Self::Condition(ready) => due.extend(ready.bought().filter(|it| it.is_due(base))),
            Self::Nobody => {}
        }
    }

    /// What it costs to ask, roughly in nanoseconds.
    fn cost(&self) -> u32 {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().map(Self::cost).sum(),
            Self::Condition(ready) => ready.cost(),
            Self::Nobody => 0,
        }
    }
}

fn node_of_group(group: &Group, base: &Base<'_>) -> Node {
    let mut nodes: Vec<Node> = group.items.iter().map(|item| node_of(item, base)).collect();
    sort_by_key(&mut nodes, Node::cost);
    match group.joined {
        Joined::All => Node::All(nodes),
        Joined::Any => Node::Any(nodes),
    }
}

fn node_of(item: &Item, base: &Base<'_>) -> Node {
    match item {
        Item::Group(group) => node_of_group(group, base),
        Item::Condition(condition) if unjudged(condition, base).is_none() => {
            Node::Condition(Box::new(Ready::new(condition, base)))
        }
        Item::Condition(_) | Item::Unread(_) => Node::Nobody,
    }
}
