//! One condition: what is asked, how, and with what it is compared.

use leptos::prelude::*;

use crate::app::components::{
    Checkbox, Choice, Field as Input, FieldKind, Glyph, IconButton, LabelPlace, Select,
};
use crate::app::language::asked::{self, Telling};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::pages::customers::builder::field_choices;
use crate::app::pages::customers::listing::Listing;
use crate::app::state::AppState;
use crate::lists::choice::Choice as Value;
use crate::lists::draft::{Asking, SpanKind};
use crate::lists::field::Field;
use crate::lists::kind::{Kind, Takes, Verb};
use crate::lists::span::Unit;

/// One condition, in one line on a wide screen.
#[component]
pub fn ConditionLine(
    /// What is asked for.
    listing: Listing,
    /// The line.
    key: u32,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = Asks { listing, key, state: expect_context(), format: expect_context(), i18n };
    let takes = Memo::new(move |_| line.of(|asking| asking.takes()));
    let field = Memo::new(move |_| line.of(|asking| asking.field));
    let remove_label = Signal::derive(move || {
        let name = line.state.book().with(|book| {
            field.get().map(|field| asked::field(i18n, book, field)).unwrap_or_default()
        });
        said!(i18n, filter.remove, field = name)
    });
    let error = move || {
        let unfinished = line
            .state
            .book()
            .with(|book| line.of(|asking| asking.condition(book).err()).flatten())?;
        line.state
            .book()
            .with(|book| Telling { i18n, format: line.format, book }.unfinished(unfinished))
    };
    view! {
        <div class="condition" role="group">
            <div class="condition__field">
                <Select
                    label=words!(i18n, filter.field)
                    label_place=LabelPlace::Hidden
                    choices=Signal::derive(move || field_choices(i18n, line.state))
                    value=Signal::derive(move || field.get().map(Field::token).unwrap_or_default())
                    on_change=move |token: String| line.choose_field(&token)
                />
            </div>
            {move || field.get().filter(|field| field.takes_span()).map(|_| span(line))}
            <div class="condition__test">
                <Select
                    label=words!(i18n, filter.test)
                    label_place=LabelPlace::Hidden
                    choices=Signal::derive(move || line.verbs())
                    value=Signal::derive(move || line.verb())
                    on_change=move |value: String| line.choose_verb(&value)
                />
            </div>
            <div class="condition__value">{move || takes.get().map(|takes| value(line, takes))}</div>
            <IconButton
                label=remove_label
                glyph=Glyph::Close
                on_press=move |()| listing.draft.update(|draft| draft.remove(key))
            />
            <p class="condition__error field__error" aria-live="polite">{error}</p>
        </div>
    }
}

/// A line of the form and what it needs.
#[derive(Clone, Copy)]
struct Asks {
    listing: Listing,
    key: u32,
    state: AppState,
    format: Format,
    i18n: I18n,
}

impl Asks {
    fn of<R>(self, read: impl FnOnce(&Asking) -> R) -> Option<R> {
        self.listing.draft.read().asking(self.key).map(read)
    }

    fn change(self, change: impl FnOnce(&mut Asking)) {
        self.listing.draft.update(|draft| draft.change(self.key, change));
        self.listing.current.set(0);
    }

    fn choose_field(self, token: &str) {
        if let Some(field) = Field::of_token(token) {
            self.state.book().with_untracked(|book| {
                self.change(|asking| asking.choose_field(field, book));
            });
        }
    }

    /// The questions the field takes, each and the other way round, by their places.
    fn questions(self) -> Vec<(Verb, bool)> {
        let kind = self
            .of(|asking| asking.field)
            .and_then(|field| self.state.book().with(|book| field.kind_in(book)));
        let verbs = kind.map_or(&[][..], Kind::tests);
        verbs.iter().flat_map(|verb| [(*verb, false), (*verb, true)]).collect()
    }

    fn verbs(self) -> Vec<Choice> {
        let choice = |(place, (verb, is_negated)): (usize, (Verb, bool))| {
            Choice::new(place.to_string(), asked::verb(self.i18n, verb, is_negated))
        };
        self.questions().into_iter().enumerate().map(choice).collect()
    }

    fn verb(self) -> String {
        let now = self.of(|asking| (asking.verb, asking.is_negated));
        let place = self.questions().into_iter().position(|question| Some(question) == now);
        place.unwrap_or_default().to_string()
    }

    fn choose_verb(self, place: &str) {
        let question = place.parse().ok().and_then(|at: usize| self.questions().get(at).copied());
        if let Some((verb, is_negated)) = question {
            self.change(|asking| (asking.verb, asking.is_negated) = (verb, is_negated));
        }
    }

    /// A field of the form for a text of the condition.
    fn text(
        self,
        label: Signal<String>,
        kind: FieldKind,
        read: fn(&Asking) -> &String,
        write: fn(&mut Asking) -> &mut String,
    ) -> AnyView {
        view! {
            <Input
                label
                label_place=LabelPlace::Hidden
                kind
                placeholder=MaybeProp::derive(move || Some(label.get()))
                value=Signal::derive(move || self.of(|it| read(it).clone()).unwrap_or_default())
                on_input=move |text: String| self.change(|asking| *write(asking) = text)
            />
        }
        .into_any()
    }

