//! Several of one kind in a form: phones, emails, tags, each in a field of its own.

use leptos::prelude::*;

use crate::app::components::{Button, ButtonKind, Field, FieldGroup, FieldKind, Glyph};
use crate::app::language::words::{I18n, use_i18n, words};
use crate::people::customer::Member;

/// Several texts as they are being written; an empty one counts for nothing.
#[derive(Clone, Copy, Debug)]
pub struct ManyDraft {
    lines: RwSignal<Vec<(usize, RwSignal<String>)>>,
}

impl ManyDraft {
    /// Begins with what is known, or with one empty place.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts = texts.into_iter().map(|text| RwSignal::new(text.to_owned()));
        let mut lines: Vec<_> = texts.enumerate().collect();
        if lines.is_empty() {
            lines.push((0, RwSignal::new(String::new())));
        }
        Self { lines: RwSignal::new(lines) }
    }

    fn add(self) {
        self.lines.update(|lines| {
            let next = lines.iter().map(|(key, _)| key + 1).max().unwrap_or_default();
            lines.push((next, RwSignal::new(String::new())));
        });
    }

    /// What is written, without blanks around it and nothing twice.
    #[must_use]
    pub fn texts(self) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for (_, line) in self.lines.read().iter() {
            let text = line.read().trim().to_owned();
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    /// Whether one of them cannot be written down.
    #[must_use]
    pub fn has_problem(self, i18n: I18n, problem: Problem) -> bool {
        self.texts().iter().any(|text| problem(i18n, text).is_some())
    }

    /// What became of the members that were known: those that are gone, then those that are new.
    #[must_use]
    pub fn changes(
        self,
        before: &[Member],
        member: impl Fn(String) -> Member,
    ) -> Vec<(Member, bool)> {
        let now: Vec<Member> = self.texts().into_iter().map(member).collect();
        let gone = before.iter().filter(|known| !now.contains(known));
        let gone: Vec<_> = gone.map(|known| (known.clone(), false)).collect();
        let new = now.into_iter().filter(|member| !before.contains(member));
        gone.into_iter().chain(new.map(|member| (member, true))).collect()
    }
}

/// Says why a text cannot be written down.
pub type Problem = fn(I18n, &str) -> Option<String>;

/// A field for each of several texts, and one more on demand.
#[component]
pub fn ManyFields(
    /// What they are together, and each of them.
    #[prop(into)]
    label: Signal<String>,
    /// What is written.
    draft: ManyDraft,
    /// Why a text cannot be written down.
    problem: Problem,
    /// Whether an unfinished one is refused already: saving was tried.
    #[prop(into)]
    tried: Signal<bool>,
    /// What kind of thing is written.
    #[prop(optional)]
    kind: FieldKind,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = move |(_, text): (usize, RwSignal<String>)| {
        let error =
            Signal::derive(move || tried.get().then(|| problem(i18n, &text.read())).flatten());
        view! { <Field label kind value=text error on_input=move |typed| text.set(typed) /> }
    };
    view! {
        <FieldGroup label>
            <For each=move || draft.lines.get() key=|(key, _)| *key children=field />
            <Button
                label=words!(i18n, customer.one_more)
                kind=ButtonKind::Quiet
                glyph=Glyph::Sale
                on_press=move |()| draft.add()
            />
        </FieldGroup>
    }
}
