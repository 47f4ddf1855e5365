//! Fields that the owner adds to the card: added, renamed, given other choices, taken away.

use leptos::prelude::*;

use crate::app::around::leaving::Leaving;
use crate::app::around::notices::Notices;
use crate::app::components::{
    Button, Choice, Dialog, Field, FieldKind as InputKind, Glyph, IconButton, Row, Rows, Select,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people::{EditForm, FormColumns, ManyDraft, ManyFields, no_problem};
use crate::app::state::AppState;
use crate::book::Change;
use crate::people::custom::{self, CustomField, FieldKind, FieldRefusal};
use crate::units::id::{FieldId, GroupId};

/// Which field is in the form: one that is there, or a new one.
type Asked = Option<Option<FieldId>>;

/// All of them, each to be edited or taken away, and a button for one more.
#[component]
pub fn OwnFieldsOfTheShop() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let asked = RwSignal::new(None::<Option<FieldId>>);
    let fields = Memo::new(move |_| state.book().read().fields().to_vec());
    let nothing = move || {
        let is_empty = fields.read().is_empty();
        is_empty.then(|| view! { <p class="muted">{words!(i18n, own.empty)}</p> })
    };
    let rows = move || {
        fields.get().into_iter().map(|(id, field)| line(i18n, id, &field, asked)).collect_view()
    };
    view! {
        <div class="stack">
            {nothing}
            <Rows label=words!(i18n, own.title)>{rows}</Rows>
            <div class="cluster">
                <Button
                    label=words!(i18n, own.add)
                    glyph=Glyph::Sale
                    on_press=move |()| asked.set(Some(None))
                />
            </div>
            <FieldDialog asked />
        </div>
    }
}

