//! The products of a sale, one a line.

use leptos::prelude::*;

use crate::app::components::{Button, Field, FieldGroup, FieldKind, Glyph, IconButton};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::sale::draft::{Draft, LineDraft};
use crate::app::state::AppState;
use crate::trade::typed;

/// The product lines, and a button for one more.
#[component]
pub fn Lines(
    /// The sale in the making.
    draft: Draft,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <FieldGroup label=words!(i18n, sale.products)>
            <div class="stack">
                <For each=move || draft.lines.get() key=|line| line.id let(line)>
                    <LineFields draft line />
                </For>
                <div class="cluster">
                    <Button
                        label=words!(i18n, sale.add_product)
                        glyph=Glyph::Sale
                        on_press=move |()| draft.add_line("", "", "")
                    />
                </div>
            </div>
        </FieldGroup>
    }
}

#[component]
fn LineFields(
    /// The sale in the making.
    draft: Draft,
    /// The line.
    line: LineDraft,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let error = move || {
        let currency = state.book().with(|book| book.shop().currency);
        let [product, quantity, price] =
            [line.product, line.quantity, line.price].map(|text| text.get());
        let refusal = typed::line(&product, &quantity, &price, currency).err()?;
        Some(sentences::typed_refusal(i18n, format, refusal))
    };
    let remove = move |()| draft.lines.update(|lines| lines.retain(|known| known.id != line.id));
    let removing =
        Signal::derive(move || said!(i18n, sale.remove_product, product = line.product.get()));
    view! {
        <div class="sale__line">
            <Field
                label=words!(i18n, sale.product)
                value=line.product
                on_input=move |text| line.product.set(text)
                error=Signal::derive(error)
            />
            <Field
                label=words!(i18n, sale.quantity)
                kind=FieldKind::Decimal
                value=line.quantity
                on_input=move |text| line.quantity.set(text)
            />
            <Field
                label=words!(i18n, sale.price)
                kind=FieldKind::Decimal
                value=line.price
                on_input=move |text| line.price.set(text)
            />
            <IconButton label=removing glyph=Glyph::Trash on_press=remove />
        </div>
    }
}
