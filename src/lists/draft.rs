//! A filter as it stands in a form: conditions that may not be finished yet.
//!
//! Each line has a key of its own, so that a form changes one without making the others anew. What
//! is not finished is left out of the filter, and the form says what it waits for.

mod asking;
mod texts;

pub use asking::{Asking, SpanKind, Unfinished};

use crate::book::Book;
use crate::lists::field::Field;
use crate::lists::filter::{Filter, FilterRefusal, Group, Item, Joined, Unread};

/// A filter in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    root: Several,
    last_key: u32,
}

/// A group of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Several {
    /// By what it is told from the others.
    pub key: u32,
    /// How many of its lines are asked for.
    pub joined: Joined,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// A line of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A condition.
    Asking(Box<Asking>),
    /// A group within the group.
    Several(Several),
    /// What was not understood, by its key: it can only be taken out.
    Unread(u32, Unread),
}

impl Line {
    /// By what it is told from the others.
    #[must_use]
    pub fn key(&self) -> u32 {
        match self {
            Self::Asking(asking) => asking.key,
            Self::Several(several) => several.key,
            Self::Unread(key, _) => *key,
        }
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::of(&Filter::default(), &Book::default())
    }
}

impl Draft {
    /// The form of a filter.
    #[must_use]
    pub fn of(filter: &Filter, book: &Book) -> Self {
        let mut draft = Self { root: Several::default(), last_key: 0 };
        draft.root = draft.several_of(filter.group(), book);
        draft
    }

    /// The outermost group.
    #[must_use]
    pub fn root(&self) -> &Several {
        &self.root
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.lines.is_empty()
    }

    /// The filter of what is finished.
    ///
    /// # Errors
    /// More conditions than a filter may have.
    pub fn filter(&self, book: &Book) -> Result<Filter, FilterRefusal> {
        Filter::new(group_of(&self.root, book))
    }

    /// A line, by its key.
    #[must_use]
    pub fn asking(&self, key: u32) -> Option<&Asking> {
        find(&self.root, key)
    }

    /// A group, by its key.
    #[must_use]
    pub fn several(&self, key: u32) -> Option<&Several> {
        find_several(&self.root, key)
    }

    /// Changes a line.
    pub fn change(&mut self, key: u32, change: impl FnOnce(&mut Asking)) {
        if let Some(Line::Asking(asking)) = line_of(&mut self.root, key) {
            change(asking);
        }
    }

    /// Says how many lines of a group are asked for.
    pub fn join(&mut self, key: u32, joined: Joined) {
        if let Some(several) = several_of(&mut self.root, key) {
            several.joined = joined;
        }
    }

    /// Adds a condition to a group, about a field; gives its key.
    pub fn add(&mut self, group: u32, field: Field, book: &Book) -> u32 {
        let key = self.next_key();
        if let Some(several) = several_of(&mut self.root, group) {
            several.lines.push(Line::Asking(Box::new(Asking::about(key, field, book))));
        }
        key
    }

    /// Adds a group of one condition to a group; it asks for any where that asks for all.
    pub fn add_group(&mut self, group: u32, field: Field, book: &Book) {
        let (key, first) = (self.next_key(), self.next_key());
        if let Some(several) = several_of(&mut self.root, group) {
            let joined = match several.joined {
                Joined::All => Joined::Any,
                Joined::Any => Joined::All,
            };
            let lines = vec![Line::Asking(Box::new(Asking::about(first, field, book)))];
            several.lines.push(Line::Several(Several { key, joined, lines }));
        }
    }

    /// Takes out a line, and a group that is empty then.
    pub fn remove(&mut self, key: u32) {
        remove(&mut self.root, key);
    }

    /// Takes out every line.
    pub fn clear(&mut self) {
        self.root.lines.clear();
        self.root.joined = Joined::All;
    }

    fn next_key(&mut self) -> u32 {
        self.last_key += 1;
        self.last_key
    }

    fn several_of(&mut self, group: &Group, book: &Book) -> Several {
        let key = self.next_key();
        let mut line = |item: &Item| match item {
            Item::Condition(condition) => {
                Line::Asking(Box::new(Asking::of(self.next_key(), condition, book)))
            }
            Item::Group(inner) => Line::Several(self.several_of(inner, book)),
            Item::Unread(unread) => Line::Unread(self.next_key(), unread.clone()),
        };
        let lines = group.items.iter().map(&mut line).collect();
        Several { key, joined: group.joined, lines }
    }
}

