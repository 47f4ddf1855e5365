//! Where files come in: dropped, or chosen from the device.

use leptos::{html, prelude::*};

use crate::app::components::icon::{Glyph, Icon};

/// How many files may come at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileCount {
    /// One; of several dropped, the first.
    #[default]
    One,
    /// Any number.
    Many,
    /// All of a folder, hidden ones left out, by name.
    Folder,
}

/// A place to drop files on, which opens the device's own choice when pressed.
#[component]
pub fn FilePick(
    /// What to do with it.
    #[prop(into)]
    label: Signal<String>,
    /// What is welcome, in words.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What the device offers first: endings and types, comma between. What is dropped may be
    /// anything all the same.
    #[prop(optional)]
    accept: &'static str,
    /// How many may come.
    #[prop(optional)]
    count: FileCount,
    /// The picture before the words.
    #[prop(default = Glyph::Upload)]
    glyph: Glyph,
    /// What to do with them; never called without one.
    #[prop(into)]
    on_files: Callback<Vec<web_sys::File>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let dragged_over = RwSignal::new(false);
    if count == FileCount::Folder {
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                // Where a browser knows no folders, it offers files.
                input.set_attribute("webkitdirectory", "").ok();
            }
        });
    }
    let take = move |list: Option<web_sys::FileList>| {
        let files = files_of(list, count);
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        take(input.files());
        // Otherwise choosing the same file again, mended, would be no change.
        input.set_value("");
    };
    let dropped = move |event: web_sys::DragEvent| {
        event.prevent_default();
        dragged_over.set(false);
        take(event.data_transfer().and_then(|transfer| transfer.files()));
    };
    let over = move |event: web_sys::DragEvent| {
        // Without this the browser would open the file in place of the program.
        event.prevent_default();
        dragged_over.set(true);
    };
    view! {
        <label
            class="file-pick"
            class:file-pick--over=dragged_over
            on:dragover=over
            on:dragleave=move |_| dragged_over.set(false)
            on:drop=dropped
        >
            <input
                node_ref=input
                class="file-pick__input"
                type="file"
                accept=accept
                multiple=count != FileCount::One
                on:change=chosen
            />
            <span class="face face--big" aria-hidden="true">
                <Icon glyph />
            </span>
            <span class="file-pick__text">
                <span class="file-pick__label">{label}</span>
                {move || hint.get().map(|hint| view! { <span class="file-pick__hint">{hint}</span> })}
            </span>
        </label>
    }
}

fn files_of(list: Option<web_sys::FileList>, count: FileCount) -> Vec<web_sys::File> {
    let Some(list) = list else { return Vec::new() };
    let most = match count {
        FileCount::One => list.length().min(1),
        FileCount::Many | FileCount::Folder => list.length(),
    };
    let mut files: Vec<web_sys::File> = (0..most).filter_map(|index| list.item(index)).collect();
    if count == FileCount::Folder {
        files.retain(|file| !file.name().starts_with('.'));
        files.sort_by_key(web_sys::File::name);
    }
    files
}
