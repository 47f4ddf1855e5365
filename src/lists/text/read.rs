//! A filter, read.

use super::words::Words;
use super::{Misread, Read, Reason, value};
use crate::lists::field::Field;
use crate::lists::filter::{
    Condition, Filter, FilterRefusal, Group, Item, Joined, MOST_CONDITIONS, MOST_DEPTH, Unread,
    check_span,
};
use crate::lists::kind::{Kind, Verb};
use crate::lists::span::Span;
use crate::lists::test::{Asked, Limit, Test};

pub(super) fn filter(text: &str) -> Result<Read, Misread> {
    let mut reader = Reader { words: Words::new(text), misread: Vec::new(), n: 0, n_groups: 0 };
    let joined = reader.opens().ok_or_else(|| reader.words.misread(Reason::GroupExpected))?;
    let group = reader.group(joined, 1)?;
    if !reader.words.is_at_end() {
        return Err(reader.words.misread(Reason::BehindTheEnd));
    }
    let refused = |refusal| Misread { at: 0, why: Reason::Tree(refusal) };
    Ok(Read { filter: Filter::new(group).map_err(refused)?, misread: reader.misread })
}

pub(super) fn field_alone(text: &str) -> Result<(Field, Span), Misread> {
    let mut words = Words::new(text);
    let at = words.at();
    let (field, span) = field(&mut words)?;
    if !words.is_at_end() {
        return Err(words.misread(Reason::BehindTheCondition));
    }
    check_span(field, span).map_err(|refusal| Misread { at, why: Reason::Refused(refusal) })?;
    Ok((field, span))
}

struct Reader<'a> {
    words: Words<'a>,
    misread: Vec<Misread>,
    n: usize,
    n_groups: usize,
}

impl Reader<'_> {
    /// Passes over the beginning of a group, if one begins here.
    fn opens(&mut self) -> Option<Joined> {
        let mut after = self.words;
        let word = after.word().text;
        let joined = [Joined::All, Joined::Any].into_iter().find(|known| known.token() == word)?;
        after.skips_sign('(').then(|| {
            self.words = after;
            joined
        })
    }

    /// The items of a group that was opened, up to its end.
    fn group(&mut self, joined: Joined, depth: usize) -> Result<Group, Misread> {
        let most = MOST_DEPTH;
        // Before it is read, so that no depth of a text can exhaust the stack.
        if depth > most {
            return Err(self.words.misread(Reason::Tree(FilterRefusal::TooDeep { most })));
        }
        self.n_groups += 1;
        self.check_number()?;
        let mut items = Vec::new();
        if self.words.skips_sign(')') {
            return Ok(Group { joined, items });
        }
        loop {
            items.push(self.item(depth)?);
            if self.words.skips_sign(')') {
                return Ok(Group { joined, items });
            }
            if !self.words.skips_sign(';') {
                let is_end = self.words.is_at_end();
                let why =
                    if is_end { Reason::ParenthesisMissing } else { Reason::BehindTheCondition };
                return Err(self.words.misread(why));
            }
        }
    }

    fn check_number(&mut self) -> Result<(), Misread> {
        let most = MOST_CONDITIONS;
        if self.n.max(self.n_groups) > most {
            return Err(self.words.misread(Reason::Tree(FilterRefusal::TooMany { most })));
        }
        Ok(())
    }

    fn item(&mut self, depth: usize) -> Result<Item, Misread> {
        if let Some(joined) = self.opens() {
            return Ok(self.group(joined, depth + 1)?.into());
        }
        self.n += 1;
        self.check_number()?;
        let begin = self.words.at();
        let end = self.words.end_of_condition()?;
        let piece = self.words.until(end);
        let text = piece.rest().trim_end();
        if text.is_empty() {
            return Err(self.words.misread(Reason::ConditionExpected));
        }
        let item = match condition(piece.until(begin + text.len())) {
            Ok(condition) => condition.into(),
            Err(misread) => {
                self.misread.push(misread);
                Item::Unread(Unread::new(text))
            }
        };
        self.words.go_to(end);
        Ok(item)
    }
}

fn condition(mut words: Words) -> Result<Condition, Misread> {
    let begin = words.at();
    let (field, span) = field(&mut words)?;
    let test = test(&mut words, field.kind())?;
    if !words.is_at_end() {
        return Err(words.misread(Reason::BehindTheCondition));
    }
    let refused = |refusal| Misread { at: begin, why: Reason::Refused(refusal) };
    Condition::within(field, span, test).map_err(refused)
}