/// What of a group is finished; a group within that has nothing finished is left out.
fn group_of(several: &Several, book: &Book) -> Group {
    let item = |line: &Line| match line {
        Line::Asking(asking) => {
            asking.condition(book).ok().or_else(|| asking.gone()).map(Item::Condition)
        }
        Line::Several(inner) => {
            let group = group_of(inner, book);
            (!group.items.is_empty()).then_some(Item::Group(group))
        }
        Line::Unread(_, unread) => Some(Item::Unread(unread.clone())),
    };
    let items: Vec<Item> = several.lines.iter().filter_map(item).collect();
    // "Any of nothing" would be nobody; nothing finished yet asks for nothing.
    let joined = if items.is_empty() { Joined::All } else { several.joined };
    Group { joined, items }
}

fn find(several: &Several, key: u32) -> Option<&Asking> {
    several.lines.iter().find_map(|line| match line {
        Line::Asking(asking) => (asking.key == key).then(|| asking.as_ref()),
        Line::Several(inner) => find(inner, key),
        Line::Unread(..) => None,
    })
}

fn find_several(several: &Several, key: u32) -> Option<&Several> {
    if several.key == key {
        return Some(several);
    }
    several.lines.iter().find_map(|line| match line {
        Line::Several(inner) => find_several(inner, key),
        Line::Asking(_) | Line::Unread(..) => None,
    })
}

fn line_of(several: &mut Several, key: u32) -> Option<&mut Line> {
    several.lines.iter_mut().find_map(|line| match line {
        line if line.key() == key => Some(line),
        Line::Several(inner) => line_of(inner, key),
        Line::Asking(_) | Line::Unread(..) => None,
    })
}

fn several_of(several: &mut Several, key: u32) -> Option<&mut Several> {
    if several.key == key {
        return Some(several);
    }
    several.lines.iter_mut().find_map(|line| match line {
        Line::Several(inner) => several_of(inner, key),
        Line::Asking(_) | Line::Unread(..) => None,
    })
}

fn remove(several: &mut Several, key: u32) {
    several.lines.retain_mut(|line| {
        if line.key() == key {
            return false;
        }
        match line {
            Line::Several(inner) => {
                remove(inner, key);
                !inner.lines.is_empty()
            }
            Line::Asking(_) | Line::Unread(..) => true,
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::kind::Verb;
    use crate::lists::text;

    fn filter(text: &str) -> Filter {
        text::parse(text).unwrap().filter
    }

    #[test]
    fn a_filter_goes_through_a_form_unchanged() {
        let book = Book::default();
        for text in [
            "all()",
            "all(status is asleep,dozing; spent last 12 months over 20000 EUR)",
            "any(tag is \"mornings\",\"a, b\"; all(birthday in-next 2 weeks; visits between 2 and 5))",
            "all(likes not contains \"dió\"; last-visit older-than 3 months; company yes; note known)",
            "all(entered between 2026-01-01 and 2026-03-31; average-check this-year under 12.50 EUR)",
            "all(spent from 2026-01-01 to 2026-03-31 equals 3 EUR; points over 3; segment not is lost)",
            // Of what is gone: it fits nobody, and must not become everybody.
            "all(at-stage:77 yes; tag known)",
            "all(own:01a3185c500000000003abcdef012302 is \"oat\")",
        ] {
            let asked = filter(text);
            assert_eq!(Draft::of(&asked, &book).filter(&book), Ok(asked), "{text}");
        }
    }

    #[test]
    fn what_is_not_finished_asks_for_nothing() {
        let book = Book::default();
        let mut draft = Draft::default();
        let root = draft.root().key;
        draft.join(root, Joined::Any);
        let key = draft.add(root, Field::Tag, &book);
        assert!(draft.filter(&book).unwrap().is_everybody());
        assert_eq!(draft.asking(key).unwrap().condition(&book), Err(Unfinished::NothingTyped));
        draft.change(key, |asking| asking.texts = "mornings".into());
        let expected = filter("any(tag is \"mornings\")");
        assert_eq!(draft.filter(&book), Ok(expected));
        draft.remove(key);
        assert!(draft.is_empty());
    }

    #[test]
    fn another_field_takes_another_question() {
        let book = Book::default();
        let mut draft = Draft::default();
        let key = draft.add(draft.root().key, Field::Tag, &book);
        draft.change(key, |asking| asking.choose_field(Field::Spent, &book));
        assert_eq!(draft.asking(key).unwrap().verb, Verb::Over);
        draft.change(key, |asking| asking.low = "much".into());
        assert!(matches!(
            draft.asking(key).unwrap().condition(&book),
            Err(Unfinished::NotAnAmount(_))
        ));
    }

    #[test]
    fn a_group_goes_with_its_last_line() {
        let book = Book::default();
        let mut draft = Draft::default();
        let root = draft.root().key;
        draft.add_group(root, Field::Tag, &book);
        let Line::Several(group) = &draft.root().lines[0] else { panic!("a group") };
        assert_eq!(group.joined, Joined::Any);
        let key = group.lines[0].key();
        draft.remove(key);
        assert!(draft.is_empty());
    }
}
