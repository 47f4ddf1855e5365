//! The base is missing, or some of it: the ways back.
//!
//! Never an empty welcome where there was a base.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::components::{Banner, Button, ButtonKind, Dialog, FilePick, Panel, Tone};
use crate::app::language::format::Format;
use crate::app::language::sentences::{self, n_customers, n_purchases};
use crate::app::language::words::{use_i18n, words};
use crate::app::parts::copy::merge::{Merge, MergePreview};
use crate::app::parts::copy::open::Refusal;
use crate::app::parts::copy::read::Wanted;
use crate::app::parts::copy::work::{Work, WorkProgress};
use crate::app::state::{AppState, Marker, NotReceived};
use crate::files::regulars_file::ShopId;
use crate::units::calendar::Day;

/// What is left of a base that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nothing.
    Nothing,
    /// Less than there was.
    Something,
}

/// There was a base, and it is gone, or some of it.
#[component]
pub fn MissingPage(
    /// What is known of it.
    marker: Marker,
    /// What is left of it.
    left: Left,
) -> impl IntoView {
    let i18n = use_i18n();
    let Marker { shop, customers, purchases, day, .. } = marker;
    let merge = Merge::new(expect_context(), Work::new());
    let failed = RwSignal::new(None);
    // An empty base takes in the copy of any shop, and becomes that shop.
    let shop = u128::from_str_radix(&shop, 16).ok().map(ShopId);
    let shop = shop.filter(|_| left == Left::Something);
    let (title, text) = what_is_missing(left, day, customers, purchases);
    let failure = move || {
        failed.get().map(|error| {
            let text = Signal::derive(move || sentences::not_received(i18n, &error));
            view! { <Banner tone=Tone::Bad text /> }
        })
    };
    let body = move || match merge.copy().get() {
        Some(copy) => {
            let busy = Signal::derive(move || merge.work.is_busy());
            let take = move |()| restore(merge, failed);
            let back = move |()| merge.forget();
            view! { <MergePreview copy busy on_take=take on_back=back /> }.into_any()
        }
        None => view! {
            <h1 class="welcome__title">{title}</h1>
            <p role="alert">{text}</p>
            <Ways merge shop left />
        }
        .into_any(),
    };
    view! {
        {failure}
        <Refusal refused=merge.refused() />
        <WorkProgress work=merge.work />
        {body}
    }
}

/// What is missing, as a title and a sentence.
fn what_is_missing(
    left: Left,
    day: Day,
    customers: usize,
    purchases: usize,
) -> (Signal<String>, Signal<String>) {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let day = move || format.day(day);
    let customers = move || n_customers(i18n, format, customers);
    let purchases = move || n_purchases(i18n, format, purchases);
    match left {
        Left::Nothing => (
            words!(i18n, trouble.missing_title),
            words!(
                i18n,
                trouble.missing_text,
                day = day(),
                customers = customers(),
                purchases = purchases()
            ),
        ),
        Left::Something => (
            words!(i18n, trouble.less_title),
            words!(
                i18n,
                trouble.less_text,
                day = day(),
                customers = customers(),
                purchases = purchases()
            ),
        ),
    }
}

/// Begins with what the copy holds.
fn restore(merge: Merge, failed: RwSignal<Option<NotReceived>>) {
    failed.set(None);
    // Once it is restored this page is gone, and there is nothing to tell.
    merge.restore(move |restored| failed.set(restored.err()));
}

/// The ways on: a copy, or from nothing.
#[component]
fn Ways(
    /// The copy, once it is read.
    merge: Merge,
    /// Whose it must be.
    shop: Option<ShopId>,
    /// What is left without one.
    left: Left,
) -> impl IntoView {
    let i18n = use_i18n();
    let anew = match left {
        Left::Nothing => words!(i18n, trouble.anew),
        Left::Something => words!(i18n, trouble.go_on),
    };
    let asking = RwSignal::new(false);
    let pick = move |files: Vec<web_sys::File>| {
        if let Some(file) = files.into_iter().next() {
            merge.open(shop.map_or(Wanted::Any, Wanted::Of), file);
        }
    };
    view! {
        <Panel>
            <div class="stack">
                <p>{words!(i18n, trouble.missing_what)}</p>
                <FilePick
                    label=words!(i18n, trouble.restore)
                    hint=words!(i18n, trouble.restore_hint)
                    on_files=pick
                />
            </div>
        </Panel>
        <div class="cluster">
            <Button
                label=anew
                kind=ButtonKind::Quiet
                on_press=move |()| asking.set(true)
            />
        </div>
        <Anew asking left />
    }
}

/// The second question before beginning with nothing, or with less.
#[component]
fn Anew(
    /// Whether it is asked.
    asking: RwSignal<bool>,
    /// What is left.
    left: Left,
) -> impl IntoView {
    let i18n = use_i18n();
    let (text, yes) = match left {
        Left::Nothing => (words!(i18n, trouble.anew_text), words!(i18n, trouble.anew_yes)),
        Left::Something => (words!(i18n, trouble.go_on_text), words!(i18n, trouble.go_on)),
    };
    let state = expect_context::<AppState>();
    let begin = move |()| {
        asking.set(false);
        spawn_local(state.begin_anew());
    };
    view! {
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title=words!(i18n, trouble.anew_title)
            close_label=words!(i18n, frame.close)
            footer=move || view! {
                <Button label=words!(i18n, trouble.back) on_press=move |()| asking.set(false) />
                <Button
                    label=yes
                    kind=ButtonKind::Danger
                    on_press=begin
                />
            }
        >
            <p>{text}</p>
        </Dialog>
    }
}
