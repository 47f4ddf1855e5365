//! Filters: who belongs on a list, as a tree of conditions.
//!
//! A group asks for all of its items or for any of them; of no items, all are fulfilled and not
//! any, so an empty `all` is everybody and an empty `any` nobody. There is no negated group: each
//! condition is negated by itself, so that a condition nobody can judge never lets anybody in.

use crate::lists::field::Field;
use crate::lists::span::Span;
use crate::lists::test::{Test, TestRefusal, check_days};

/// How deep groups may stand in each other, the outermost with them.
pub const MOST_DEPTH: usize = 3;

/// The most conditions of a filter, and the most groups.
pub const MOST_CONDITIONS: usize = 40;

/// How many of its items a group asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Joined {
    /// All of them.
    #[default]
    All,
    /// Any of them.
    Any,
}

impl Joined {
    /// Its name in the text of a filter.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
        }
    }
}

/// A question to one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    field: Field,
    span: Span,
    test: Test,
}

impl Condition {
    /// Asks a field; one of purchases for all time.
    ///
    /// # Errors
    /// A test that does not go with the field, or means nothing.
    pub fn new(field: Field, test: Test) -> Result<Self, TestRefusal> {
        Self::within(field, Span::Ever, test)
    }

    /// Asks a field for a span of time.
    ///
    /// # Errors
    /// As [`new`](Self::new), and a span for a field that takes none, or one that is no stretch of
    /// days.
    pub fn within(field: Field, span: Span, test: Test) -> Result<Self, TestRefusal> {
        check_span(field, span)?;
        test.asked.check(field.kind())?;
        Ok(Self { field, span, test })
    }

    /// What is asked.
    #[must_use]
    pub fn field(&self) -> Field {
        self.field
    }

    /// For which span of time; [`Span::Ever`] for a field that takes none.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The question.
    #[must_use]
    pub fn test(&self) -> &Test {
        &self.test
    }
}

/// Checks that a field can be asked for a span of time.
///
/// # Errors
/// A field that takes none, or a span that is no stretch of days.
pub fn check_span(field: Field, span: Span) -> Result<(), TestRefusal> {
    if span != Span::Ever && !field.takes_span() {
        return Err(TestRefusal::TakesNoSpan);
    }
    match span {
        Span::Ever | Span::ThisMonth | Span::ThisYear => Ok(()),
        Span::Last(stretch) => stretch.check(),
        Span::Between(from, to) => check_days(from, to),
    }
}

/// What was read but not understood, such as a condition of a newer Regulars: kept as it was
/// written, and fulfilled by nobody.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unread(String);

impl Unread {
    /// Keeps a piece of text; only the reader of filters makes one, which knows that it is whole.
    pub(in crate::lists) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// One item of a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// A condition.
    Condition(Condition),
    /// A group within the group.
    Group(Group),
    /// What was not understood.
    Unread(Unread),
}

/// Several items, of which all or any are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Group {
    /// How many of them.
    pub joined: Joined,
    /// The items, in the order the owner put them.
    pub items: Vec<Item>,
}

impl Group {
    /// All of these.
    #[must_use]
    pub fn all(items: Vec<Item>) -> Self {
        Self { joined: Joined::All, items }
    }

    /// Any of these.
    #[must_use]
    pub fn any(items: Vec<Item>) -> Self {
        Self { joined: Joined::Any, items }
    }

    /// How deep groups stand in each other, this one with them.
    fn depth(&self) -> usize {
        1 + self.groups().map(Self::depth).max().unwrap_or(0)
    }

    fn groups(&self) -> impl Iterator<Item = &Self> {
        self.items.iter().filter_map(|item| match item {
            Item::Group(group) => Some(group),
            Item::Condition(_) | Item::Unread(_) => None,
        })
    }

    fn n_groups(&self) -> usize {
        1 + self.groups().map(Self::n_groups).sum::<usize>()
    }

    fn n_conditions(&self) -> usize {
        let n = |item: &Item| match item {
            Item::Condition(_) | Item::Unread(_) => 1,
            Item::Group(group) => group.n_conditions(),
        };
        self.items.iter().map(n).sum()
    }
}

impl From<Condition> for Item {
    fn from(condition: Condition) -> Self {
        Self::Condition(condition)
    }
}

impl From<Group> for Item {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}

/// Why a tree of conditions is no filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterRefusal {
    /// Groups stand too deep in each other.
    #[error("groups more than {most} deep")]
    TooDeep {
        /// How deep they may stand.
        most: usize,
    },
    /// Too many conditions, or too many groups.
    #[error("more than {most} conditions")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
}

/// Who belongs on a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter(Group);

impl Filter {
    /// A filter of a tree; the default is everybody.
    ///
    /// # Errors
    /// More than [`MOST_CONDITIONS`] conditions or groups, or groups more than [`MOST_DEPTH`] deep.
    pub fn new(group: Group) -> Result<Self, FilterRefusal> {
        if group.depth() > MOST_DEPTH {
            return Err(FilterRefusal::TooDeep { most: MOST_DEPTH });
        }
        if group.n_conditions().max(group.n_groups()) > MOST_CONDITIONS {
            return Err(FilterRefusal::TooMany { most: MOST_CONDITIONS });
        }
        Ok(Self(group))
    }

    /// The outermost group.
    #[must_use]
    pub fn group(&self) -> &Group {
        &self.0
    }

    /// How many conditions it has, those not understood with them.
    #[must_use]
    pub fn n_conditions(&self) -> usize {
        self.0.n_conditions()
    }

    /// Whether everybody fits for want of any condition.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.0.joined == Joined::All && self.0.items.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::test::Asked;

    fn company() -> Item {
        Condition::new(Field::Company, Asked::Yes.wanted()).unwrap().into()
    }

    #[test]
    fn a_tree_too_deep_or_too_large_is_no_filter() {
        let mut group = Group::all(vec![company()]);
        for _ in 1..MOST_DEPTH {
            group = Group::any(vec![group.into()]);
        }
        assert!(Filter::new(group.clone()).is_ok());
        let deeper = Group::all(vec![group.into()]);
        assert_eq!(Filter::new(deeper), Err(FilterRefusal::TooDeep { most: 3 }));
        let n = |n| Filter::new(Group::all(vec![company(); n]));
        assert_eq!(n(40).map(|filter| filter.n_conditions()), Ok(40));
        assert_eq!(n(41), Err(FilterRefusal::TooMany { most: 40 }));
        let groups = Group::all(vec![Group::default().into(); 40]);
        assert_eq!(Filter::new(groups), Err(FilterRefusal::TooMany { most: 40 }));
    }

    #[test]
    fn a_span_goes_with_purchases_alone() {
        let within = |field| Condition::within(field, Span::ThisYear, Asked::Known.wanted());
        assert!(within(Field::Product).is_ok());
        assert_eq!(within(Field::Name), Err(TestRefusal::TakesNoSpan));
    }
}
