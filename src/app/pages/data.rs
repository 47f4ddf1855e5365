//! Files in and out: lists, copies of the base, and how safe it is on this device.

use std::collections::VecDeque;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::around::notices::Notices;
use crate::app::components::{Banner, Button, FileCount, FilePick, Glyph, PageHead, Panel, Tone};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences::{self, n_customers, n_purchases};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::copy::merge::{Merge, MergePreview, Received, take_in};
use crate::app::parts::copy::open::{self, Opened, Refusal, Refused, Why};
use crate::app::parts::copy::read::{CopyFile, Wanted};
use crate::app::parts::copy::work::{self, Step, Ticket, Work, WorkProgress};
use crate::app::parts::undoing::Undoing;
use crate::app::state::{AppState, NotReceived};
use crate::book::Book;

pub mod brought;
pub mod choices;
pub mod columns;
pub mod export;
pub mod files_out;
pub mod form;
pub mod import;
pub mod names;
pub mod partly;
mod phrases;
pub mod preview;
pub mod problems;
pub mod questions;
pub mod states;
pub mod storage;
mod telling;

use brought::Brought;
use export::Export;
use import::{BroughtIn, Import, NotBrought, Standing};
use preview::ImportPreview;
use storage::Storage;

/// What the page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// What can be done.
    #[default]
    Home,
    /// A list on its way in.
    List,
    /// A copy on its way in.
    Copy,
}

/// A copy that was opened to see whether it could be, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Checked {
    file: String,
    customers: usize,
    purchases: usize,
}

/// What is on the desk: a handle that is copied freely.
#[derive(Clone, Copy)]
struct Desk {
    state: AppState,
    notices: Notices,
    work: Work,
    import: Import,
    merge: Merge,
    stage: RwSignal<Stage>,
    /// Files that were refused of those chosen last.
    refused: RwSignal<Vec<Refused>>,
    /// What came in from those chosen last.
    brought: RwSignal<Vec<BroughtIn>>,
    /// Whether those of a shape that is known go in by themselves, one after the other.
    by_themselves: RwSignal<bool>,
    /// Of these, the files that brought nothing new.
    nothing_new: RwSignal<Vec<String>>,
    /// Files that were chosen together and are still to come.
    waiting: RwSignal<VecDeque<web_sys::File>, LocalStorage>,
    checked: RwSignal<Option<Checked>>,
}

impl Desk {
    fn new(state: AppState, notices: Notices) -> Self {
        let work = Work::new();
        Self {
            state,
            notices,
            work,
            import: Import::new(state, work),
            merge: Merge::new(state, work),
            stage: RwSignal::new(Stage::Home),
            refused: RwSignal::new(Vec::new()),
            brought: RwSignal::new(Vec::new()),
            by_themselves: RwSignal::new(false),
            nothing_new: RwSignal::new(Vec::new()),
            waiting: RwSignal::new_local(VecDeque::new()),
            checked: RwSignal::new(None),
        }
    }

    /// Whose copies may come in: anybody's while there is nothing here.
    fn wanted(self) -> Wanted {
        let is_empty = self.state.book().with_untracked(Book::is_empty);
        if is_empty { Wanted::Any } else { Wanted::OrJoin(self.state.shop_id()) }
    }

    fn clear(self) {
        self.refused.set(Vec::new());
        self.brought.set(Vec::new());
        self.checked.set(None);
        self.by_themselves.set(false);
        self.nothing_new.set(Vec::new());
        self.waiting.set(VecDeque::new());
    }

    fn refuse(self, file: String, why: Why) {
        self.refused.update(|refused| refused.push(Refused { file, why }));
    }

    /// Takes up files of whatever kind, one after the other.
    fn open(self, files: Vec<web_sys::File>) {
        self.clear();
        self.waiting.set(files.into());
        self.open_next();
    }

