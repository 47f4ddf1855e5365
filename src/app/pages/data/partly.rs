//! Sales of which a part was refunded while the file does not say how much: the owner writes it
//! beside each, as far as it is known.

use leptos::prelude::*;

use super::form::place as at;
use super::import::Import;
use crate::app::components::{
    Button, Cell, CellKind, Column, DataTable, Field, FieldKind, LabelPlace,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences::typed_refusal;
use crate::app::language::words::{said, use_i18n, words};
use crate::files::import::{PartlySale, StateWord, state_key};
use crate::trade::typed;
use crate::units::money::Money;

/// How many sales of a word are listed at first, and more at each press.
const PAGE: usize = 50;

/// The sales, word by word; nothing where there are none.
#[component]
pub fn Partly(
    /// The list.
    import: Import,
    /// The words as the plan has them now.
    words: Memo<Vec<StateWord>>,
) -> impl IntoView {
    let each = move || {
        let words = words.read();
        let asked = words.iter().filter(|word| word.n_partly > 0);
        asked.map(|word| word.word.clone()).collect::<Vec<_>>()
    };
    let children = move |word: String| {
        let key = state_key(&word);
        let now = Memo::new(move |_| {
            let words = words.read();
            words.iter().find(|word| state_key(&word.word) == key).cloned().unwrap_or_default()
        });
        view! { <PartlyWord import word now /> }
    };
    view! { <For each key=|word| state_key(word) children /> }
}

/// The sales of one word.
#[component]
fn PartlyWord(
    /// The list.
    import: Import,
    /// The word.
    word: String,
    /// The word as the plan has it now.
    now: Memo<StateWord>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let word = isolated(&word);
    let explained = {
        let word = word.clone();
        words!(i18n, import.partly_explained, word = word.clone())
    };
    let asked_for = RwSignal::new(PAGE);
    // A field that is wrong is never out of sight.
    let shown = Memo::new(move |_| {
        let unread = import.unread().read();
        let is_wrong = |sale: &PartlySale| sale.is_refused() || unread.contains_key(&sale.line);
        let last = now.with(|word| word.partly.iter().rposition(is_wrong));
        asked_for.get().max(last.map_or(0, |last| last + 1))
    });
    let list =
        move || now.with(|word| word.partly.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    // What is written beside a sale is no part of it: the field stays while its answer changes.
    let key = |sale: &PartlySale| (sale.line, sale.name.clone(), sale.day, sale.amount, sale.known);
    let row = move |sale: PartlySale| view! { <PartlyRow import sale /> };
    let left = move || now.with(|word| word.partly.len().saturating_sub(shown.get()));
    let more =
        words!(i18n, import.more, count = left().min(PAGE), n = format.count(left().min(PAGE)));
    let show_more = move |()| asked_for.set(shown.get_untracked() + PAGE);
    // The button says the same of the last of them.
    let rest = move || now.with(|word| word.n_partly.saturating_sub(shown.get()));
    let rest = move || {
        (rest() > left().min(PAGE))
            .then(|| said!(i18n, import.and_more, count = rest(), n = format.count(rest())))
    };
    let columns = Signal::derive(move || {
        vec![
            Column::text(said!(i18n, import.partly_sale)),
            Column::figure(said!(i18n, import.partly_paid)),
            Column::figure(said!(i18n, import.meaning_refunded)),
        ]
    });
    view! {
        <p>{explained}</p>
        <DataTable caption=words!(i18n, import.states_of, word = word.clone()) columns>
            <For each=list key children=row />
        </DataTable>
        <div class="cluster">
            {move || rest().map(|text| view! { <span class="import__line">{text}</span> })}
            {move || (left() > 0).then(|| view! { <Button label=more on_press=show_more /> })}
        </div>
    }
}

/// One sale, and what was refunded of it.
#[component]
fn PartlyRow(
    /// The list.
    import: Import,
    /// The sale.
    sale: PartlySale,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let PartlySale { line, day, amount, known, .. } = sale;
    let n = move || at(i18n, format, import, line);
    let name = sale.name.clone();
    let name = move || match name.as_str() {
        "" => said!(i18n, sale.nameless),
        name => isolated(name),
    };
    let place = move || said!(i18n, import.partly_place, n = n(), day = format.day(day));
    let known = move || {
        (known > Money::ZERO)
            .then(|| said!(i18n, import.partly_known, amount = format.money(known)))
    };
    let said_now = move || {
        import.options().with(|options| (options.currency, options.given_back.get(&line).copied()))
    };
    let unread = move || import.unread().with(|unread| unread.get(&line).cloned());
    let value = Memo::new(move |_| {
        let (currency, said) = said_now();
        let written = || said.map(|said| typed::plain(said, currency)).unwrap_or_default();
        unread().unwrap_or_else(written)
    });
    let error = move || {
        let (currency, given) = said_now();
        if let Some(text) = unread() {
            return typed::amount(&text, currency)
                .err()
                .map(|why| typed_refusal(i18n, format, why));
        }
        let given = given?;
        sale.check(given).err()?;
        let (given, paid) = (format.money(given), format.money(amount));
        Some(said!(i18n, import.partly_refused, n = n(), given = given, paid = paid))
    };
    view! {
        <tr>
            <Cell>
                <div class="stack stack--close">
                    <strong>{name}</strong>
                    <span class="import__place">{place}</span>
                    {move || known().map(|text| view! { <span class="import__place">{text}</span> })}
                </div>
            </Cell>
            <Cell kind=CellKind::Figure>{move || format.money(amount)}</Cell>
            <Cell kind=CellKind::Figure>
                <div class="import__given">
                    <Field
                        label=words!(i18n, import.partly_field, n = n())
                        label_place=LabelPlace::Hidden
                        kind=FieldKind::Decimal
                        value
                        on_input=|_| ()
                        on_change=move |text: String| import.say_given_back(line, text)
                        error=Signal::derive(error)
                    />
                </div>
            </Cell>
        </tr>
    }
}
