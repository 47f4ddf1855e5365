//! Fields that the owner added to the card: what stands in them, and writing it anew.

use leptos::prelude::*;

use crate::app::components::{Choice, Field, FieldKind as InputKind, Select};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said};
use crate::app::pages::customer::card::Card;
use crate::people::custom::{FieldKind, ValueRefusal, written};
use crate::people::customer::{Customer, Fact, Value};
use crate::units::id::FieldId;

const YES: &str = "true";
const NO: &str = "false";

/// What stands in the fields of a customer, each with its name; what is empty is left out.
pub fn standing(card: Card) -> Vec<(String, String)> {
    let (book, customer) = (card.state.book().read(), card.customer.read());
    let fields = book.fields().iter().filter_map(|(id, field)| {
        let value = customer.custom(*id)?;
        Some((field.name.clone(), shown(card.i18n, card.format, value)))
    });
    fields.collect()
}

/// A value as it is read.
#[expect(clippy::cast_precision_loss, reason = "thousandths on screen are far below 2^53")]
fn shown(i18n: I18n, format: Format, value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) => text.clone(),
        Value::Number(thousandths) => format.number(*thousandths as f64 / 1000.0, 3),
        Value::Day(day) => format.day(*day),
        Value::YesNo(true) => said!(i18n, filter.verb_yes),
        Value::YesNo(false) => said!(i18n, filter.verb_not_yes),
    }
}

/// One field in the making.
#[derive(Clone, Debug)]
struct OwnLine {
    id: FieldId,
    name: String,
    kind: FieldKind,
    was: String,
    text: RwSignal<String>,
}

/// All fields of a card in the making; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct OwnDraft(StoredValue<Vec<OwnLine>>);

impl OwnDraft {
    /// Begins with what is known.
    pub fn of(card: Card, customer: &Customer) -> Self {
        let lines = card.state.book().with_untracked(|book| {
            let line = |(id, field): &(FieldId, crate::people::custom::CustomField)| {
                let was = customer.custom(*id).map(written).unwrap_or_default();
                let (name, kind) = (field.name.clone(), field.kind.clone());
                OwnLine { id: *id, name, kind, text: RwSignal::new(was.clone()), was }
            };
            book.fields().iter().map(line).collect()
        });
        Self(StoredValue::new(lines))
    }

    /// The facts that differ from what was known.
    ///
    /// # Errors
    /// What cannot stand in one of them; the field itself says why.
    pub fn facts(self) -> Result<Vec<Fact>, ValueRefusal> {
        self.0.with_value(|lines| {
            let changed = lines.iter().filter(|line| line.text.read().trim() != line.was);
            let fact =
                |line: &OwnLine| Ok(Fact::Custom(line.id, line.kind.read(&line.text.read())?));
            changed.map(fact).collect()
        })
    }
}

/// The fields.
#[component]
pub fn OwnFields(
    /// The language.
    i18n: I18n,
    /// What is written.
    draft: OwnDraft,
) -> impl IntoView {
    draft.0.get_value().into_iter().map(|line| one(i18n, line)).collect_view()
}

fn one(i18n: I18n, line: OwnLine) -> AnyView {
    let OwnLine { name, kind, was, text, .. } = line;
    let label = Signal::derive(move || name.clone());
    let select = move |choices: Vec<Choice>| {
        view! {
            <Select
                label
                choices=Signal::derive(move || choices.clone())
                value=text
                on_change=move |value| text.set(value)
            />
        }
        .into_any()
    };
    let unset = Choice::new("", said!(i18n, own.unset));
    let input = match &kind {
        FieldKind::Text => InputKind::Text,
        FieldKind::Number => InputKind::Decimal,
        FieldKind::Day => InputKind::Date,
        FieldKind::YesNo => {
            let yes = Choice::new(YES, said!(i18n, filter.verb_yes));
            return select(vec![unset, yes, Choice::new(NO, said!(i18n, filter.verb_not_yes))]);
        }
        FieldKind::Choice(offered) => {
            // What was chosen before it was taken out of the choices can stay.
            let gone = (!was.is_empty() && !offered.contains(&was)).then(|| {
                Choice::new(was.clone(), said!(i18n, own.gone_choice, choice = was.clone()))
            });
            let offered = offered.iter().map(|choice| Choice::new(choice.clone(), choice.clone()));
            return select(std::iter::once(unset).chain(offered).chain(gone).collect());
        }
    };
    let error = Signal::derive(move || {
        let typed = text.read();
        let is_new = typed.trim() != was;
        let refusal = kind.read(&typed).err().filter(|_| is_new).map(|why| refused(i18n, why));
        refusal.or_else(|| sentences::text_problem(i18n, &typed))
    });
    view! { <Field label kind=input value=text error on_input=move |typed| text.set(typed) /> }
        .into_any()
}

fn refused(i18n: I18n, refusal: ValueRefusal) -> String {
    match refusal {
        ValueRefusal::NotANumber => said!(i18n, own.not_a_number),
        ValueRefusal::NotADay => said!(i18n, own.not_a_day),
        ValueRefusal::NotAChoice => said!(i18n, own.not_a_choice),
    }
}