    fn unit(self, read: fn(&Asking) -> Unit, write: fn(&mut Asking) -> &mut Unit) -> AnyView {
        let i18n = self.i18n;
        let choice = move |unit: Unit| Choice::new(unit.token(), asked::unit(i18n, unit));
        let of = |token: &str| Unit::ALL.into_iter().find(|unit| unit.token() == token);
        view! {
            <Select
                label=words!(i18n, filter.unit)
                label_place=LabelPlace::Hidden
                choices=Signal::derive(move || Unit::ALL.map(choice).into())
                value=Signal::derive(move || {
                    self.of(read).map(|unit| unit.token().to_owned()).unwrap_or_default()
                })
                on_change=move |token: String| {
                    if let Some(unit) = of(&token) {
                        self.change(|asking| *write(asking) = unit);
                    }
                }
            />
        }
        .into_any()
    }
}

/// What the question is compared with.
fn value(line: Asks, takes: Takes) -> AnyView {
    let i18n = line.i18n;
    let low = || {
        let label = words!(i18n, filter.value);
        line.text(label, FieldKind::Decimal, |it| &it.low, |it| &mut it.low)
    };
    let from = || {
        let label = words!(i18n, filter.from);
        line.text(label, FieldKind::Date, |it| &it.from, |it| &mut it.from)
    };
    match takes {
        Takes::Nothing => ().into_any(),
        Takes::Texts => {
            let label = words!(i18n, filter.texts_hint);
            line.text(label, FieldKind::Text, |it| &it.texts, |it| &mut it.texts)
        }
        Takes::Choices => choices(line),
        Takes::Limit => low(),
        Takes::TwoLimits => {
            let label = words!(i18n, filter.to);
            let high = line.text(label, FieldKind::Decimal, |it| &it.high, |it| &mut it.high);
            view! { {low()} {high} }.into_any()
        }
        Takes::Stretch => {
            let label = words!(i18n, filter.number);
            let n = line.text(label, FieldKind::Digits, |it| &it.n, |it| &mut it.n);
            view! { {n} {line.unit(|it| it.unit, |it| &mut it.unit)} }.into_any()
        }
        Takes::Day => from(),
        Takes::TwoDays => {
            let label = words!(i18n, filter.to);
            let to = line.text(label, FieldKind::Date, |it| &it.to, |it| &mut it.to);
            view! { {from()} {to} }.into_any()
        }
    }
}

/// The choices of the field, to be ticked.
fn choices(line: Asks) -> AnyView {
    let i18n = line.i18n;
    let all = move || {
        let kind = line.of(|asking| asking.field.kind());
        let all = kind.and_then(Kind::choices).map(|choices| choices.all());
        all.unwrap_or_default()
    };
    let tick = move |value: Value| {
        view! {
            <Checkbox
                label=Signal::derive(move || asked::choice(i18n, value))
                checked=Signal::derive(move || {
                    line.of(|asking| asking.choices.contains(&value)).unwrap_or_default()
                })
                on_change=move |_| line.change(|asking| asking.toggle(value))
            />
        }
    };
    view! {
        <div class="condition__choices">
            <For each=all key=|value| *value children=tick />
        </div>
    }
    .into_any()
}

/// From when to when purchases count.
fn span(line: Asks) -> AnyView {
    let i18n = line.i18n;
    let kind = Memo::new(move |_| line.of(|asking| asking.span).unwrap_or_default());
    let place = |kind: SpanKind| SpanKind::ALL.iter().position(|known| *known == kind);
    let choice = move |(at, kind): (usize, SpanKind)| {
        Choice::new(at.to_string(), asked::span_kind(i18n, kind))
    };
    let more = move || match kind.get() {
        SpanKind::Ever | SpanKind::ThisMonth | SpanKind::ThisYear => ().into_any(),
        SpanKind::Last => {
            let label = words!(i18n, filter.number);
            let n = line.text(label, FieldKind::Digits, |it| &it.span_n, |it| &mut it.span_n);
            view! { {n} {line.unit(|it| it.span_unit, |it| &mut it.span_unit)} }.into_any()
        }
        SpanKind::Between => {
            let label = words!(i18n, filter.from);
            let from =
                line.text(label, FieldKind::Date, |it| &it.span_from, |it| &mut it.span_from);
            let label = words!(i18n, filter.to);
            let to = line.text(label, FieldKind::Date, |it| &it.span_to, |it| &mut it.span_to);
            view! { {from} {to} }.into_any()
        }
    };
    view! {
        <div class="condition__span">
            <Select
                label=words!(i18n, filter.span)
                label_place=LabelPlace::Hidden
                choices=Signal::derive(move || {
                    SpanKind::ALL.into_iter().enumerate().map(choice).collect()
                })
                value=Signal::derive(move || place(kind.get()).unwrap_or_default().to_string())
                on_change=move |at: String| {
                    let kind = at.parse().ok().and_then(|at: usize| SpanKind::ALL.get(at));
                    if let Some(kind) = kind {
                        line.change(|asking| asking.span = *kind);
                    }
                }
            />
            {more}
        </div>
    }
    .into_any()
}
