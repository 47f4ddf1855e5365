//! What a copy would change, told before it is taken in, and taking it in.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::join::{JoinDetails, JoinNotes, is_refused};
use super::open::{CopyResult, Opened, Refused, Why, open};
use super::read::{self, CopyFile, Kinship, Wanted};
use super::work::{Step, Ticket, Work, draw};
use crate::app::components::{
    Button, ButtonKind, Dialog, Notice, PageHead, Panel, Row, Rows, Stat, Tone,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences::{n_customers, n_purchases};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::state::{AppState, NotReceived, Phase};
use crate::book::receive::Report;
use crate::browser;
use crate::units::id::GroupId;

/// The copy at hand; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Merge {
    state: AppState,
    /// What it is busy with.
    pub(in crate::app) work: Work,
    copy: RwSignal<Option<Arc<CopyFile>>>,
    refused: RwSignal<Option<Refused>>,
}

impl Merge {
    /// No copy yet.
    pub(in crate::app) fn new(state: AppState, work: Work) -> Self {
        Self { state, work, copy: RwSignal::new(None), refused: RwSignal::new(None) }
    }

    /// The copy, once it is read.
    pub(in crate::app) fn copy(self) -> Signal<Option<Arc<CopyFile>>> {
        self.copy.into()
    }

    /// The last file that was refused.
    pub(in crate::app) fn refused(self) -> Signal<Option<Refused>> {
        self.refused.into()
    }

    /// Reads a copy and holds it against what is here; `None` when it was stopped.
    pub(in crate::app) async fn look(
        self,
        wanted: Wanted,
        ticket: &Ticket,
        file: String,
        bytes: Vec<u8>,
    ) -> Option<CopyResult> {
        let read = read::read(self.state, wanted, ticket, file, bytes).await?;
        Some(read.map_err(Why::Copy))
    }

    /// Shows a copy, to be taken in or not.
    pub(in crate::app) fn show(self, copy: CopyFile) {
        self.copy.set(Some(Arc::new(copy)));
    }

    /// Opens a file that can only be a copy.
    pub(in crate::app) fn open(self, wanted: Wanted, file: web_sys::File) {
        self.refused.set(None);
        let ticket = self.work.begin(Step::Opening);
        spawn_local(async move {
            let name = file.name();
            match self.opened(wanted, &ticket, &file).await {
                None => return,
                Some(Ok(copy)) => self.show(copy),
                Some(Err(why)) => self.refused.set(Some(Refused { file: name, why })),
            }
            ticket.end();
        });
    }

    /// Opens a file that can only be a copy; `None` when it was stopped.
    pub(in crate::app) async fn opened(
        self,
        wanted: Wanted,
        ticket: &Ticket,
        file: &web_sys::File,
    ) -> Option<CopyResult> {
        match open(ticket, file).await? {
            Ok(Opened::Copy(bytes)) => self.look(wanted, ticket, file.name(), bytes).await,
            Ok(Opened::List(_)) => Some(Err(Why::NotACopy)),
            Err(why) => Some(Err(why)),
        }
    }

    /// Begins with what the copy holds, where the base is missing; `tell` hears what came of it.
    pub(in crate::app) fn restore(self, tell: impl FnOnce(Result<(), NotReceived>) + 'static) {
        let Some(copy) = self.copy.get_untracked() else { return };
        let Some(ticket) = self.work.take_in() else { return };
        spawn_local(async move {
            draw().await;
            let CopyFile { shop, from, incoming, .. } = Arc::unwrap_or_clone(copy);
            tell(self.state.restore(shop, from, incoming).await);
            ticket.end();
        });
    }

    /// Lets go of the copy.
    pub(in crate::app) fn forget(self) {
        self.work.stop();
        self.copy.set(None);
    }
}

/// A copy that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Received {
    /// The name of the file.
    pub(in crate::app) file: String,
    /// By what it can be taken back.
    pub(in crate::app) group: GroupId,
    /// Whether two shops became one by it.
    pub(in crate::app) is_join: bool,
}

