//! What the owner can say of a list: how it is written, and who in it is who.

use leptos::prelude::*;

use super::import::Import;
use super::phrases::{key, separator};
use crate::app::components::{Checkbox, Choice, Field, Panel, Select};
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::files::dates::DateOrder;
use crate::files::encoding::Encoding;
use crate::files::form::Form;
use crate::files::import::{Key, OnMatch, UnknownBuyers};
use crate::files::table::Separator;
use crate::units::numbers::DecimalMark;

/// A select over values that are told apart by their place in a list.
#[component]
fn Places<T>(
    /// What is chosen.
    label: Signal<String>,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// The values.
    all: Vec<T>,
    /// The value now.
    #[prop(into)]
    value: Signal<T>,
    /// What a value is called.
    name: fn(I18n, T) -> String,
    /// What choosing does.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let all = StoredValue::new(all);
    let choices = Signal::derive(move || {
        let choice = |(place, one): (usize, &T)| Choice::new(place.to_string(), name(i18n, *one));
        all.with_value(|all| all.iter().enumerate().map(choice).collect())
    });
    let chosen = Signal::derive(move || {
        let now = value.get();
        let place = all.with_value(|all| all.iter().position(|one| *one == now));
        place.unwrap_or_default().to_string()
    });
    let choose = move |place: String| {
        let one = place
            .parse()
            .ok()
            .and_then(|place: usize| all.with_value(|all| all.get(place).copied()));
        if let Some(one) = one {
            on_choose.run(one);
        }
    };
    view! { <Select label hint choices value=chosen on_change=choose /> }
}

/// How the file is written.
#[component]
pub fn ReadAs(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let table = import.shape();
    let options = import.options();
    // What has letters of its own, columns of its own, titles of its own is not asked about them.
    let form = Memo::new(move |_| table.with(|table| table.form.clone()));
    let is_text = move || form.with(|form| *form == Form::Text);
    let is_cards = move || form.with(|form| matches!(form, Form::Cards { .. }));
    view! {
        <Panel title=words!(i18n, import.reading_title)>
            <div class="form">
                {move || (is_text() || is_cards()).then(|| view! { <Places
                    label=words!(i18n, import.encoding)
                    hint=words!(i18n, import.encoding_hint)
                    all=Encoding::ALL.to_vec()
                    value=Signal::derive(move || table.with(|table| table.encoding))
                    name=|_, encoding| encoding.label().to_owned()
                    on_choose=move |one| import.read_as(|read| read.encoding = Some(one))
                /> })}
                {move || is_text().then(|| view! { <Places
                    label=words!(i18n, import.separator)
                    all=Separator::ALL.to_vec()
                    value=Signal::derive(move || table.with(|table| table.separator))
                    name=separator
                    on_choose=move |one| import.read_as(|read| read.separator = Some(one))
                /> })}
                {move || (!is_cards()).then(|| view! { <Places
                    label=words!(i18n, import.titles)
                    all=vec![true, false]
                    value=Signal::derive(move || table.with(|table| !table.titles.is_empty()))
                    name=|i18n, has| {
                        if has {
                            said!(i18n, import.titles_yes)
                        } else {
                            said!(i18n, import.titles_no)
                        }
                    }
                    on_choose=move |has| import.read_as(|read| read.has_titles = Some(has))
                /> })}
                <Places
                    label=words!(i18n, import.order)
                    all=vec![None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)]
                    value=Signal::derive(move || options.with(|options| options.date_order))
                    name=|i18n, order| match order {
                        None => said!(i18n, import.order_open),
                        Some(DateOrder::DayFirst) => said!(i18n, import.order_day),
                        Some(DateOrder::MonthFirst) => said!(i18n, import.order_month),
                    }
                    on_choose=move |one| import.understand(|options| options.date_order = one)
                />
                <Places
                    label=words!(i18n, import.mark)
                    all=vec![None, Some(DecimalMark::Point), Some(DecimalMark::Comma)]
                    value=Signal::derive(move || options.with(|options| options.decimal_mark))
                    name=|i18n, mark| match mark {
                        None => said!(i18n, import.mark_auto),
                        Some(DecimalMark::Point) => said!(i18n, import.mark_point),
                        Some(DecimalMark::Comma) => said!(i18n, import.mark_comma),
                    }
                    on_choose=move |one| import.understand(|options| options.decimal_mark = one)
                />
            </div>
        </Panel>
    }
}

/// Who in the file is who, and what happens to whom.
#[component]
pub fn Rules(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = import.options();
    let fills = Signal::derive(move || options.with(|options| options.fill_only_empty));
    let keeps = Signal::derive(move || {
        options.with(|options| options.unknown_buyers == UnknownBuyers::Keep)
    });
    let has_purchases = Memo::new(move |_| options.with(|options| options.has_purchases()));
    view! {
        <Panel title=words!(i18n, import.rules)>
            <div class="form">
                <Places
                    label=words!(i18n, import.key)
                    hint=words!(i18n, import.key_hint)
                    all=Key::ALL.to_vec()
                    value=Signal::derive(move || options.with(|options| options.key))
                    name=key
                    on_choose=move |one| import.understand(|options| options.key = one)
                />
                <Places
                    label=words!(i18n, import.on_match)
                    all=vec![OnMatch::Both, OnMatch::CreateOnly, OnMatch::UpdateOnly]
                    value=Signal::derive(move || options.with(|options| options.on_match))
                    name=|i18n, one| match one {
                        OnMatch::Both => said!(i18n, import.on_match_both),
                        OnMatch::CreateOnly => said!(i18n, import.on_match_create),
                        OnMatch::UpdateOnly => said!(i18n, import.on_match_update),
                    }
                    on_choose=move |one| import.understand(|options| options.on_match = one)
                />
                <Checkbox
                    label=words!(i18n, import.fill_empty)
                    hint=words!(i18n, import.fill_empty_hint)
                    checked=fills
                    on_change=move |on| import.understand(|options| options.fill_only_empty = on)
                />
                <Field
                    label=words!(i18n, import.source)
                    hint=words!(i18n, import.source_hint)
                    value=Signal::derive(move || options.with(|options| options.source.clone()))
                    on_input=|_| ()
                    on_change=move |text| import.understand(|options| options.source = text)
                />
                <Checkbox
                    label=words!(i18n, import.brought_in)
                    hint=words!(i18n, import.brought_in_hint)
                    checked=Signal::derive(move || options.with(|options| options.brought_in))
                    on_change=move |on| import.understand(|options| options.brought_in = on)
                />
                {move || has_purchases.get().then(|| view! {
                    <Checkbox
                        label=words!(i18n, import.keep_unknown)
                        hint=words!(i18n, import.keep_unknown_hint)
                        checked=keeps
                        on_change=move |on| import.keep_unknown(on)
                    />
                })}
            </div>
        </Panel>
    }
}