fn line(i18n: I18n, id: FieldId, field: &CustomField, asked: RwSignal<Asked>) -> AnyView {
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let (title, name) = (field.name.clone(), isolated(&field.name));
    let join = |before, after| said!(i18n, customer.listed, before = before, after = after);
    let mut subtitle = kind_name(i18n, &field.kind);
    if let FieldKind::Choice(choices) = &field.kind {
        let choices = choices.iter().cloned().reduce(join).unwrap_or_default();
        subtitle = said!(i18n, customer.joined, before = subtitle, after = choices);
    }
    let (edit, take_away) = (name.clone(), name.clone());
    let remove = move |()| {
        let change = Change::Fields(custom::Change::Remove { field: id });
        match state.commit(|batch| GroupId(batch.push(change))) {
            Ok(group) => {
                notices.tell_with_undo(said!(i18n, own.removed, name = name.clone()), group);
            }
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    };
    let end = move || {
        view! {
            <IconButton
                label=said!(i18n, own.edit, name = edit)
                glyph=Glyph::Edit
                on_press=move |()| asked.set(Some(Some(id)))
            />
            <IconButton
                label=said!(i18n, own.remove, name = take_away)
                glyph=Glyph::Trash
                on_press=remove
            />
        }
    };
    view! { <Row title subtitle end /> }.into_any()
}

fn kind_name(i18n: I18n, kind: &FieldKind) -> String {
    match kind {
        FieldKind::Text => said!(i18n, own.kind_text),
        FieldKind::Number => said!(i18n, own.kind_number),
        FieldKind::Day => said!(i18n, own.kind_day),
        FieldKind::YesNo => said!(i18n, own.kind_yes_no),
        FieldKind::Choice(_) => said!(i18n, own.kind_choice),
    }
}

/// Every kind, in the order of the form.
fn kinds() -> [FieldKind; 5] {
    let choice = FieldKind::Choice(Vec::new());
    [FieldKind::Text, FieldKind::Number, FieldKind::Day, FieldKind::YesNo, choice]
}

fn place_of(kind: &FieldKind) -> usize {
    match kind {
        FieldKind::Text => 0,
        FieldKind::Number => 1,
        FieldKind::Day => 2,
        FieldKind::YesNo => 3,
        FieldKind::Choice(_) => 4,
    }
}

#[component]
fn FieldDialog(
    /// Which field is in the form, while it is open.
    asked: RwSignal<Asked>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let leaving = expect_context::<Leaving>();
    let title = Signal::derive(move || match asked.get() {
        Some(Some(id)) => {
            let name = state.book().with(|book| book.field(id).map(|field| field.name.clone()));
            said!(i18n, own.edit, name = isolated(&name.unwrap_or_default()))
        }
        Some(None) | None => said!(i18n, own.add),
    });
    view! {
        <Dialog
            open=Signal::derive(move || asked.get().is_some())
            on_close=move |()| {
                if leaving.may_close() {
                    asked.set(None);
                }
            }
            title
            close_label=words!(i18n, frame.close)
        >
            {move || asked.get().map(|own| view! { <FieldForm own asked /> })}
        </Dialog>
    }
}

/// Name and kind, and what there is to choose from; the kind of one that is there stays.
#[component]
fn FieldForm(
    /// Which field, if it is there.
    own: Option<FieldId>,
    /// What closes the form.
    asked: RwSignal<Asked>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let format = expect_context::<Format>();
    let before = state.book().with_untracked(|book| own.and_then(|id| book.field(id).cloned()));
    let before = before.unwrap_or_default();
    let name = RwSignal::new(before.name.clone());
    let place = RwSignal::new(place_of(&before.kind));
    let choices: &[String] =
        if let FieldKind::Choice(choices) = &before.kind { choices } else { &[] };
    let choices = ManyDraft::of(choices.iter().map(String::as_str));
    let refused = RwSignal::new(None);
    let wanted = move || {
        let [text, number, day, yes_no, _] = kinds();
        let kind = match place.get() {
            0 => text,
            1 => number,
            2 => day,
            3 => yes_no,
            _ => FieldKind::Choice(choices.texts()),
        };
        CustomField { name: name.get(), kind }
    };
    let save = move |()| {
        let wanted = untrack(wanted);
        let decided =
            state.book().with_untracked(|book| custom::decisions(book.fields(), own, &wanted));
        let changes = match decided {
            Ok(changes) => changes,
            Err(refusal) => return refused.set(Some(refusal_words(i18n, format, refusal))),
        };
        let made = state.commit(|batch| {
            let stamps: Vec<_> =
                changes.into_iter().map(|change| batch.push(Change::Fields(change))).collect();
            stamps.first().copied().map(GroupId)
        });
        match made {
            Ok(group) => {
                asked.set(None);
                if let Some(group) = group {
                    notices.tell_with_undo(said!(i18n, own.saved), group);
                }
            }
            Err(refusal) => refused.set(Some(sentences::not_made(i18n, refusal))),
        }
    };
    let all_kinds = Signal::derive(move || {
        let choice = |(place, kind): (usize, FieldKind)| {
            Choice::new(place.to_string(), kind_name(i18n, &kind))
        };
        kinds().into_iter().enumerate().map(choice).collect::<Vec<_>>()
    });
    let offered = move || {
        (place.get() == 4).then(|| {
            view! {
                <ManyFields
                    label=words!(i18n, own.choice)
                    draft=choices
                    problem=no_problem
                    tried=false
                />
            }
        })
    };
    view! {
        <EditForm
            save_label=words!(i18n, frame.save)
            on_save=save
            on_cancel=move |()| asked.set(None)
            refused
            columns=FormColumns::One
        >
            <Field
                label=words!(i18n, own.name)
                kind=InputKind::Text
                value=name
                on_input=move |text| name.set(text)
            />
            <Select
                label=words!(i18n, own.kind)
                choices=all_kinds
                value=Signal::derive(move || place.get().to_string())
                on_change=move |value: String| place.set(value.parse().unwrap_or_default())
                disabled=own.is_some()
            />
            {offered}
        </EditForm>
    }
}

fn refusal_words(i18n: I18n, format: Format, refusal: FieldRefusal) -> String {
    let n = |most| format.count(most);
    match refusal {
        FieldRefusal::NoName => said!(i18n, own.no_name),
        FieldRefusal::TooLong { most } => said!(i18n, own.too_long, n = n(most)),
        FieldRefusal::TwiceNamed => said!(i18n, own.twice),
        FieldRefusal::TooMany { most } => said!(i18n, own.too_many, n = n(most)),
        FieldRefusal::NoChoices => said!(i18n, own.no_choices),
        FieldRefusal::TooManyChoices { most } => said!(i18n, own.too_many_choices, n = n(most)),
        FieldRefusal::TwiceChosen => said!(i18n, own.twice_chosen),
    }
}