/// Takes a copy into the book; it needs nothing of the page.
pub(in crate::app) async fn take_in(
    state: AppState,
    copy: CopyFile,
) -> Result<Received, NotReceived> {
    let CopyFile { file, shop, from, kinship, incoming, .. } = copy;
    let is_join = matches!(kinship, Kinship::Apart(_));
    let group = match kinship {
        Kinship::Own => state.receive(from, incoming).await?,
        Kinship::Apart(join) => {
            let stands = join.settings.into_iter().map(|setting| setting.stands).collect();
            state.take_in_shop(from, incoming, shop, stands).await?
        }
        Kinship::First => state.receive_first(shop, from, incoming).await?,
    };
    Ok(Received { file, group, is_join })
}

/// What a copy would change, with the way to take it in.
#[component]
pub fn MergePreview(
    /// The copy.
    copy: Arc<CopyFile>,
    /// Whether something is going on that must end first.
    #[prop(into)]
    busy: Signal<bool>,
    /// What taking it in does.
    #[prop(into)]
    on_take: Callback<()>,
    /// What turning back does.
    #[prop(into)]
    on_back: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let here = move || state.book().with(|book| book.customers().len());
    let is_nothing = copy.incoming.is_nothing_new();
    let asking = RwSignal::new(false);
    let take = {
        let copy = Arc::clone(&copy);
        move |()| if copy.takes_much(here()) { asking.set(true) } else { on_take.run(()) }
    };
    let title = isolated(&copy.file);
    let subtitle = subtitle(&copy);
    let is_apart = matches!(copy.kinship, Kinship::Apart(_));
    let can_take = !is_nothing && !is_refused(&copy.kinship);
    let title = Signal::derive(move || match is_apart {
        true => said!(i18n, data.join_title, file = title.clone()),
        false => said!(i18n, data.merge_title, file = title.clone()),
    });
    let take_label = Signal::derive(move || match is_apart {
        true => said!(i18n, data.join_take),
        false => said!(i18n, data.merge_take),
    });
    view! {
        <PageHead
            title
            subtitle
            end=move || view! {
                <Button label=words!(i18n, data.merge_back) on_press=on_back />
                {can_take.then(|| view! {
                    <Button
                        label=take_label
                        kind=ButtonKind::Primary
                        disabled=busy
                        on_press=take
                    />
                })}
            }
        />
        <JoinNotes copy=Arc::clone(&copy) />
        {if is_nothing {
            view! { <Notice tone=Tone::Good>{words!(i18n, data.merge_nothing)}</Notice> }.into_any()
        } else {
            view! { <Changes copy=Arc::clone(&copy) /> }.into_any()
        }}
        <JoinDetails copy=Arc::clone(&copy) />
        <Sure asking gone=copy.incoming.report.gone_customers here=Signal::derive(here) on_take />
    }
}

/// Where a copy comes from and what it holds.
fn subtitle(copy: &CopyFile) -> Signal<String> {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let (made_ms, from) = (copy.made_ms, copy.from);
    let (customers, purchases) = (copy.customers, copy.purchases);
    Signal::derive(move || {
        let device = if from.device() == state.replica().device() {
            said!(i18n, data.merge_this_device)
        } else {
            said!(i18n, data.merge_other_device, id = isolated(&from.short_number()))
        };
        said!(
            i18n,
            data.merge_from,
            moment = format.moment(browser::local(made_ms)),
            device = device,
            customers = n_customers(i18n, format, customers),
            purchases = n_purchases(i18n, format, purchases)
        )
    })
}

