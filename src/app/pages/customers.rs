//! All customers: found as one types, filtered, in any order; and a new one written down.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::app::around::route::{List, Route, Way};
use crate::app::components::{
    Button, ButtonKind, ButtonLink, Chip, Choice, EmptyState, Glyph, LabelPlace, Menu, MenuItem,
    PageHead, Panel, PanelRoom, SearchBox, Select, WindowedList,
};
use crate::app::language::asked;
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::scan::{ScanButton, known_by_code};
use crate::app::state::AppState;
use crate::figures::rhythm::Status;
use crate::figures::segment::Segment;

pub mod listing;
pub mod add;
pub mod sheet;
pub mod cell;
pub mod row;
pub mod condition;
pub mod builder;
pub mod kept;
pub mod bulk;
pub mod chosen;

use add::{AddDialog, Adding};
use builder::Builder;
use chosen::ChosenBar;
use kept::{FrozenNote, ListTabs, ThisList};
use listing::{Listing, Order};
use row::{CustomerRow, HeadRow, toggle};
use sheet::{Paper, Printed};

/// All customers.
#[component]
pub fn CustomersPage(
    /// The list another page led to.
    list: Option<List>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let before = expect_context::<Way>().before();
    let comes_back = matches!(before, Some(Route::Customer(_) | Route::Sale(Some(_))));
    let listing = Listing::new(state, i18n, expect_context(), list, comes_back);
    if list == Some(List::Asked) {
        listing.ask(&Route::asked().unwrap_or_default());
    }
    ask_what_the_address_asks(listing);
    let paper = RwSignal::new(None);
    let adding = Adding::new(list == Some(List::New));

    let count = Signal::derive(move || state.book().with(|book| book.customers().len()));
    let head_count = Signal::derive(move || {
        let (shown, all) = (listing.count(), count.get());
        if shown == all {
            return format.count(all);
        }
        said!(i18n, customers.some_of_all, some = format.count(shown), all = format.count(all))
    });
    let is_empty = Memo::new(move |_| count.get() == 0);
    let items = Signal::derive(move || paper_items(i18n, paper));
    let end = move || {
        view! {
            <Menu label=words!(i18n, customers.more) items />
            <ButtonLink label=words!(i18n, customers.import) href=Route::Data.href() />
            <Button
                label=words!(i18n, customers.add)
                kind=ButtonKind::Primary
                on_press=move |()| adding.open_with(String::new())
            />
        }
    };
    let asking = move || {
        listing.is_asking.get().then(|| {
            view! {
                <div class="customers__asking">
                    {move || if listing.is_frozen() {
                        view! { <FrozenNote listing /> }.into_any()
                    } else {
                        view! { <Builder listing /> }.into_any()
                    }}
                    <ThisList listing />
                </div>
            }
        })
    };
    view! {
        <div class="page customers">
            <PageHead title=words!(i18n, customers.title) count=head_count end />
            {move || if is_empty.get() {
                view! { <NobodyYet adding /> }.into_any()
            } else {
                view! {
                    <ListTabs listing />
                    <Tools listing />
                    {asking}
                    <Found listing adding />
                    <ChosenBar listing />
                }
                .into_any()
            }}
            <AddDialog adding />
            <Printed listing paper />
        </div>
    }
    .into_any()
}

fn paper_items(i18n: I18n, paper: RwSignal<Option<Paper>>) -> Vec<MenuItem> {
    let duplicates = said!(i18n, duplicates.find);
    let duplicates = MenuItem::new(duplicates, |()| Route::Duplicates.go());
    let item = |label: String, what: Paper| {
        MenuItem::new(label, move |()| paper.set(Some(what))).with_glyph(Glyph::Print)
    };
    vec![
        item(said!(i18n, customers.print_list), Paper::Table),
        item(said!(i18n, customers.labels), Paper::Labels),
        duplicates.with_glyph(Glyph::People),
        MenuItem::new(said!(i18n, customers.sources), |()| Route::Sources.go())
            .with_glyph(Glyph::Chart),
    ]
}

/// The ways in, while there is no customer.
#[component]
fn NobodyYet(
    /// The form of a new customer.
    adding: Adding,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Panel>
            <EmptyState
                title=words!(i18n, customers.nobody_title)
                text=words!(i18n, customers.nobody_text)
                glyph=Glyph::People
            >
                <ButtonLink label=words!(i18n, customers.import) href=Route::Data.href() />
                <Button
                    label=words!(i18n, customers.add)
                    kind=ButtonKind::Primary
                    on_press=move |()| adding.open_with(String::new())
                />
            </EmptyState>
        </Panel>
    }
}

