//! A list of any length, of which only the rows in sight exist.
//!
//! Rows are all of one height, which the style sheet chooses (`--row-size`); the list measures it
//! and so follows a change of screen, font size or theme. Rows in print are those in sight.

use std::{hash::Hash, ops::Range};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};

use crate::app::components::dom::{set_size, unique_id};

/// Rows kept ready above and below those in sight, so that a flick of the finger finds them.
const OVERSCAN: usize = 8;

/// For so many pictures a list is tried to be brought back to where one was; it may be shorter now.
const PATIENCE_PICTURES: u32 = 5;

/// A long list in a box that scrolls.
///
/// The box has the focus, not the rows: a row may vanish while it is current. Arrows, Page Up and
/// Page Down, Home and End move the current row, Enter opens it, Space chooses it. Controls inside
/// a row work when pressed; give them `tabindex="-1"` unless Tab should visit each of them.
#[component]
pub fn WindowedList<K, KeyOf, Render>(
    /// What is listed.
    #[prop(into)]
    label: Signal<String>,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// What tells one row's content from another's: a row is made anew when its key changes.
    /// Called only for indices below `count`; may read signals.
    key: KeyOf,
    /// Makes the row with this index. A row that changes in place must read signals.
    render: Render,
    /// What pressing a row, or Enter, does.
    #[prop(optional, into)]
    on_open: Option<Callback<usize>>,
    /// What Space does.
    #[prop(optional, into)]
    on_choose: Option<Callback<usize>>,
    /// Whether a row is chosen.
    #[prop(optional, into)]
    is_chosen: Option<Callback<usize, bool>>,
    /// The current row, for a page that wants to know it, move it or remember it.
    #[prop(optional, into)]
    current: Option<RwSignal<usize>>,
    /// How far it is scrolled, in pixels, for a page that brings one back to the same place.
    #[prop(optional, into)]
    offset: Option<RwSignal<usize>>,
    /// The first row in sight and the one after the last, for a page that acts on those.
    #[prop(optional, into)]
    in_sight: Option<RwSignal<(usize, usize)>>,
) -> impl IntoView
where
    K: Eq + Hash + Clone + Send + Sync + 'static,
    KeyOf: Fn(usize) -> K + Send + Sync + 'static,
    Render: Fn(usize) -> AnyView + Clone + Send + Sync + 'static,
{
    let id = unique_id("list");
    let current = current.unwrap_or_else(|| RwSignal::new(0));
    let boxed = ScrollBox::new(count, offset, in_sight);
    let shown = Memo::new(move |_| boxed.sight.get().shown(count.get()));
    boxed.keep_measured();
    boxed.keep_sized(shown);
    boxed.keep_in_sight(current);
    on_cleanup(move || boxed.remember_on_leaving());

    let hands = Hands { current, on_open, on_choose, is_chosen };
    let typed = move |event: web_sys::KeyboardEvent| {
        hands.typed(&event, count.get_untracked(), boxed.sight.get_untracked().page());
    };
    let row_id = move |index: usize| format!("{id}-{index}");
    let current_id = {
        let row_id = row_id.clone();
        move || shown.get().contains(&current.get()).then(|| row_id(current.get()))
    };
    let rows = move || shown.get().map(|index| (index, key(index))).collect::<Vec<_>>();
    let row = move |(index, _): (usize, K)| hands.row(index, row_id(index), render(index));
    view! {
        <div
            node_ref=boxed.node
            class="windowed-list"
            role="grid"
            tabindex="0"
            aria-label=label
            aria-rowcount=count
            aria-colcount="1"
            aria-activedescendant=current_id
            on:scroll=move |_| {
                boxed.measure();
                boxed.remember();
            }
            on:keydown=typed
        >
            <div node_ref=boxed.probe class="windowed-list__probe" aria-hidden="true"></div>
            <div node_ref=boxed.space class="windowed-list__space" role="presentation">
                <div node_ref=boxed.window class="windowed-list__window" role="rowgroup">
                    <For each=rows key=Clone::clone children=row />
                </div>
            </div>
        </div>
    }
}

/// What can be done with the rows, by hand or by key.
#[derive(Clone, Copy)]
struct Hands {
    current: RwSignal<usize>,
    on_open: Option<Callback<usize>>,
    on_choose: Option<Callback<usize>>,
    is_chosen: Option<Callback<usize, bool>>,
}

