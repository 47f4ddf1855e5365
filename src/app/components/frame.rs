//! What is around every page: a rail beside it on a wide screen, a dock at the thumb on a phone.

use leptos::{children::ViewFn, html, prelude::*};

use crate::app::components::{
    dom::unique_id,
    icon::{Glyph, Icon},
};

/// Where a place of the program is offered on a phone; on a wide screen the rail has all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NavPlace {
    /// Behind the dock's last button.
    #[default]
    More,
    /// In the dock.
    Dock,
}

/// One place of the program.
#[derive(Clone)]
pub struct NavItem {
    /// What it is called.
    pub label: Signal<String>,
    /// Where it is.
    pub href: String,
    /// Its picture.
    pub glyph: Glyph,
    /// How much waits there.
    pub badge: MaybeProp<String>,
    /// Whether one is there now.
    pub current: Signal<bool>,
    /// Where it is offered on a phone.
    pub place: NavPlace,
}

impl NavItem {
    /// A place where nothing waits, behind the dock's last button on a phone.
    pub fn new(
        label: impl Into<Signal<String>>,
        href: impl Into<String>,
        glyph: Glyph,
        current: impl Into<Signal<bool>>,
    ) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            glyph,
            badge: MaybeProp::default(),
            current: current.into(),
            place: NavPlace::More,
        }
    }

    /// With a mark of how much waits there.
    #[must_use]
    pub fn with_badge(self, badge: impl Into<MaybeProp<String>>) -> Self {
        Self { badge: badge.into(), ..self }
    }

    /// In the dock.
    #[must_use]
    pub fn in_dock(self) -> Self {
        Self { place: NavPlace::Dock, ..self }
    }
}

/// The frame around every page.
#[component]
pub fn Frame(
    /// The name of the program.
    #[prop(into)]
    brand: Signal<String>,
    /// What the list of places is called.
    #[prop(into)]
    nav_label: Signal<String>,
    /// What the link past it, for the keyboard, is called.
    #[prop(into)]
    skip_label: Signal<String>,
    /// What the dock's last button is called.
    #[prop(into)]
    more_label: Signal<String>,
    /// The places, in order; at most three of them in the dock.
    items: Vec<NavItem>,
    /// The one thing done all day, raised above the rest.
    action: NavItem,
    /// What stands at the foot of the rail.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// What stands above every page: banners.
    #[prop(optional, into)]
    top: Option<ViewFn>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    let skip = move |event: web_sys::MouseEvent| {
        // The address belongs to the router: only the focus moves.
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            // Fails only for an element that cannot have the focus; this one has a tabindex.
            drop(main.focus());
        }
    };
    let rail_action = action.clone();
    let rail_items = items.clone();
    let rail = view! {
        <nav class="rail" aria-label=nav_label>
            <div class="rail__brand">
                <Icon glyph=Glyph::Brand />
                {brand}
            </div>
            {rail_items.into_iter().map(|item| nav_link(item, "rail__link")).collect_view()}
            {nav_link(rail_action, "rail__action")}
            {foot.map(|foot| view! { <div class="rail__foot">{foot.run()}</div> })}
        </nav>
    };
    view! {
        <div class="frame">
            <a class="skip-link" href="#main" on:click=skip>
                {skip_label}
            </a>
            {rail}
            <main node_ref=main class="frame__main" id="main" tabindex="-1">
                {top.map(|top| view! { <div class="frame__top">{top.run()}</div> })}
                {children()}
            </main>
            {dock(nav_label, more_label, items, action)}
        </div>
    }
}

fn dock(
    label: Signal<String>,
    more_label: Signal<String>,
    items: Vec<NavItem>,
    action: NavItem,
) -> impl IntoView {
    let id = unique_id("more");
    let sheet = NodeRef::<html::Div>::new();
    let close = move |_| {
        if let Some(sheet) = sheet.get_untracked() {
            // Fails only for a sheet that has left the page.
            drop(sheet.hide_popover());
        }
    };
    let (near, far): (Vec<_>, Vec<_>) =
        items.into_iter().partition(|item| item.place == NavPlace::Dock);
    let is_far = far.iter().map(|item| item.current).collect::<Vec<_>>();
    let more_current =
        move || is_far.iter().any(|current| current.get()).then_some("dock__link--current");
    let mut near = near.into_iter().map(|item| nav_link(item, "dock__link"));
    // The raised one stands in the middle of five.
    let before = near.by_ref().take(2).collect_view();
    let after = near.collect_view();
    view! {
        <nav class="dock" aria-label=label>
            {before} {nav_link(action, "dock__action")} {after}
            <button
                type="button"
                class=move || format!("dock__link {}", more_current().unwrap_or_default())
                popovertarget=id.clone()
            >
                <Icon glyph=Glyph::More />
                <span class="dock__label">{more_label}</span>
            </button>
            <div node_ref=sheet class="dock__sheet" id=id popover="auto" on:click=close>
                {far.into_iter().map(|item| nav_link(item, "dock__far")).collect_view()}
            </div>
        </nav>
    }
}

fn nav_link(item: NavItem, class: &'static str) -> impl IntoView {
    let NavItem { label, href, glyph, badge, current, .. } = item;
    view! {
        <a class=class href=href aria-current=move || current.get().then_some("page")>
            <Icon glyph />
            <span class="nav-label">{label}</span>
            {move || badge.get().map(|badge| view! { <span class="badge">{badge}</span> })}
        </a>
    }
}
