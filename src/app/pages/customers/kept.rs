//! The lists that are kept: one press to each, and what the one in sight is.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, Choice, Field, Fold, Glyph, IconButton, LabelPlace, Panel, RadioGroup,
    RadioLayout, Select,
};
use crate::app::language::asked::{self, Telling};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::pages::customers::listing::{Listing, MOST_COLUMNS};
use crate::app::state::{AppState, CommitRefusal};
use crate::book::Change;
use crate::browser;
use crate::lists::column::Column;
use crate::lists::text;
use crate::people::list::{self, Members, NameRefusal, check_name};
use crate::units::id::{CustomerId, GroupId, ListId};

/// One press to everybody, and one to each list.
#[component]
pub fn ListTabs(
    /// What is shown.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let lists = move || {
        let all = state.book().with(|book| book.lists().to_vec());
        let ids = all.into_iter().map(|(id, _)| Some(id));
        std::iter::once(None).chain(ids).collect::<Vec<Option<ListId>>>()
    };
    let name = move |kept: Option<ListId>| {
        let Some(id) = kept else { return said!(i18n, customers.everyone) };
        let list = state.book().with(|book| book.list(id).cloned()).unwrap_or_default();
        match list.members {
            Members::Live(_) => isolated(&list.name),
            Members::Frozen { .. } => {
                said!(i18n, customers.frozen_named, name = isolated(&list.name))
            }
        }
    };
    let tab = move |kept: Option<ListId>| {
        let is_shown = Memo::new(move |_| listing.kept.get() == kept);
        let label = move || {
            if !is_shown.get() || kept.is_none() {
                return name(kept);
            }
            let n = format.count(listing.count());
            said!(i18n, customers.list_count, name = name(kept), n = n)
        };
        view! {
            <button
                type="button"
                class="list-tabs__tab"
                aria-current=move || is_shown.get().then_some("true")
                on:click=move |_| listing.open_kept(kept)
            >
                {label}
            </button>
        }
    };
    let is_any = Memo::new(move |_| state.book().with(|book| !book.lists().is_empty()));
    move || {
        is_any.get().then(|| {
            view! {
                <nav class="list-tabs" aria-label=words!(i18n, customers.lists)>
                    <For each=lists key=|kept| *kept children=tab />
                </nav>
            }
        })
    }
}

/// What the list in sight is called, whether it lives, and what it shows.
#[component]
pub fn ThisList(
    /// What is shown.
    listing: Listing,
) -> impl IntoView {
    move || {
        let kept = listing.kept.get();
        view! { <ListForm listing kept /> }
    }
}

/// What is typed about a list; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Keeping {
    i18n: I18n,
    format: Format,
    state: AppState,
    notices: Notices,
    listing: Listing,
    kept: Option<ListId>,
    name: RwSignal<String>,
    is_frozen: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
}

impl Keeping {
    /// Who would be on it.
    fn members(self) -> Members {
        let filter = text::format(&self.listing.whole_filter());
        if self.is_frozen.get_untracked() {
            let on = self.state.today().get_untracked();
            return Members::Frozen { filter, on, customers: self.listing.all() };
        }
        Members::Live(filter)
    }

    /// Checks the name; what is wrong with it stands below it.
    fn checked_name(self, kept: Option<ListId>) -> Option<String> {
        let name = self.name.get_untracked().trim().to_owned();
        let checked = self.state.book().with_untracked(|book| {
            let others = book.lists().iter().filter(|(id, _)| Some(*id) != kept);
            check_name(&name, others.map(|(_, list)| list.name.as_str()))
        });
        let i18n = self.i18n;
        self.refused.set(checked.err().map(|refusal| match refusal {
            NameRefusal::Blank => said!(i18n, customers.list_name_blank),
            NameRefusal::TooLong { most } => {
                said!(i18n, customers.list_name_long, n = self.format.count(most))
            }
            NameRefusal::Taken => said!(i18n, customers.list_name_taken),
        }));
        checked.is_ok().then_some(name)
    }

    fn tell_refused(self, refusal: CommitRefusal) {
        self.notices.tell(sentences::not_made(self.i18n, refusal));
    }

    /// Keeps it as a new list and shows that.
    fn save_new(self) {
        let Some(name) = self.checked_name(None) else { return };
        let (members, shown) = (self.members(), self.listing.shown());
        let add = Change::Lists(list::Change::Add { name, members, shown });
        match self.state.commit(|batch| ListId(batch.push(add))) {
            Ok(id) => self.saved(id, GroupId(id.0)),
            Err(refusal) => self.tell_refused(refusal),
        }
    }

