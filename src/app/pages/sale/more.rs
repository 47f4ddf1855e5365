//! What most sales do without: another day, products, who served, where, what there is to
//! know of it as an order, a note.

use leptos::prelude::*;

use crate::app::components::{Button, ButtonKind, Checkbox, Field, FieldKind, Glyph};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::sale::draft::Draft;
use crate::app::pages::sale::lines::Lines;
use crate::app::parts::orders::OrderFields;
use crate::app::state::AppState;
use crate::trade::typed;

/// A button, and behind it the rest of the form.
#[component]
pub fn More(
    /// The sale in the making.
    draft: Draft,
) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || {
        if draft.is_more_open.get() { said!(i18n, sale.less) } else { said!(i18n, sale.more) }
    });
    view! {
        <div class="cluster">
            <Button
                label
                kind=ButtonKind::Quiet
                glyph=Glyph::Down
                on_press=move |()| draft.is_more_open.update(|open| *open = !*open)
            />
        </div>
        <Show when=move || draft.is_more_open.get()>
            <MoreFields draft />
        </Show>
    }
}

#[component]
fn MoreFields(
    /// The sale in the making.
    draft: Draft,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let today = state.today();
    let day = move || match draft.day.get() {
        text if text.is_empty() => today.get().date().to_string(),
        text => text,
    };
    let day_error = move || {
        let refusal = draft.read_day(today.get()).err()?;
        Some(sentences::day_refusal(i18n, refusal))
    };
    let cost_error = move || {
        let currency = state.book().with(|book| book.shop().currency);
        let refusal = typed::amount(&draft.cost.read(), currency).err()?;
        Some(sentences::typed_refusal(i18n, format, refusal))
    };
    let amount = Signal::derive(move || draft.amount(state));
    let order =
        move || draft.is_order.get().then(|| view! { <OrderFields draft=draft.order amount /> });
    view! {
        <div class="form">
            <Field
                label=words!(i18n, sale.day)
                kind=FieldKind::Date
                value=Signal::derive(day)
                on_input=move |text| draft.day.set(text)
                error=Signal::derive(day_error)
            />
            <Field
                label=words!(i18n, sale.employee)
                value=draft.employee
                on_input=move |text| draft.set_employee(text)
                hint=words!(i18n, sale.employee_hint)
            />
            <Field
                label=words!(i18n, sale.channel)
                value=draft.channel
                on_input=move |text| draft.channel.set(text)
                placeholder=words!(i18n, sale.channel_example)
            />
            <Field
                label=words!(i18n, sale.cost)
                kind=FieldKind::Decimal
                value=draft.cost
                on_input=move |text| draft.cost.set(text)
                hint=words!(i18n, sale.cost_hint)
                error=Signal::derive(cost_error)
            />
            <div class="form__all">
                <Lines draft />
            </div>
            <div class="form__all">
                <Checkbox
                    label=words!(i18n, order.is_order)
                    hint=words!(i18n, order.is_order_hint)
                    checked=draft.is_order
                    on_change=move |yes| draft.set_order(state, yes)
                />
            </div>
            {order}
            <div class="form__all">
                <Field
                    label=words!(i18n, sale.note)
                    kind=FieldKind::Paragraph
                    value=draft.note
                    error=Signal::derive(move || sentences::text_problem(i18n, &draft.note.read()))
                    on_input=move |text| draft.note.set(text)
                />
            </div>
        </div>
    }
}