    /// Takes up the next of the files that wait, if any does.
    fn open_next(self) {
        let next = self.waiting.try_update(VecDeque::pop_front).flatten();
        let Some(file) = next else { return };
        let ticket = self.work.begin(Step::Opening);
        spawn_local(async move {
            match self.take_up(&ticket, &file).await {
                None => return,
                Some(Ok(Stage::List)) if self.by_themselves.get_untracked() => {
                    ticket.end();
                    return self.go_by_itself(file.name());
                }
                Some(Ok(stage)) => self.stage.set(stage),
                Some(Err(why)) => {
                    self.refuse(file.name(), why);
                    ticket.end();
                    self.open_next();
                    return;
                }
            }
            ticket.end();
        });
    }

    /// Takes the list in without asking, where one of its shape was taken in before; else shows it.
    fn go_by_itself(self, file: String) {
        match self.import.standing() {
            Standing::AsBefore => {
                self.bring_in(move |outcome, _| {
                    // What went wrong is shown with the list, which stays.
                    if outcome.is_err() {
                        self.stage.set(Stage::List);
                    }
                });
            }
            Standing::NothingNew => {
                self.nothing_new.update(|all| all.push(file));
                self.go_home();
                self.open_next();
            }
            Standing::ToBeSeen => self.stage.set(Stage::List),
        }
    }

    async fn take_up(self, ticket: &Ticket, file: &web_sys::File) -> Option<Result<Stage, Why>> {
        let opened = match open::open(ticket, file).await? {
            Ok(opened) => opened,
            Err(why) => return Some(Err(why)),
        };
        Some(match opened {
            Opened::List(bytes) => {
                let read = self.import.open(ticket, file.name(), bytes).await?;
                read.map(|()| Stage::List)
            }
            Opened::Copy(bytes) => {
                let read = self.merge.look(self.wanted(), ticket, file.name(), bytes).await?;
                read.map(|copy| {
                    self.merge.show(copy);
                    Stage::Copy
                })
            }
        })
    }

    /// Opens a copy and counts what is in it, without taking anything in.
    fn check(self, file: web_sys::File) {
        self.clear();
        let ticket = self.work.begin(Step::Opening);
        spawn_local(async move {
            match self.merge.opened(self.wanted(), &ticket, &file).await {
                None => return,
                Some(Ok(CopyFile { file, customers, purchases, .. })) => {
                    self.checked.set(Some(Checked { file, customers, purchases }));
                }
                Some(Err(why)) => self.refuse(file.name(), why),
            }
            ticket.end();
        });
    }

    /// Back to what can be done; nothing has changed.
    fn go_home(self) {
        self.import.forget();
        self.merge.forget();
        self.stage.set(Stage::Home);
    }

    /// Takes the list in, whole, though the page may be left meanwhile. `tell` hears what came of
    /// it, and whether the page still stands that shows it.
    fn bring_in(self, tell: impl FnOnce(Result<BroughtIn, NotBrought>, Shown) + 'static) {
        let Some(list) = self.import.on_its_way() else { return };
        let Some(ticket) = self.work.take_in() else { return };
        spawn_local(async move {
            work::draw().await;
            let told = |share| {
                // Nobody looks, once the page is left.
                ticket.tell(Step::TakingIn, share);
            };
            let outcome = list.bring_in(told).await;
            let is_here = ticket.is_wanted().is_some();
            let shown = if is_here { Shown::OnThePage } else { Shown::Nowhere };
            let has_come = is_here && outcome.is_ok();
            if is_here && let Ok(brought) = &outcome {
                self.brought.update(|all| all.push(brought.clone()));
                self.go_home();
            }
            untrack(|| tell(outcome, shown));
            ticket.end();
            if has_come {
                self.open_next();
            }
        });
    }