impl Hands {
    fn row(self, index: usize, id: String, content: AnyView) -> impl IntoView {
        let chosen = self.is_chosen.map(|is_chosen| move || is_chosen.run(index).to_string());
        let pressed = move |event: web_sys::MouseEvent| {
            if !is_for_a_control(&event) {
                self.current.set(index);
                run(self.on_open, index);
            }
        };
        view! {
            <div
                class="windowed-list__row"
                class:windowed-list__row--current=move || self.current.get() == index
                class:windowed-list__row--live=self.on_open.is_some()
                role="row"
                id=id
                aria-rowindex=index + 1
                aria-selected=chosen
                on:click=pressed
            >
                <div class="windowed-list__cell" role="gridcell">
                    {content}
                </div>
            </div>
        }
    }

    fn typed(self, event: &web_sys::KeyboardEvent, count: usize, page: usize) {
        let last = count.checked_sub(1).filter(|_| !is_for_a_control(event));
        let Some(last) = last else { return };
        let here = self.current.get_untracked().min(last);
        match event.key().as_str() {
            "Enter" => run(self.on_open, here),
            " " => run(self.on_choose, here),
            key => {
                let Some(target) = target_of(key, here, last, page) else { return };
                self.current.set(target);
            }
        }
        event.prevent_default();
    }
}

/// What can be seen of the list, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sight {
    offset: usize,
    height: usize,
    row_height: usize,
}

impl Sight {
    /// Whether the box and its rows have been measured: the first look may find the box laid out
    /// and the rows not, and a list of rows of one pixel has nowhere to scroll to.
    fn is_measured(self) -> bool {
        self.height > 0 && self.row_height > 1
    }

    /// The rows in sight, and some around them.
    fn shown(self, count: usize) -> Range<usize> {
        let first = (self.offset / self.row_height).saturating_sub(OVERSCAN);
        let end = (self.offset + self.height).div_ceil(self.row_height) + OVERSCAN;
        first.min(count)..end.min(count)
    }

    /// The first row of which something is seen, and the one after the last.
    fn rows(self) -> (usize, usize) {
        let end = (self.offset + self.height).div_ceil(self.row_height);
        (self.offset / self.row_height, end)
    }

    /// How many rows a page has.
    fn page(self) -> usize {
        (self.height / self.row_height).saturating_sub(1).max(1)
    }

    /// Where to scroll so that all of a row is in sight.
    fn offset_showing(self, row: usize) -> usize {
        let top = row * self.row_height;
        let bottom = top + self.row_height;
        self.offset.max(bottom.saturating_sub(self.height)).min(top)
    }
}

/// The elements of the list, and what is known of their sizes.
#[derive(Clone, Copy)]
struct ScrollBox {
    node: NodeRef<html::Div>,
    probe: NodeRef<html::Div>,
    space: NodeRef<html::Div>,
    window: NodeRef<html::Div>,
    count: Signal<usize>,
    sight: RwSignal<Sight>,
    /// Where it is remembered how far it is scrolled.
    offset: Option<RwSignal<usize>>,
    /// Where it is noted which rows are in sight.
    in_sight: Option<RwSignal<(usize, usize)>>,
    /// Whether it was brought back there.
    is_back: StoredValue<bool>,
}

impl ScrollBox {
    fn new(
        count: Signal<usize>,
        offset: Option<RwSignal<usize>>,
        in_sight: Option<RwSignal<(usize, usize)>>,
    ) -> Self {
        Self {
            node: NodeRef::new(),
            probe: NodeRef::new(),
            space: NodeRef::new(),
            window: NodeRef::new(),
            count,
            sight: RwSignal::new(Sight { offset: 0, height: 0, row_height: 1 }),
            offset,
            in_sight,
            is_back: StoredValue::new(false),
        }
    }

    fn measure(self) {
        let (Some(node), Some(probe)) = (self.node.get_untracked(), self.probe.get_untracked())
        else {
            return;
        };
        let sight = Sight {
            offset: pixels(node.scroll_top()),
            height: pixels(node.client_height()),
            row_height: pixels(probe.offset_height()).max(1),
        };
        if sight != self.sight.get_untracked() {
            self.sight.set(sight);
            self.in_sight.inspect(|rows| rows.set(sight.rows()));
        }
    }