/// The figures, and what else.
#[component]
fn Changes(
    /// The copy.
    copy: Arc<CopyFile>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let report = copy.incoming.report;
    let n_photos = copy.incoming.photos.len();
    let count = move |n: usize| Signal::derive(move || format.count(n));
    // A base that is missing gets back what was its own.
    let is_restored = state.phase().get_untracked() != Phase::Ready;
    let joins = !is_restored
        && matches!(copy.kinship, Kinship::First)
        && copy.shop.is_some_and(|shop| shop != state.shop_id());
    let gone = move || (report.gone_customers > 0).then(|| said!(i18n, data.merge_gone_why));
    let also = move || also(report, n_photos);
    view! {
        {joins.then(|| view! { <Notice>{words!(i18n, data.merge_join)}</Notice> })}
        {(n_photos == 0 && is_only_history(report)).then(|| view! {
            <Notice tone=Tone::Neutral>{words!(i18n, data.merge_only_history)}</Notice>
        })}
        <div class="grid grid--four">
            <Stat
                label=words!(i18n, data.merge_new_customers)
                value=count(report.new_customers)
            />
            <Stat
                label=words!(i18n, data.merge_changed_customers)
                value=count(report.changed_customers)
            />
            <Stat
                label=words!(i18n, data.merge_gone_customers)
                value=count(report.gone_customers)
                trend=Signal::derive(gone)
                tone=Tone::Bad
            />
            <Stat
                label=words!(i18n, data.merge_new_purchases)
                value=count(report.new_purchases)
            />
        </div>
        {(n_photos > 0 || has_also(report)).then(|| view! {
            <Panel title=words!(i18n, data.merge_also)>
                <Rows>{also()}</Rows>
            </Panel>
        })}
    }
}

fn has_also(report: Report) -> bool {
    let Report { changed_purchases, gone_purchases, answers, unknown, settings, .. } = report;
    settings || changed_purchases + gone_purchases + answers + unknown > 0
}

/// Whether nothing on screen would change.
fn is_only_history(report: Report) -> bool {
    let Report { changes, unknown, .. } = report;
    report == Report { changes, unknown, ..Report::default() }
}

fn also(report: Report, n_photos: usize) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let row = |n: usize, title: Signal<String>| (n > 0).then(|| view! { <Row title /> });
    let Report { changed_purchases, gone_purchases, answers, unknown, settings, .. } = report;
    let answered = words!(i18n, data.merge_answers, count = answers, n = format.count(answers));
    let changed = words!(
        i18n,
        data.merge_changed_purchases,
        count = changed_purchases,
        n = format.count(changed_purchases)
    );
    let gone = words!(
        i18n,
        data.merge_gone_purchases,
        count = gone_purchases,
        n = format.count(gone_purchases)
    );
    let photos = words!(i18n, data.merge_photos, count = n_photos, n = format.count(n_photos));
    let newer = words!(i18n, data.merge_unknown, count = unknown, n = format.count(unknown));
    view! {
        {row(changed_purchases, changed)}
        {row(gone_purchases, gone)}
        {row(answers, answered)}
        {row(n_photos, photos)}
        {row(usize::from(settings), words!(i18n, data.merge_settings))}
        {row(unknown, newer)}
    }
}

/// The second question, before much goes.
#[component]
fn Sure(
    /// Whether it is asked.
    asking: RwSignal<bool>,
    /// How many customers would go.
    gone: usize,
    /// Of how many.
    here: Signal<usize>,
    /// What yes does.
    on_take: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let text = words!(
        i18n,
        data.merge_sure_text,
        count = gone,
        n = format.count(gone),
        here = format.count(here.get())
    );
    let take = move |()| {
        asking.set(false);
        on_take.run(());
    };
    view! {
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title=words!(i18n, data.merge_sure_title)
            close_label=words!(i18n, frame.close)
            footer=move || view! {
                <Button
                    label=words!(i18n, data.merge_back)
                    on_press=move |()| asking.set(false)
                />
                <Button
                    label=words!(i18n, data.merge_sure_take)
                    kind=ButtonKind::Danger
                    on_press=take
                />
            }
        >
            <p>{text}</p>
        </Dialog>
    }
}
