//! One cell of the list that is written in its place.

use leptos::{ev, prelude::*};

use crate::app::around::notices::Notices;
use crate::app::language::asked;
use crate::app::language::format::isolated;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n};
use crate::app::parts::people::name_of;
use crate::app::state::AppState;
use crate::book::Change;
use crate::lists::column::Column;
use crate::lists::edit::{self, Edit, Pen};
use crate::people::custom::ValueRefusal;
use crate::units::id::{CustomerId, GroupId};

/// A cell with what it is written by; `None` where it is left to the card.
pub fn writing(id: CustomerId, column: Column, pen: Pen) -> Option<AnyView> {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let field = column.field();
    let stands = move || state.book().with(|book| edit::written(book.customer(id)?, field));
    untrack(stands)?;
    let stands = Memo::new(move |_| stands().unwrap_or_default());
    let label = move || {
        state.book().with(|book| {
            let who = name_of(i18n, book.customer(id));
            said!(i18n, customers.cell_of, column = asked::label(i18n, book, field), who = who)
        })
    };
    let refused = RwSignal::new(None::<String>);
    let write =
        move |text: String| refused.set(keep(state, notices, i18n, id, column, &text).err());
    // What stands there again, whatever was typed.
    let back = move |event: ev::KeyboardEvent, set: &dyn Fn(&str)| {
        if event.key() == "Escape" {
            event.stop_propagation();
            set(&stands.get_untracked());
            refused.set(None);
        }
    };
    let problem = move || {
        refused
            .get()
            .map(|text| view! { <span class="cell-pen__refused" role="alert">{text}</span> })
    };
    let is_refused = move || refused.read().is_some().then_some("true");
    let choices = match &pen {
        Pen::Choice(choices) => Some(choices.iter().map(|it| (it.clone(), it.clone())).collect()),
        Pen::YesNo => Some(vec![
            ("true".to_owned(), said!(i18n, filter.verb_yes)),
            ("false".to_owned(), said!(i18n, filter.verb_not_yes)),
        ]),
        Pen::Text | Pen::Texts | Pen::Number | Pen::Day => None,
    };
    let pen = if let Some(choices) = choices {
        let option = move |(value, name): (String, String)| {
            let is_it = {
                let value = value.clone();
                move || *stands.read() == value
            };
            view! { <option value=value selected=is_it>{name}</option> }
        };
        let choices: Vec<(String, String)> = choices;
        view! {
            <select
                class="cell-pen"
                aria-label=label
                aria-invalid=is_refused
                prop:value=move || stands.get()
                on:change=move |event| write(event_target_value(&event))
            >
                <option value="">{said!(i18n, own.unset)}</option>
                {choices.into_iter().map(option).collect_view()}
            </select>
        }
        .into_any()
    } else {
        let (kind, mode) = match pen {
            Pen::Day => ("date", "text"),
            Pen::Number => ("text", "decimal"),
            Pen::Text | Pen::Texts | Pen::YesNo | Pen::Choice(_) => ("text", "text"),
        };
        let input = NodeRef::<leptos::html::Input>::new();
        let set = move |text: &str| {
            if let Some(input) = input.get_untracked() {
                input.set_value(text);
            }
        };
        view! {
            <input
                node_ref=input
                class="cell-pen"
                type=kind
                inputmode=mode
                dir="auto"
                autocomplete="off"
                aria-label=label
                aria-invalid=is_refused
                prop:value=move || stands.get()
                on:change=move |event| write(event_target_value(&event))
                on:keydown=move |event| back(event, &set)
            />
        }
        .into_any()
    };
    Some(view! { {pen} {problem} }.into_any())
}

/// Keeps what was written, as one step that can be taken back.
fn keep(
    state: AppState,
    notices: Notices,
    i18n: I18n,
    id: CustomerId,
    column: Column,
    text: &str,
) -> Result<(), String> {
    let made = state.book().with_untracked(|book| {
        let customer = book.customer(id)?;
        Some(edit::edit(book, customer, column.field(), text))
    });
    let Edit { facts, members } = match made {
        None => return Ok(()),
        Some(Ok(edit)) if edit.is_nothing() => return Ok(()),
        Some(Ok(edit)) => edit,
        Some(Err(refusal)) => return Err(refused(i18n, refusal)),
    };
    let made = state.commit(|batch| {
        let facts = (!facts.is_empty()).then_some(Change::SetFacts { customer: id, facts });
        let members = members.into_iter().map(|(member, present)| Change::SetMember {
            customer: id,
            member,
            present,
        });
        let stamps: Vec<_> =
            facts.into_iter().chain(members).map(|change| batch.push(change)).collect();
        stamps.first().copied().map(GroupId)
    });
    match made {
        Ok(Some(group)) => {
            let who = state.book().with_untracked(|book| name_of(i18n, book.customer(id)));
            let told = said!(i18n, customers.cell_kept, who = isolated(&who));
            notices.tell_with_undo(told, group);
            Ok(())
        }
        Ok(None) => Ok(()),
        Err(refusal) => Err(sentences::not_made(i18n, refusal)),
    }
}

fn refused(i18n: I18n, refusal: ValueRefusal) -> String {
    match refusal {
        ValueRefusal::NotANumber => said!(i18n, own.not_a_number),
        ValueRefusal::NotADay => said!(i18n, own.not_a_day),
        ValueRefusal::NotAChoice => said!(i18n, own.not_a_choice),
    }
}