    /// Takes the copy in, whole, though the page may be left meanwhile.
    fn receive(self, tell: impl FnOnce(Result<Received, NotReceived>) + 'static) {
        let Some(copy) = self.merge.copy().get_untracked() else { return };
        let Some(ticket) = self.work.take_in() else { return };
        spawn_local(async move {
            work::draw().await;
            let outcome = take_in(self.state, Arc::unwrap_or_clone(copy)).await;
            let has_come = outcome.is_ok() && ticket.is_wanted().is_some();
            if has_come {
                self.go_home();
            }
            untrack(|| tell(outcome));
            ticket.end();
            if has_come {
                self.open_next();
            }
        });
    }
}

/// Where it stands what an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// On the page.
    OnThePage,
    /// Nowhere: the page was left.
    Nowhere,
}

/// Files in and out.
#[component]
pub fn DataPage() -> impl IntoView {
    let desk = Desk::new(expect_context(), expect_context());
    let stage = move || match desk.stage.get() {
        Stage::Home => view! { <Home desk /> }.into_any(),
        Stage::List => view! { <ListStage desk /> }.into_any(),
        Stage::Copy => view! { <CopyStage desk /> }.into_any(),
    };
    view! { <div class="page">{stage}</div> }.into_any()
}

/// What can be done.
#[component]
fn Home(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let i18n = use_i18n();
    let pick = move |files: Vec<web_sys::File>| desk.open(files);
    let refused = move || {
        let all = desk.refused.get().into_iter();
        all.map(|one| view! { <Refusal refused=Signal::stored(Some(one)) /> }).collect_view()
    };
    view! {
        <PageHead title=words!(i18n, data.title) subtitle=words!(i18n, data.subtitle) />
        {refused}
        <Outcome desk />
        <WorkProgress work=desk.work />
        <FilePick
            label=words!(i18n, data.pick)
            hint=words!(i18n, data.pick_hint)
            count=FileCount::Many
            on_files=pick
        />
        <div class="wide-only">
            <FilePick
                label=words!(i18n, data.pick_folder)
                hint=words!(i18n, data.pick_folder_hint)
                count=FileCount::Folder
                on_files=pick
            />
        </div>
        <div class="grid grid--two">
            <CopyPanel desk />
            <div class="stack">
                <Export work=desk.work />
                <Storage />
            </div>
        </div>
    }
}

/// What came of the last file.
#[component]
fn Outcome(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = desk.state;
    let sound = move |checked: Checked| {
        let here = state.book().with(|book| (book.customers().len(), book.purchases().len()));
        said!(
            i18n,
            data.checked_sound,
            file = isolated(&checked.file),
            customers = n_customers(i18n, format, checked.customers),
            purchases = n_purchases(i18n, format, checked.purchases),
            customers_here = n_customers(i18n, format, here.0),
            purchases_here = n_purchases(i18n, format, here.1)
        )
    };
    view! {
        {move || desk.checked.get().map(|checked| {
            let text = Signal::derive(move || sound(checked.clone()));
            view! { <Banner tone=Tone::Good text /> }
        })}
        {move || {
            let all = desk.brought.get().into_iter();
            all.map(|brought| view! { <Brought brought /> }).collect_view()
        }}
        <UndoAll desk />
        {move || desk.nothing_new.get().into_iter().map(|file| {
            let text = words!(i18n, data.brought_nothing, file = isolated(&file));
            view! { <Banner tone=Tone::Neutral text /> }
        }).collect_view()}
    }
}

/// Takes back all files that were chosen together, as one; nothing for a single one.
#[component]
fn UndoAll(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let undoing = expect_context::<Undoing>();
    let take_back = move |()| {
        let groups = desk.brought.with_untracked(|all| all.iter().map(|it| it.group).collect());
        undoing.take_back(groups, said!(i18n, frame.undone));
    };
    move || {
        let n = desk.brought.with(Vec::len);
        let is_done = desk.waiting.with(VecDeque::is_empty) && !desk.work.is_busy();
        (n > 1 && is_done).then(|| {
            let label = said!(i18n, data.undo_all, count = n, n = format.count(n));
            view! {
                <div class="cluster">
                    <Button label glyph=Glyph::Undo on_press=take_back />
                </div>
            }
        })
    }
}