fn field(words: &mut Words) -> Result<(Field, Span), Misread> {
    let word = words.word();
    let field = Field::of_token(word.text).ok_or_else(|| word.misread(Reason::UnknownField))?;
    let span = if field.takes_span() { span(words)? } else { Span::Ever };
    Ok((field, span))
}

fn span(words: &mut Words) -> Result<Span, Misread> {
    if words.skips("last") {
        return Ok(Span::Last(value::stretch(words)?));
    }
    if words.skips("this-month") {
        return Ok(Span::ThisMonth);
    }
    if words.skips("this-year") {
        return Ok(Span::ThisYear);
    }
    if !words.skips("from") {
        return Ok(Span::Ever);
    }
    let from = value::day(words)?;
    joins(words, "to")?;
    Ok(Span::Between(from, value::day(words)?))
}

fn joins(words: &mut Words, word: &str) -> Result<(), Misread> {
    if words.skips(word) { Ok(()) } else { Err(words.misread(Reason::JoinExpected)) }
}

fn test(words: &mut Words, kind: Kind) -> Result<Test, Misread> {
    let not = words.skips("not");
    let takes_yes = kind.tests().contains(&Verb::Yes);
    if takes_yes && words.skips("no") {
        return Ok(Test { asked: Asked::Yes, is_negated: !not });
    }
    let word = words.word();
    let verb = verb(word.text, kind, *words);
    let asked = asked(words, verb.ok_or_else(|| word.misread(Reason::UnknownTest))?, kind)?;
    Ok(Test { asked, is_negated: not })
}

/// The verb of a name: one the kind takes, else any, so that the refusal can say what it was.
fn verb(token: &str, kind: Kind, words: Words) -> Option<Verb> {
    let has_name = |verb: &Verb| verb.token() == token;
    // Of the shop's own fields nobody knows here whether they hold days or numbers.
    let is_meant = |verb: &Verb| match verb {
        Verb::Between => !value::is_day(words),
        Verb::BetweenDays => value::is_day(words),
        Verb::Is
        | Verb::Contains
        | Verb::Begins
        | Verb::OneOf
        | Verb::Yes
        | Verb::Over
        | Verb::Under
        | Verb::Equals
        | Verb::InLast
        | Verb::OlderThan
        | Verb::InNext
        | Verb::Before
        | Verb::After
        | Verb::ThisMonth
        | Verb::ThisYear
        | Verb::Known => true,
    };
    let taken = || kind.tests().iter().copied().filter(has_name);
    let meant = taken().find(is_meant).or_else(|| taken().next());
    meant.or_else(|| Verb::ALL.into_iter().find(has_name))
}

fn asked(words: &mut Words, verb: Verb, kind: Kind) -> Result<Asked, Misread> {
    let asked = match verb {
        Verb::Is => Asked::Is(value::texts(words)?),
        Verb::Contains => Asked::Contains(value::texts(words)?),
        Verb::Begins => Asked::Begins(value::texts(words)?),
        Verb::OneOf => {
            let of = kind.choices().ok_or_else(|| words.misread(Reason::UnknownTest))?;
            Asked::OneOf(value::choices(words, of)?)
        }
        Verb::Yes => Asked::Yes,
        Verb::Over => Asked::Over(value::limit(words, kind)?),
        Verb::Under => Asked::Under(value::limit(words, kind)?),
        Verb::Equals => Asked::Equals(value::limit(words, kind)?),
        Verb::Between => {
            let (low, high) = two_limits(words, kind)?;
            Asked::Between(low, high)
        }
        Verb::InLast => Asked::InLast(value::stretch(words)?),
        Verb::OlderThan => Asked::OlderThan(value::stretch(words)?),
        Verb::InNext => Asked::InNext(value::stretch(words)?),
        Verb::Before => Asked::Before(value::day(words)?),
        Verb::After => Asked::After(value::day(words)?),
        Verb::BetweenDays => {
            let from = value::day(words)?;
            joins(words, "and")?;
            Asked::BetweenDays(from, value::day(words)?)
        }
        Verb::ThisMonth => Asked::ThisMonth,
        Verb::ThisYear => Asked::ThisYear,
        Verb::Known => Asked::Known,
    };
    Ok(asked)
}

fn two_limits(words: &mut Words, kind: Kind) -> Result<(Limit, Limit), Misread> {
    let low = value::limit(words, kind)?;
    joins(words, "and")?;
    Ok((low, value::limit(words, kind)?))
}
