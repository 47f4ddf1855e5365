//! Who was chosen, and what can be done with all of them.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Button, ButtonKind, Glyph};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::customers::bulk::BulkDialog;
use crate::app::pages::customers::kept::freeze;
use crate::app::pages::customers::listing::Listing;
use crate::app::pages::customers::sheet;
use crate::app::state::AppState;
use crate::units::id::CustomerId;

/// How many are chosen, the way to choose all of the list, and what can be done.
#[component]
pub fn ChosenBar(
    /// What is shown, and who is chosen.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let is_any = Memo::new(move |_| !listing.chosen.read().is_empty());
    let is_changing = RwSignal::new(false);
    let n = Memo::new(move |_| listing.chosen.read().len());
    let told = move || said!(i18n, customers.chosen, count = n.get(), n = format.count(n.get()));
    // Whoever was chosen and is not in the list any more is still chosen: that must be said.
    let hidden = move || {
        let n = {
            let all = listing.all();
            let chosen = listing.chosen.read();
            chosen.len() - all.iter().filter(|id| chosen.contains(id)).count()
        };
        (n > 0).then(|| said!(i18n, customers.chosen_hidden, count = n, n = format.count(n)))
    };
    let rest = move || {
        let all = listing.count();
        (n.get() < all).then(|| {
            let label = said!(i18n, customers.choose_all, count = all, n = format.count(all));
            let choose = move |()| listing.chosen.set(listing.all().into_iter().collect());
            view! { <Button label kind=ButtonKind::Quiet on_press=choose /> }
        })
    };
    let bar = move || {
        view! {
            <div class="chosen" role="region" aria-label=told>
                <strong aria-live="polite">{told}</strong>
                <span class="chosen__hidden">{hidden}</span>
                {rest}
                <Button
                    label=words!(i18n, customers.choose_none)
                    kind=ButtonKind::Quiet
                    on_press=move |()| listing.chosen.update(std::collections::BTreeSet::clear)
                />
                <div class="chosen__actions">
                    <Actions listing is_changing />
                </div>
            </div>
        }
    };
    view! {
        {move || is_any.get().then(bar)}
        <BulkDialog listing open=is_changing />
    }
}

/// What can be done with all who are chosen.
#[component]
fn Actions(
    /// What is shown, and who is chosen.
    listing: Listing,
    /// Whether the form for changing them is open.
    is_changing: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let notices = expect_context::<Notices>();
    let freeze_them = move |()| match freeze(i18n, format, state, listing, chosen(listing)) {
        Ok(group) => notices.tell_with_undo(said!(i18n, customers.list_saved), group),
        Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
    };
    let export = move |()| {
        if !sheet::save(i18n, format, state, listing, &chosen(listing)) {
            notices.tell(said!(i18n, data.export_failed));
        }
    };
    view! {
        <Button
            label=words!(i18n, customers.bulk_change)
            glyph=Glyph::Edit
            on_press=move |()| is_changing.set(true)
        />
        <Button label=words!(i18n, customers.bulk_freeze) on_press=freeze_them />
        <Button label=words!(i18n, customers.bulk_export) glyph=Glyph::Download on_press=export />
    }
}

/// Who is chosen, in the order of the list; whoever is not in it comes last.
pub fn chosen(listing: Listing) -> Vec<CustomerId> {
    let mut left = listing.chosen.get_untracked();
    let mut chosen: Vec<CustomerId> =
        untrack(move || listing.all()).into_iter().filter(|id| left.remove(id)).collect();
    let mut rest = listing.chosen.get_untracked();
    chosen.iter().for_each(|id| {
        rest.remove(id);
    });
    chosen.extend(rest);
    chosen
}