/// Where one types, filters and orders.
#[component]
fn Tools(
    /// What is shown.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let input = NodeRef::<html::Input>::new();
    come_with_a_slash(input);
    let open_best = move |()| {
        if let Some(best) = listing.at_untracked(listing.current.get_untracked()) {
            Route::Customer(best).go();
        }
    };
    let state = expect_context::<AppState>();
    let scanned = move |code: String| match known_by_code(state, &code)[..] {
        [only] => Route::Customer(only).go(),
        // Nobody or several: the list says so, with what can be done.
        [..] => listing.search(code),
    };
    let segments = Signal::derive(move || segment_choices(i18n));
    let segment = Signal::derive(move || listing.segment.get().map_or(String::new(), value_of));
    let orders = Signal::derive(move || order_choices(i18n, listing));
    let filter_label = Signal::derive(move || match listing.is_asking.get() {
        true => said!(i18n, customers.filter_close),
        false => said!(i18n, customers.filter),
    });
    let edit_label = Signal::derive(move || match listing.is_written.get() {
        true => said!(i18n, customers.edit_here_done),
        false => said!(i18n, customers.edit_here),
    });
    view! {
        <div class="customers__tools">
            <div class="customers__find">
                <SearchBox
                    label=words!(i18n, frame.find)
                    value=listing.query
                    shortcut="/"
                    input_ref=input
                    on_input=move |text| listing.search(text)
                    on_enter=open_best
                    end=move || view! { <ScanButton on_code=scanned /> }
                />
            </div>
            <div class="customers__order">
                <Select
                    label=words!(i18n, customers.segment)
                    label_place=LabelPlace::Hidden
                    choices=segments
                    value=segment
                    on_change=move |value: String| listing.choose_segment(segment_of(&value))
                />
                <Select
                    label=words!(i18n, customers.order)
                    label_place=LabelPlace::Hidden
                    choices=orders
                    value=Signal::derive(move || listing.order.get().name().to_owned())
                    on_change=move |name: String| {
                        // A column that is chosen stays as it is.
                        if name != listing.order.get_untracked().name() {
                            listing.arrange(Order::of(&name));
                        }
                    }
                />
            </div>
            <div class="customers__filters">
                <Button
                    label=filter_label
                    glyph=Glyph::Filter
                    on_press=move |()| listing.is_asking.update(|open| *open = !*open)
                />
                <div class="wide-only">
                    <Button
                        label=edit_label
                        glyph=Glyph::Edit
                        on_press=move |()| listing.turn_writing()
                    />
                </div>
                <StatusChips listing />
            </div>
        </div>
    }
}

/// One filter for every status somebody has, with how many.
#[component]
fn StatusChips(
    /// What is shown.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let chip = move |status: Option<Status>| {
        let label = Signal::derive(move || {
            let name = match status {
                Some(status) => sentences::status(i18n, status),
                None => said!(i18n, customers.not_bought),
            };
            let n = format.count(listing.count_of(status));
            said!(i18n, customers.status_count, status = name, n = n)
        });
        view! {
            <Chip
                label
                pressed=Signal::derive(move || listing.statuses.read().contains(&status))
                on_press=move |()| listing.toggle(status)
            />
        }
    };
    let n_cold = Memo::new(move |_| listing.n_cold());
    let cold = move || {
        let label =
            Signal::derive(move || said!(i18n, customers.cold, n = format.count(n_cold.get())));
        (n_cold.get() > 0).then(|| {
            view! {
                <Chip
                    label
                    pressed=listing.only_cold
                    on_press=move |()| listing.turn_cold()
                />
            }
        })
    };
    view! {
        <For each=move || listing.statuses_to_choose() key=|status| *status children=chip />
        {cold}
    }
}

