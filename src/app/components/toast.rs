//! A word about what was just done, with the way to take it back.

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::app::components::{button::IconButton, icon::Glyph};

const SHOWN_FOR: Duration = Duration::from_secs(10);

/// A short-lived message at the foot of the screen, read out when it appears.
///
/// It stays while it is pointed at or has the focus. What it offers must be possible elsewhere
/// too, for those who were not quick enough.
#[component]
pub fn Toast(
    /// What happened; nothing is shown while there is none.
    #[prop(into)]
    message: Signal<Option<String>>,
    /// What the action is called, such as Undo.
    #[prop(optional, into)]
    action_label: MaybeProp<String>,
    /// What the action does.
    #[prop(optional, into)]
    on_action: Option<Callback<()>>,
    /// What the cross is called.
    #[prop(into)]
    close_label: Signal<String>,
    /// What the cross, or time, does: it must take the message away.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let toast = NodeRef::<html::Div>::new();
    close_in_time(toast, message, on_close);

    let action = move || {
        let (label, on_action) = (action_label.get()?, on_action?);
        Some(view! {
            <button type="button" class="toast__action" on:click=move |_| on_action.run(())>
                {label}
            </button>
        })
    };
    let inside = move || {
        message.get().map(|message| {
            view! {
                <div class="toast__box">
                    <span class="toast__message">{message}</span>
                    {action}
                    <IconButton label=close_label glyph=Glyph::Close on_press=on_close />
                </div>
            }
        })
    };
    view! {
        <div node_ref=toast class="toast" role="status" aria-live="polite">
            {inside}
        </div>
    }
}

/// Calls `on_close` some time after each message, later while the owner is busy with it.
fn close_in_time(
    toast: NodeRef<html::Div>,
    message: Signal<Option<String>>,
    on_close: Callback<()>,
) {
    let timer = StoredValue::<Option<TimeoutHandle>>::new(None);
    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    Effect::new(move |_| {
        stop();
        if message.with(Option::is_some) {
            start(toast, timer, on_close);
        }
    });
    on_cleanup(stop);
}

fn start(
    toast: NodeRef<html::Div>,
    timer: StoredValue<Option<TimeoutHandle>>,
    on_close: Callback<()>,
) {
    let over = move || {
        let busy = toast
            .get_untracked()
            .is_some_and(|toast| toast.matches(":hover, :focus-within").unwrap_or(false));
        if busy { start(toast, timer, on_close) } else { on_close.run(()) }
    };
    timer.set_value(set_timeout_with_handle(over, SHOWN_FOR).ok());
}