    /// Measures at the start and whenever the box or the height of a row changes.
    fn keep_measured(self) {
        let measure = Closure::<dyn Fn()>::new(move || self.measure());
        let observer = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        // The closure is kept with the observer, which calls it.
        let observer = StoredValue::new_local((observer, measure));
        Effect::new(move |_| {
            let (Some(node), Some(probe)) = (self.node.get(), self.probe.get()) else { return };
            self.measure();
            observer.with_value(|(observer, _)| {
                if let Some(observer) = observer {
                    observer.observe(&node);
                    observer.observe(&probe);
                }
            });
        });
        on_cleanup(move || {
            observer.with_value(|(observer, _)| {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
            });
        });
    }

    /// Gives the whole its length and puts the rows that exist where they belong.
    fn keep_sized(self, shown: Memo<Range<usize>>) {
        Effect::new(move |_| {
            let (Some(space), Some(window)) = (self.space.get(), self.window.get()) else { return };
            let row_height = self.sight.get().row_height;
            let length = self.count.get() * row_height;
            let offset = shown.get().start * row_height;
            set_size(&space, "--list-length", &format!("{length}px"));
            set_size(&window, "--list-offset", &format!("{offset}px"));
            set_size(&window, "--list-row", &format!("{row_height}px"));
            if self.sight.get().is_measured() && length > 0 {
                self.bring_back(PATIENCE_PICTURES);
            }
        });
    }

    /// Scrolls to where one was, once, as soon as the list is as long as it should be: the browser
    /// may lay the new length out only with its next picture.
    fn bring_back(self, pictures: u32) {
        let node = self.node.try_get_untracked().flatten();
        let (Some(node), Some(false)) = (node, self.is_back.try_get_value()) else { return };
        let wanted = self.offset.map(|offset| offset.get_untracked());
        let wanted = wanted.and_then(|offset| i32::try_from(offset).ok()).unwrap_or_default();
        node.set_scroll_top(wanted);
        if node.scroll_top() < wanted && pictures > 0 {
            request_animation_frame(move || self.bring_back(pictures - 1));
        } else {
            self.is_back.set_value(true);
        }
    }

    /// Notes how far it is scrolled, but not before it was brought back.
    fn remember(self) {
        if let Some(offset) = self.offset
            && self.is_back.get_value()
        {
            offset.set(self.sight.get_untracked().offset);
        }
    }

    /// Notes it once more while the list still stands: the browser tells of a scroll with the next
    /// picture, and whoever is quick has left by then.
    fn remember_on_leaving(self) {
        let node = self.node.try_get_untracked().flatten();
        if let (Some(node), Some(offset)) = (node, self.offset)
            && node.client_height() > 0
            && self.is_back.try_get_value() == Some(true)
        {
            offset.set(pixels(node.scroll_top()));
        }
    }

    /// Scrolls to the current row when it changes.
    fn keep_in_sight(self, current: RwSignal<usize>) {
        Effect::new(move |is_later: Option<bool>| {
            let Some(node) = self.node.get() else { return false };
            let row = current.get();
            // One is brought back to where one was, which need not be where the current row is.
            if is_later != Some(true) && self.offset.is_some() {
                return true;
            }
            let offset = self.sight.get_untracked().offset_showing(row);
            if let Ok(offset) = i32::try_from(offset) {
                node.set_scroll_top(offset);
            }
            true
        });
    }
}

fn pixels(length: i32) -> usize {
    usize::try_from(length).unwrap_or(0)
}

/// The row a key leads to.
fn target_of(key: &str, here: usize, last: usize, page: usize) -> Option<usize> {
    let target = match key {
        "ArrowDown" => here + 1,
        "ArrowUp" => here.saturating_sub(1),
        "PageDown" => here + page,
        "PageUp" => here.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(target.min(last))
}

/// Whether an event belongs to a control inside a row.
fn is_for_a_control(event: &ev::Event) -> bool {
    const CONTROLS: &str = "a, button, input, select, textarea, label";
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| matches!(element.closest(CONTROLS), Ok(Some(_))))
}

fn run(callback: Option<Callback<usize>>, index: usize) {
    if let Some(callback) = callback {
        callback.run(index);
    }
}
