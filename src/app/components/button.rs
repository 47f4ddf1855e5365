//! What is pressed: buttons, links that look like them, icons and filters.

use leptos::prelude::*;

use crate::app::components::icon::{Glyph, Icon};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this screen is for.
    Primary,
    /// One thing among several.
    #[default]
    Secondary,
    /// Possible, but not urged.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button--primary",
            Self::Secondary => "button--secondary",
            Self::Quiet => "button--quiet",
            Self::Danger => "button--danger",
        }
    }
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// Fits into a line with others.
    #[default]
    Normal,
    /// For the thumb, at the counter.
    Big,
}

impl ButtonSize {
    fn class(self) -> &'static str {
        match self {
            Self::Normal => "button--normal",
            Self::Big => "button--big",
        }
    }
}

/// What pressing a button does to the form it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonType {
    /// Nothing.
    #[default]
    Button,
    /// Sends it, as the Enter key does.
    Submit,
}

impl ButtonType {
    fn name(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Submit => "submit",
        }
    }
}

/// A button with words on it.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// How large it is.
    #[prop(optional)]
    size: ButtonSize,
    /// What it does to the form around it.
    #[prop(optional)]
    r#type: ButtonType,
    /// A picture before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What pressing it does; a submit button may leave that to its form.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <button
            type=r#type.name()
            class=format!("button {} {}", kind.class(), size.class())
            disabled=disabled
            on:click=move |_| press(on_press)
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span class="button__label">{label}</span>
        </button>
    }
}

/// Where a link opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkTarget {
    /// In this window.
    #[default]
    Here,
    /// In a window of its own, which learns nothing about this one.
    NewWindow,
}

/// A link that looks like a button: it leads somewhere, or opens another program.
#[component]
pub fn ButtonLink(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// How large it is.
    #[prop(optional)]
    size: ButtonSize,
    /// A picture before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Where it opens.
    #[prop(optional)]
    target: LinkTarget,
    /// The name under which the linked file is saved, when it is a download.
    #[prop(optional, into)]
    download: MaybeProp<String>,
    /// What else following it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let elsewhere = target == LinkTarget::NewWindow;
    view! {
        <a
            href=href
            class=format!("button {} {}", kind.class(), size.class())
            target=elsewhere.then_some("_blank")
            rel=elsewhere.then_some("noopener noreferrer")
            download=move || download.get()
            on:click=move |_| press(on_press)
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span class="button__label">{label}</span>
        </a>
    }
}

/// A button that is only a picture.
#[component]
pub fn IconButton(
    /// What it is called; read out, and shown when pointed at.
    #[prop(into)]
    label: Signal<String>,
    /// The picture.
    glyph: Glyph,
    /// How much it stands out.
    #[prop(default = ButtonKind::Quiet)]
    kind: ButtonKind,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What pressing it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("button button--icon {}", kind.class())
            aria-label=label
            title=label
            disabled=disabled
            on:click=move |_| on_press.run(())
        >
            <Icon glyph />
        </button>
    }
}

/// A filter that is on or off.
#[component]
pub fn Chip(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// What pressing it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| on_press.run(())
        >
            {label}
        </button>
    }
}

fn press(on_press: Option<Callback<()>>) {
    if let Some(on_press) = on_press {
        on_press.run(());
    }
}