    /// Keeps what differs of a list that is kept.
    fn save_changes(self, list: ListId) {
        let Some(name) = self.checked_name(Some(list)) else { return };
        let (members, shown) = (self.members(), self.listing.shown());
        let before = self.state.book().with_untracked(|book| book.list(list).cloned());
        let before = before.unwrap_or_default();
        let changes = [
            (name != before.name).then_some(list::Change::Rename { list, name }),
            (members != before.members).then_some(list::Change::SetMembers { list, members }),
            (shown != before.shown).then_some(list::Change::SetShown { list, shown }),
        ];
        let made = self.state.commit(|batch| {
            let changes = changes.into_iter().flatten().map(Change::Lists);
            changes.map(|change| batch.push(change)).collect::<Vec<_>>()
        });
        match made {
            Ok(stamps) => {
                if let Some(first) = stamps.first() {
                    self.saved(list, GroupId(*first));
                }
            }
            Err(refusal) => self.tell_refused(refusal),
        }
    }

    fn saved(self, id: ListId, group: GroupId) {
        self.listing.statuses.update(std::collections::BTreeSet::clear);
        self.listing.segment.set(None);
        self.listing.open_kept(Some(id));
        self.notices.tell_with_undo(said!(self.i18n, customers.list_saved), group);
    }

    fn delete(self, list: ListId) {
        let remove = Change::Lists(list::Change::Remove { list });
        match self.state.commit(|batch| batch.push(remove)) {
            Ok(stamp) => {
                self.listing.open_kept(None);
                let text = said!(self.i18n, customers.list_deleted);
                self.notices.tell_with_undo(text, GroupId(stamp));
            }
            Err(refusal) => self.tell_refused(refusal),
        }
    }

    /// Puts an address with the conditions into the clipboard.
    fn copy_link(self) {
        let filter = text::format(&self.listing.whole_filter());
        let told = said!(self.i18n, customers.list_link_copied);
        let link = Route::asking(&filter);
        spawn_local(async move {
            if browser::copy_text(&link).await {
                self.notices.tell(told);
            }
        });
    }
}

#[component]
fn ListForm(
    /// What is shown.
    listing: Listing,
    /// Which list, if it is one that is kept.
    kept: Option<ListId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (state, format) = (expect_context::<AppState>(), expect_context::<Format>());
    let list = state.book().with_untracked(|book| kept.and_then(|id| book.list(id).cloned()));
    let is_frozen = matches!(list.as_ref().map(|it| &it.members), Some(Members::Frozen { .. }));
    let keeping = Keeping {
        i18n,
        format,
        state,
        notices: expect_context(),
        listing,
        kept,
        name: RwSignal::new(list.map(|list| list.name).unwrap_or_default()),
        is_frozen: RwSignal::new(is_frozen),
        refused: RwSignal::new(None),
    };
    let save = move |()| match keeping.kept {
        Some(list) => keeping.save_changes(list),
        None => keeping.save_new(),
    };
    let save_label = Signal::derive(move || match keeping.kept {
        Some(_) => said!(i18n, customers.list_save_changes),
        None => said!(i18n, customers.list_save),
    });
    let more = kept.map(|list| {
        view! {
            <Button
                label=words!(i18n, customers.list_save_as)
                on_press=move |()| keeping.save_new()
            />
            <Button
                label=words!(i18n, customers.list_delete)
                kind=ButtonKind::Quiet
                on_press=move |()| keeping.delete(list)
            />
        }
    });
    view! {
        <Panel title=words!(i18n, customers.this_list)>
            <div class="stack">
                <Field
                    label=words!(i18n, customers.list_name)
                    placeholder=words!(i18n, customers.list_name_example)
                    value=keeping.name
                    on_input=move |text| keeping.name.set(text)
                    error=keeping.refused
                />
                <KindChoice keeping />
                <ColumnChoice listing />
                <Button label=save_label kind=ButtonKind::Primary on_press=save />
                {more}
                <Button
                    label=words!(i18n, customers.list_link)
                    kind=ButtonKind::Quiet
                    on_press=move |()| keeping.copy_link()
                />
            </div>
        </Panel>
    }
}

/// Whether people come and go by themselves.
#[component]
fn KindChoice(
    /// What is typed.
    keeping: Keeping,
) -> impl IntoView {
    let Keeping { i18n, format, listing, .. } = keeping;
    let choices = Signal::derive(move || {
        let n = listing.count();
        let of = |name: String, hint: String| format!("{name} · {hint}");
        let live = of(said!(i18n, customers.list_live), said!(i18n, customers.list_live_hint));
        let hint = said!(i18n, customers.list_frozen_hint, count = n, n = format.count(n));
        let frozen = of(said!(i18n, customers.list_frozen), hint);
        vec![Choice::new("live", live), Choice::new("frozen", frozen)]
    });
    view! {
        <RadioGroup
            label=words!(i18n, customers.list_kind)
            layout=RadioLayout::List
            choices
            value=Signal::derive(move || {
                if keeping.is_frozen.get() { "frozen".to_owned() } else { "live".to_owned() }
            })
            on_change=move |kind: String| keeping.is_frozen.set(kind == "frozen")
        />
    }
}

