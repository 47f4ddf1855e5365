//! Two cards side by side, and what they would be together.

use leptos::prelude::*;

use super::{Search, later_button};
use crate::app::components::{Button, ButtonKind, Panel};
use crate::app::language::asked::{Telling, capitalized};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::parts::people::name_of;
use crate::lists::cell::Cell;
use crate::lists::choice::{Choice as Value, Said};
use crate::lists::own;
use crate::people::customer::{Customer, Fact, Member};
use crate::people::field::Field;
use crate::people::merge::{Choice, Merge, Side};
use crate::people::pairs::Pair;
use crate::units::money::Money;

/// A line of the comparison: what it is about, and what stands in each of the three columns.
struct Line {
    label: String,
    one: String,
    other: String,
    together: String,
    /// Where the owner chooses: the place among the choices.
    choice: Option<usize>,
}

/// Whether a member is of a group of them.
type IsOf = fn(&Member) -> bool;

/// A pair, side by side.
#[component]
pub fn Beside(
    /// The search.
    search: Search,
    /// The pair.
    pair: Pair,
) -> impl IntoView {
    let Search { i18n, state, .. } = search;
    let cards = state.book().with_untracked(|book| {
        let card = |id| book.customer(id).cloned().unwrap_or_default();
        (card(pair.one), card(pair.other))
    });
    let merge = RwSignal::new(Merge::of(&cards.0, &cards.1));
    let cards = StoredValue::new(cards);
    let title = search.names(&pair);
    let (one, other) = (pair.one, pair.other);
    let lines = move || {
        let lines =
            cards.with_value(|(one, other)| lines(search, &pair, one, other, &merge.read()));
        lines.into_iter().map(|line| line_view(line, merge)).collect_view()
    };
    let merge_them = move |()| search.merge(vec![(one, other, merge.get_untracked())]);
    let apart = {
        let pair = Pair {
            one,
            other,
            likelihood: crate::people::pairs::Likelihood::LookFirst,
            reasons: Vec::new(),
        };
        move |()| search.tell_apart(&pair)
    };
    view! {
        <Panel title>
            <div class="stack">
            <p class="muted">{words!(i18n, duplicates.nothing_lost)}</p>
            <div class="merge">
                <div class="merge__line merge__line--head" aria-hidden="true">
                    <span></span>
                    <span>{words!(i18n, duplicates.first)}</span>
                    <span>{words!(i18n, duplicates.second)}</span>
                    <span>{words!(i18n, duplicates.together)}</span>
                </div>
                {lines}
            </div>
            <div class="cluster">
                <Button
                    label=words!(i18n, duplicates.merge)
                    kind=ButtonKind::Primary
                    on_press=merge_them
                />
                <Button label=words!(i18n, duplicates.different) on_press=apart />
                {later_button(search, (one, other))}
            </div>
            <p class="muted">{words!(i18n, duplicates.different_hint)}</p>
            </div>
        </Panel>
    }
}

fn line_view(line: Line, merge: RwSignal<Merge>) -> AnyView {
    let Line { label, one, other, together, choice } = line;
    let group = label.clone();
    let cell = move |side: Side, text: String| match choice {
        None => view! { <span class="merge__cell"><bdi>{text}</bdi></span> }.into_any(),
        Some(place) => {
            let is_chosen =
                move || merge.read().choices.get(place).is_some_and(|choice| choice.chosen == side);
            let choose = move |_| {
                merge.update(|merge| {
                    if let Some(choice) = merge.choices.get_mut(place) {
                        choice.chosen = side;
                    }
                });
            };
            view! {
                <label class="merge__choice">
                    <input
                        type="radio"
                        name=format!("merge-{place}")
                        prop:checked=is_chosen
                        on:change=choose
                    />
                    <bdi>{text}</bdi>
                </label>
            }
            .into_any()
        }
    };
    view! {
        <div class="merge__line" role="group" aria-label=group>
            <span class="merge__label">{label}</span>
            {cell(Side::One, one)}
            {cell(Side::Other, other)}
            <span class="merge__together"><bdi>{together}</bdi></span>
        </div>
    }
    .into_any()
}

