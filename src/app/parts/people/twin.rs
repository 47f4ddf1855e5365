//! Somebody else with the same name, number or address, or with a name that may be the same: told
//! while it is typed, with a link or, at the counter, with a way to take them.

use leptos::prelude::*;

use crate::app::around::route::Route;
use crate::app::components::{Button, Notice, Tone};
use crate::app::language::format::isolated;
use crate::app::language::words::{I18n, said, use_i18n};
use crate::app::state::AppState;
use crate::people::customer::Customer;
use crate::people::pairs::{Likelihood, Likely, Reason, Warner};
use crate::people::same::Key;
use crate::units::id::CustomerId;

/// Somebody other than `own` who is known by this already.
#[must_use]
pub fn other_with(
    state: AppState,
    key: Key,
    text: &str,
    own: Option<CustomerId>,
) -> Option<CustomerId> {
    state.known_by(key, text).into_iter().find(|id| Some(*id) != own)
}

/// Says who has this already and leads to their card; nothing while nobody has.
#[component]
pub fn Twin(
    /// What may be in common.
    shared: Key,
    /// What is being written.
    #[prop(into)]
    text: Signal<String>,
    /// Whose form it is, if they are known already.
    #[prop(default = None)]
    own: Option<CustomerId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let other = Memo::new(move |_| other_with(state, shared, &text.read(), own));
    let told = move |id: CustomerId| {
        let name = state.book().with(|book| book.customer(id).map(|who| who.label().to_owned()));
        let name = name.unwrap_or_default();
        match shared {
            Key::Name => said!(i18n, customer.twin_name, name = name),
            Key::Phone => said!(i18n, customer.twin_phone, name = name),
            Key::Email => said!(i18n, customer.twin_email, name = name),
            // There is one card to a customer, so this is refused. Nobody types the number of a
            // till, so it is never asked about here.
            Key::Card | Key::FileId => said!(i18n, customer.twin_card, name = name),
        }
    };
    let tone = if shared == Key::Card { Tone::Bad } else { Tone::Warm };
    view! {
        <div class="form__all" aria-live="polite">
            {move || other.get().map(|id| view! {
                <Notice tone>
                    <p>{told(id)}</p>
                    <a href=Route::Customer(id).href()>{said!(i18n, customer.twin_open)}</a>
                </Notice>
            })}
        </div>
    }
}

/// Says who has a name that may be the same in another alphabet or spelling, and leads to their
/// card; nothing while nobody has. What is the same letter by letter is for [`Twin`].
#[component]
pub fn Alike(
    /// What is being written.
    #[prop(into)]
    draft: Signal<Customer>,
    /// Whose form it is, if they are known already.
    #[prop(default = None)]
    own: Option<CustomerId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let other = alike(state, draft, own);
    view! {
        <div class="form__all" aria-live="polite">
            {move || other.get().map(|likely| view! {
                <Notice tone=Tone::Warm>
                    <p>{told_alike(i18n, state, &likely)}</p>
                    <a href=Route::Customer(likely.id).href()>{said!(i18n, customer.twin_open)}</a>
                </Notice>
            })}
        </div>
    }
}

/// What warns of somebody alike who can be chosen instead.
pub type MayBe = fn(Signal<Customer>, Callback<CustomerId>) -> AnyView;

/// The warning as a new sale has it: nothing until the part of the app it is in has come.
#[derive(Clone, Copy, Debug)]
pub struct AlikeLater(pub Signal<Option<MayBe>>);

/// As [`Alike`], for somebody new at the counter: one press takes the one who is known.
#[component]
pub fn AlikeChoice(
    /// What is being written.
    draft: Signal<Customer>,
    /// Says that it is somebody known.
    choose: Callback<CustomerId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let other = alike(state, draft, None);
    let choose_label = move |id| said!(i18n, sale.choose_known, name = named(state, id));
    view! {
        <div class="form__all" aria-live="polite">
            {move || other.get().map(|likely| view! {
                <Notice tone=Tone::Warm>
                    <div class="stack">
                        <p>{told_alike(i18n, state, &likely)}</p>
                        <div class="cluster">
                            <Button
                                label=choose_label(likely.id)
                                on_press=move |()| choose.run(likely.id)
                            />
                        </div>
                    </div>
                </Notice>
            })}
        </div>
    }
}

/// The likeliest of those who may be meant and whom no [`Twin`] tells of.
fn alike(
    state: AppState,
    draft: Signal<Customer>,
    own: Option<CustomerId>,
) -> Memo<Option<Likely>> {
    let warner = StoredValue::new(Warner::default());
    Memo::new(move |_| {
        let all = warner.with_value(|warner| state.may_be(warner, &draft.read(), own));
        all.into_iter().find(is_told_here)
    })
}

fn told_alike(i18n: I18n, state: AppState, likely: &Likely) -> String {
    let name = named(state, likely.id);
    said!(i18n, customer.twin_alike, name = name, reasons = reasons(i18n, &likely.reasons))
}

fn named(state: AppState, id: CustomerId) -> String {
    state.book().with(|book| book.customer(id).map(|who| isolated(who.label())).unwrap_or_default())
}

fn is_told_here(likely: &Likely) -> bool {
    let elsewhere = [
        Reason::SameName,
        Reason::SameCard,
        Reason::SameFileId,
        Reason::SamePhone,
        Reason::SameEmail,
    ];
    likely.likelihood != Likelihood::LookFirst
        && !likely.reasons.iter().any(|reason| elsewhere.contains(reason))
}

/// What speaks for two customers being one and what against, in words.
#[must_use]
pub fn reasons(i18n: I18n, reasons: &[Reason]) -> String {
    let name = |reason: &Reason| match reason {
        Reason::SameCard => said!(i18n, duplicates.same_card),
        Reason::SameFileId => said!(i18n, duplicates.same_file_id),
        Reason::SamePhone => said!(i18n, duplicates.same_phone),
        Reason::SameEmail => said!(i18n, duplicates.same_email),
        Reason::SameName => said!(i18n, duplicates.same_name),
        Reason::SoundAlike => said!(i18n, duplicates.sound_alike),
        Reason::NearName => said!(i18n, duplicates.near_name),
        Reason::ShortName => said!(i18n, duplicates.short_name),
        Reason::PartOfName => said!(i18n, duplicates.part_of_name),
        Reason::SameBirthday => said!(i18n, duplicates.same_birthday),
        Reason::SameAddress => said!(i18n, duplicates.same_address),
        Reason::NearPhone => said!(i18n, duplicates.near_phone),
        Reason::OtherBirthday => said!(i18n, duplicates.other_birthday),
        Reason::OtherName => said!(i18n, duplicates.other_name),
        Reason::OtherGeneration => said!(i18n, duplicates.other_generation),
        Reason::OtherAddress => said!(i18n, duplicates.other_address),
        Reason::OtherPhone => said!(i18n, duplicates.other_phone),
    };
    let join = |one: String, other: String| said!(i18n, filter.listed, one = one, other = other);
    reasons.iter().map(name).reduce(join).unwrap_or_default()
}