/// The copy of everything: how to save one, and how to see that one is sound.
#[component]
fn CopyPanel(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let notices = desk.notices;
    let save = move |()| {
        spawn_local(async move {
            match desk.state.save_copy().await {
                Ok(0) => {}
                Ok(left_out) => {
                    let n = format.count(left_out);
                    notices.tell(said!(i18n, data.copy_photos_left_out, count = left_out, n = n));
                }
                Err(refusal) => {
                    let name = said!(i18n, data.copy);
                    notices.tell(open::file_refusal(i18n, format, name, refusal));
                }
            }
        });
    };
    let check = move |files: Vec<web_sys::File>| {
        if let Some(file) = files.into_iter().next() {
            desk.check(file);
        }
    };
    view! {
        <Panel title=words!(i18n, data.copy)>
            <div class="stack">
                <p>{words!(i18n, data.copy_text)}</p>
                <div class="cluster">
                    <Button
                        label=words!(i18n, data.copy_save)
                        glyph=Glyph::Download
                        on_press=save
                    />
                </div>
                <FilePick
                    label=words!(i18n, data.copy_check)
                    hint=words!(i18n, data.copy_check_hint)
                    glyph=Glyph::Check
                    on_files=check
                />
            </div>
        </Panel>
    }
}

/// A list on its way in.
#[component]
fn ListStage(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let bring_in = move |()| {
        desk.bring_in(move |outcome, shown| match outcome {
            Ok(brought) => {
                let told = match shown {
                    Shown::OnThePage => brought::title(i18n, &brought),
                    Shown::Nowhere => brought::in_one(i18n, format, &brought),
                };
                desk.notices.tell_with_undo(told, brought.group);
            }
            Err(NotBrought::Refused(refusal)) => {
                desk.notices.tell(sentences::not_made(i18n, refusal));
            }
            Err(NotBrought::Died(died)) => {
                let file = isolated(&desk.import.file().get_untracked());
                desk.notices.tell(open::worker_died(i18n, file, died));
            }
        });
    };
    // Whoever turns back turns back from all that were chosen together.
    let cancel = move |()| {
        desk.waiting.set(VecDeque::new());
        desk.go_home();
    };
    let waiting = move || {
        let n = desk.waiting.with(VecDeque::len);
        (n > 0).then(|| {
            let text = words!(i18n, import.waiting, count = n, n = format.count(n));
            let all = move |()| {
                desk.by_themselves.set(true);
                bring_in(());
            };
            let disabled = Signal::derive(move || !desk.import.can_be_brought_in());
            view! {
                <Banner tone=Tone::Neutral text />
                <div class="cluster">
                    <Button
                        label=words!(i18n, import.all_alike, count = n, n = format.count(n))
                        disabled
                        on_press=all
                    />
                </div>
            }
        })
    };
    view! {
        {waiting}
        <ImportPreview import=desk.import on_bring_in=bring_in on_cancel=cancel />
    }
}

/// A copy on its way in.
#[component]
fn CopyStage(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let i18n = use_i18n();
    let take = Callback::new(move |()| {
        desk.receive(move |outcome| match outcome {
            Ok(Received { file, group, is_join }) => {
                let file = isolated(&file);
                let told = if is_join {
                    said!(i18n, data.join_done, file = file)
                } else {
                    said!(i18n, data.merge_done, file = file)
                };
                desk.notices.tell_with_undo(told, group);
            }
            Err(why) => desk.notices.tell(sentences::not_received(i18n, &why)),
        });
    });
    let back = Callback::new(move |()| desk.go_home());
    let busy = Signal::derive(move || desk.work.is_busy());
    view! {
        <WorkProgress work=desk.work on_cancel=back />
        {move || desk.merge.copy().get().map(|copy| view! {
            <MergePreview copy busy on_take=take on_back=back />
        })}
    }
}