/// Everything that either card says.
fn lines(
    search: Search,
    pair: &Pair,
    one: &Customer,
    other: &Customer,
    merge: &Merge,
) -> Vec<Line> {
    let i18n = search.i18n;
    let together = merge.card(one, other);
    let mut lines = Vec::new();
    for fact in together.facts().iter().filter(|fact| !fact.is_empty()) {
        let register = fact.register();
        let is_asked = |choice: &Choice| choice.one.register() == register;
        let choice = merge.choices.iter().position(is_asked);
        let text = |of: &Customer| fact_text(search, of.fact(register));
        let name = search
            .state
            .book()
            .with(|book| capitalized(&sentences::field(i18n, book, Field::of_fact(fact))));
        let label = match fact {
            Fact::Consent(channel, _) => sentences::channel(i18n, *channel),
            _other => name,
        };
        let (one, other, together) = (text(one), text(other), text(&together));
        lines.push(Line { label, one, other, together, choice });
    }
    let groups: [(String, IsOf); 6] = [
        (said!(i18n, duplicates.phones), |it| matches!(it, Member::Phone(_))),
        (said!(i18n, duplicates.emails), |it| matches!(it, Member::Email(_))),
        (said!(i18n, duplicates.messengers), |it| matches!(it, Member::Messenger(..))),
        (said!(i18n, duplicates.addresses), |it| matches!(it, Member::Address(_))),
        (said!(i18n, duplicates.tags), |it| matches!(it, Member::Tag(_))),
        (said!(i18n, duplicates.likes), |it| matches!(it, Member::Likes(_))),
    ];
    for (label, is_of) in groups {
        let text = |of: &Customer| members_text(search, of, is_of);
        if together.members().iter().any(is_of) {
            let (one, other, together) = (text(one), text(other), text(&together));
            lines.push(Line { label, one, other, together, choice: None });
        }
    }
    lines.push(purchases_line(search, pair));
    lines
}

fn purchases_line(search: Search, pair: &Pair) -> Line {
    let Search { i18n, format, state, .. } = search;
    let bought = |id| {
        state.book().with(|book| {
            book.purchases_of(id)
                .fold((0, Money::ZERO), |(n, sum), (_, bought)| (n + 1, sum + bought.net()))
        })
    };
    let text = |(n, amount): (usize, Money)| {
        let (n, amount) = (format.count(n), format.money(amount));
        said!(i18n, duplicates.purchases_text, n = n, amount = amount)
    };
    let (one, other) = (bought(pair.one), bought(pair.other));
    Line {
        label: said!(i18n, duplicates.purchases),
        one: text(one),
        other: text(other),
        together: text((one.0 + other.0, one.1 + other.1)),
        choice: None,
    }
}

fn members_text(search: Search, of: &Customer, is_of: IsOf) -> String {
    let i18n = search.i18n;
    let join = |one: String, other: String| said!(i18n, filter.listed, one = one, other = other);
    let texts = of.members().iter().filter(|member| is_of(member));
    let texts = texts.map(|member| member.text().to_owned()).reduce(join);
    texts.unwrap_or_else(|| said!(i18n, duplicates.none))
}

/// What a fact says.
fn fact_text(search: Search, fact: Option<&Fact>) -> String {
    let Search { i18n, format, state, .. } = search;
    let Some(fact) = fact.filter(|fact| !fact.is_empty()) else {
        return said!(i18n, duplicates.none);
    };
    state.book().with(|book| {
        let cell = match fact {
            Fact::Birthday(Some(birthday)) => Cell::Birthday(*birthday),
            Fact::Company(yes) | Fact::NeverWrite(yes) | Fact::BroughtIn(yes) => Cell::YesNo(*yes),
            Fact::ReferredBy(Some(id)) | Fact::WorksAt(Some(id)) => {
                Cell::text(&name_of(i18n, book.customer(book.who(*id))))
            }
            Fact::Prefers(Some(channel)) => Cell::Choice(Value::Channel(*channel)),
            Fact::Consent(_, consent) => {
                let said = if consent.given { Said::Given } else { Said::Refused };
                Cell::Choice(Value::Said(said))
            }
            Fact::Custom(field, _) => {
                let mut card = Customer::default();
                card.set(fact.clone());
                own::value(&card, *field)
            }
            Fact::Photo(Some(_)) => Cell::text(&said!(i18n, duplicates.a_photo)),
            Fact::Birthday(None)
            | Fact::Photo(None)
            | Fact::ReferredBy(None)
            | Fact::WorksAt(None)
            | Fact::Prefers(None) => Cell::Nothing,
            Fact::Name(text)
            | Fact::Card(text)
            | Fact::FileId(text)
            | Fact::Source(text)
            | Fact::KeptBy(text)
            | Fact::Note(text)
            | Fact::BestTime(text)
            | Fact::Role(text)
            | Fact::OpeningHours(text) => Cell::text(text),
        };
        Telling { i18n, format, book }.cell(&cell)
    })
}