/// The customers found, or that there are none.
#[component]
fn Found(
    /// What is shown.
    listing: Listing,
    /// The form of a new customer.
    adding: Adding,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_empty = Memo::new(move |_| listing.count() == 0);
    let open = move |index| {
        if let Some(customer) = listing.at_untracked(index) {
            Route::Customer(customer).go();
        }
    };
    let choose = move |index| {
        if let Some(customer) = listing.at_untracked(index) {
            toggle(listing, customer);
        }
    };
    let is_chosen = Callback::new(move |index| {
        listing.at(index).is_some_and(|customer| listing.chosen.read().contains(&customer))
    });
    let render = move |index| {
        listing.at_untracked(index).map(|id| view! { <CustomerRow id listing /> }).into_any()
    };
    let list = move || {
        view! {
            <div class="customers__list">
                <Panel room=PanelRoom::Tight>
                    <HeadRow listing />
                    <WindowedList
                        label=words!(i18n, customers.title)
                        count=Signal::derive(move || listing.count())
                        key=move |index| listing.at(index)
                        render
                        on_open=open
                        on_choose=choose
                        is_chosen
                        current=listing.current
                        offset=listing.offset
                        in_sight=listing.in_sight
                    />
                </Panel>
            </div>
        }
    };
    move || {
        if is_empty.get() {
            view! { <NobodyFound listing adding /> }.into_any()
        } else {
            list().into_any()
        }
    }
}

/// Says that nobody is like this, and offers to write them down.
#[component]
fn NobodyFound(
    /// What was looked for.
    listing: Listing,
    /// The form of a new customer.
    adding: Adding,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let add = move || {
        let query = listing.query.get().trim().to_owned();
        (!query.is_empty()).then(|| {
            let label = said!(i18n, customers.add_named, name = query.clone());
            let open = move |()| adding.open_with(query.clone());
            view! { <Button label kind=ButtonKind::Primary on_press=open /> }
        })
    };
    let nobody = move || {
        view! {
            <Panel>
                <EmptyState
                    title=words!(i18n, customers.none_title)
                    text=words!(i18n, customers.none_text)
                    glyph=Glyph::Find
                >
                    <Button
                        label=words!(i18n, customers.show_all)
                        on_press=move |()| listing.show_all()
                    />
                    {add}
                </EmptyState>
            </Panel>
        }
    };
    move || match listing.is_searching() && state.is_finding() {
        true => {
            view! { <p class="muted" role="status">{words!(i18n, frame.finding)}</p> }.into_any()
        }
        false => nobody().into_any(),
    }
}

/// From one address with conditions one may come to another while the page stands.
fn ask_what_the_address_asks(listing: Listing) {
    let handle = window_event_listener(ev::hashchange, move |_| {
        if let Some(conditions) = Route::asked() {
            listing.ask(&conditions);
        }
    });
    on_cleanup(move || handle.remove());
}

/// The key `/` brings one to the search from anywhere on the page.
fn come_with_a_slash(input: NodeRef<html::Input>) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.key() != "/" || is_typing(&event) {
            return;
        }
        if let Some(input) = input.get_untracked() {
            event.prevent_default();
            // Fails only for an element that cannot have the focus; an input can.
            drop(input.focus());
        }
    });
    on_cleanup(move || handle.remove());
}

fn is_typing(event: &ev::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| {
        matches!(element.closest("input, textarea, select, dialog"), Ok(Some(_)))
    })
}

fn value_of(segment: Segment) -> String {
    (segment as usize).to_string()
}

fn segment_of(value: &str) -> Option<Segment> {
    Segment::ALL.get(value.parse::<usize>().ok()?).copied()
}

fn segment_choices(i18n: I18n) -> Vec<Choice> {
    let choice = |segment| Choice::new(value_of(segment), sentences::segment(i18n, segment));
    let every = Choice::new("", said!(i18n, customers.every_segment));
    std::iter::once(every).chain(Segment::ALL.map(choice)).collect()
}

fn order_choices(i18n: I18n, listing: Listing) -> Vec<Choice> {
    let is_searching = listing.is_searching();
    let column = match listing.order.get() {
        Order::Column(column, _) => {
            let name = listing.with_base(|base| asked::field(i18n, base.book(), column.field()));
            let label = said!(i18n, customers.order_column, column = name);
            Some(Choice::new(listing.order.get().name(), label))
        }
        Order::Best
        | Order::Name
        | Order::LastVisit
        | Order::Spent
        | Order::Status
        | Order::Worth => None,
    };
    let label = |order| match order {
        Order::Best => said!(i18n, customers.order_best),
        Order::Name => said!(i18n, customers.order_name),
        Order::LastVisit => said!(i18n, customers.order_last_visit),
        Order::Spent => said!(i18n, customers.order_spent),
        Order::Status => said!(i18n, customers.order_status),
        Order::Worth => said!(i18n, customers.order_worth),
        Order::Column(..) => String::new(),
    };
    let orders = Order::ALL.into_iter().filter(|order| is_searching || *order != Order::Best);
    orders.map(|order| Choice::new(order.name(), label(order))).chain(column).collect()
}