/// Who a frozen list holds, and the way to make it live.
#[component]
pub fn FrozenNote(
    /// What is shown.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let told = move || {
        let Members::Frozen { filter, on, .. } = listing.list()?.members else { return None };
        let filter = text::parse(&filter).map(|read| read.filter).unwrap_or_default();
        let filter = state.book().with(|book| Telling { i18n, format, book }.filter(&filter));
        let day = format.day(on);
        Some(said!(i18n, customers.list_frozen_on, day = day, filter = filter))
    };
    let notices = expect_context::<Notices>();
    let thaw = move |()| {
        let kept = listing.kept.get_untracked();
        let Some((list, kept)) = kept.zip(untrack(|| listing.list())) else { return };
        let members = Members::Live(kept.members.filter().to_owned());
        let set = Change::Lists(list::Change::SetMembers { list, members });
        match state.commit(|batch| GroupId(batch.push(set))) {
            Ok(group) => {
                listing.open_kept(Some(list));
                notices.tell_with_undo(said!(i18n, customers.list_saved), group);
            }
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    };
    view! {
        <Panel>
            <div class="stack">
                <p>{told}</p>
                <div class="cluster">
                    <Button label=words!(i18n, customers.list_thaw) on_press=thaw />
                </div>
            </div>
        </Panel>
    }
}

/// Which columns stand beside the name, and in which order.
#[component]
fn ColumnChoice(
    /// What is shown.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let name = move |column: Column| {
        state.book().with(|book| {
            asked::capitalized(
                &Telling { i18n, format, book }.spanned(column.field(), column.span()),
            )
        })
    };
    let shift = move |column: Column, by: isize| {
        listing.columns.update(|columns| {
            let Some(at) = columns.iter().position(|known| *known == column) else { return };
            let to = at.saturating_add_signed(by).min(columns.len() - 1);
            columns.swap(at, to);
        });
    };
    let line = move |column: Column| {
        let label = move |what: fn(I18n, String) -> String| {
            Signal::derive(move || what(i18n, name(column)))
        };
        view! {
            <li class="columns__line">
                <span class="columns__name">{move || name(column)}</span>
                <IconButton
                    label=label(|i18n, column| said!(i18n, customers.column_up, column = column))
                    glyph=Glyph::Up
                    on_press=move |()| shift(column, -1)
                />
                <IconButton
                    label=label(|i18n, column| said!(i18n, customers.column_down, column = column))
                    glyph=Glyph::Down
                    on_press=move |()| shift(column, 1)
                />
                <IconButton
                    label=label(|i18n, column| said!(i18n, customers.column_remove, column = column))
                    glyph=Glyph::Close
                    on_press=move |()| {
                        listing.columns.update(|columns| columns.retain(|known| *known != column));
                    }
                />
            </li>
        }
    };
    let choices = Signal::derive(move || {
        let all = state.book().with(Column::all);
        let shown = listing.columns.read();
        let free = all.into_iter().filter(|column| !shown.contains(column));
        let choices = free.map(|column| Choice::new(column.format(), name(column)));
        let first = Choice::new("", said!(i18n, customers.column_add));
        std::iter::once(first).chain(choices).collect()
    });
    let title = Signal::derive(move || {
        let n = listing.columns.read().len();
        said!(i18n, customers.columns_count, count = n, n = format.count(n))
    });
    let is_full = Signal::derive(move || listing.columns.read().len() >= MOST_COLUMNS);
    let hint = MaybeProp::derive(move || {
        let n = || format.count(MOST_COLUMNS);
        is_full.get().then(|| said!(i18n, customers.columns_full, n = n()))
    });
    view! {
        <Fold title>
            <div class="columns">
            <ul class="columns__lines">
                <For each=move || listing.columns.get() key=|column| *column children=line />
            </ul>
            <Select
                label=words!(i18n, customers.column_add)
                label_place=LabelPlace::Hidden
                choices
                value=Signal::derive(String::new)
                disabled=is_full
                hint
                on_change=move |text: String| {
                    if let Ok(column) = Column::parse(&text) {
                        listing.columns.update(|columns| columns.push(column));
                    }
                }
            />
            </div>
        </Fold>
    }
}

/// Keeps people as a frozen list and shows it.
pub fn freeze(
    i18n: I18n,
    format: Format,
    state: AppState,
    listing: Listing,
    customers: Vec<CustomerId>,
) -> Result<GroupId, CommitRefusal> {
    let on = state.today().get_untracked();
    let name = said!(i18n, customers.frozen_from_chosen, day = format.day(on));
    let filter = text::format(&listing.whole_filter());
    let members = Members::Frozen { filter, on, customers };
    let shown = listing.shown();
    let add = Change::Lists(list::Change::Add { name, members, shown });
    let id = state.commit(|batch| ListId(batch.push(add)))?;
    listing.open_kept(Some(id));
    Ok(GroupId(id.0))
}
