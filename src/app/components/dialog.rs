//! A question that must be answered before anything else.

use leptos::{children::ViewFn, html, prelude::*};

use crate::app::components::{button::IconButton, dom::unique_id, icon::Glyph};

/// How wide a dialog may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// For a question or a short form.
    #[default]
    Normal,
    /// For a form with two columns or a preview.
    Wide,
}

impl DialogSize {
    fn class(self) -> &'static str {
        match self {
            Self::Normal => "dialog dialog--normal",
            Self::Wide => "dialog dialog--wide",
        }
    }
}

/// A window over the page; Escape closes it and the focus returns to where it was.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// What closing it without an answer does: it makes `open` false, or it stays open.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// What the cross is called.
    #[prop(into)]
    close_label: Signal<String>,
    /// How wide it may be.
    #[prop(optional)]
    size: DialogSize,
    /// The answers, below everything else.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// What it holds; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let id = unique_id("dialog");
    let title_id = id.clone();
    let dialog = NodeRef::<html::Dialog>::new();
    let body = NodeRef::<html::Div>::new();
    // The browser says so later, when it may be open again.
    let is_closed_here = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        // The body comes and goes with each opening; the one of the last time may still be known.
        let has_body = body.get().is_some_and(|body| body.is_connected());
        if !open.get() {
            // Also one that the page before left open: its window is used again for this page.
            if dialog.open() {
                is_closed_here.set_value(true);
                dialog.close();
            }
        } else if !dialog.open() && has_body {
            // Fails only for a dialog that is open already or not in the page.
            drop(dialog.show_modal());
        }
    });
    let closed = move |_| {
        // The page closed it, which needs no second word.
        if is_closed_here.try_update_value(std::mem::take) == Some(true) {
            return;
        }
        if open.try_get_untracked() == Some(true) {
            on_close.run(());
        }
        // The page may have something to ask first, and then it stays.
        if open.try_get_untracked() == Some(true)
            && let Some(Some(dialog)) = dialog.try_get_untracked()
        {
            // Fails only for a dialog that is open already or not in the page.
            drop(dialog.show_modal());
        }
    };
    let children = StoredValue::new(children);
    let footer = StoredValue::new(footer);
    let foot = move || {
        footer.with_value(|footer| {
            footer
                .as_ref()
                .map(|footer| view! { <footer class="dialog__foot">{footer.run()}</footer> })
        })
    };
    view! {
        <dialog node_ref=dialog class=size.class() aria-labelledby=id on:close=closed>
            <h2 class="dialog__title" id=title_id>
                {title}
            </h2>
            <Show when=move || open.get()>
                <div node_ref=body class="dialog__body">{children.with_value(|children| children())}</div>
                {foot}
            </Show>
            // Last, so that opening puts the focus on the first control of the answer.
            <div class="dialog__close">
                <IconButton
                    label=close_label
                    glyph=Glyph::Close
                    on_press=move |()| on_close.run(())
                />
            </div>
        </dialog>
    }
}
