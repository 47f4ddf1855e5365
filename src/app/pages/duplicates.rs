//! Whoever may be here twice: found, held side by side, made one or told apart, and taken apart
//! again at any later time.

use std::collections::BTreeSet;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, ButtonLink, EmptyState, Glyph, PageHead, Panel, Progress, Row, Rows, Tag,
    Tone,
};
use crate::app::errands::{Died, Errands};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people::{name_of, reasons};
use crate::app::state::AppState;
use crate::book::Change;
use crate::browser::{self, Bytes};
use crate::people::merge::Merge;
use crate::people::pairs::{Likelihood, Looked, Pair, Scan};
use crate::people::same::Country;
use crate::units::id::{CustomerId, GroupId};
use crate::work::{Answer, KnownPages, Request};

pub mod beside;
pub mod before;

use before::Before;
use beside::Beside;

/// So many pairs of whom little is alike are listed with the others; more of them, as families with
/// one phone are by the thousand, wait behind a button.
const FEW_DOUBTFUL: usize = 20;

/// So many pairs are listed; the others come when these are seen to.
const LISTED: usize = 40;

/// How far the search is, and what it found; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Search {
    i18n: I18n,
    format: Format,
    state: AppState,
    notices: Notices,
    looked_at: RwSignal<usize>,
    /// `None` while it is searched.
    found: RwSignal<Option<Vec<Pair>>>,
    /// Pairs to be looked at later.
    later: RwSignal<BTreeSet<(CustomerId, CustomerId)>>,
    /// Whether doubtful pairs are listed, too.
    with_doubtful: RwSignal<bool>,
    /// The pair side by side, unless it is the first.
    shown: RwSignal<Option<(CustomerId, CustomerId)>>,
    /// The worker, while it searches.
    errands: StoredValue<Option<Errands>, LocalStorage>,
}

/// Of whom it was said that they are two people.
type Apart = BTreeSet<(CustomerId, CustomerId)>;

impl Search {
    fn here() -> Self {
        Self {
            i18n: use_i18n(),
            format: expect_context(),
            state: expect_context(),
            notices: expect_context(),
            looked_at: RwSignal::new(0),
            found: RwSignal::new(None),
            later: RwSignal::new(BTreeSet::new()),
            with_doubtful: RwSignal::new(false),
            shown: RwSignal::new(None),
            errands: StoredValue::new_local(None),
        }
    }

    /// Has everybody held against each other; it ends with the page.
    fn begin(self) {
        let are_apart = self.state.book().with_untracked(|book| {
            let apart = book.different_people();
            apart.map(|(one, other)| (one.min(other), one.max(other))).collect::<BTreeSet<_>>()
        });
        let country = self.state.country().get_untracked();
        spawn_local(async move {
            let pairs = match self.in_worker(country, are_apart.clone()).await {
                None => return,
                Some(Ok(pairs)) => pairs,
                // Slower, and the page is busy meanwhile; but the answer is the same.
                Some(Err(_)) => self.on_screen(country, are_apart).await,
            };
            let n_doubtful = pairs.iter().filter(|pair| is_doubtful(pair)).count();
            self.with_doubtful.try_set(n_doubtful <= FEW_DOUBTFUL);
            self.found.try_set(Some(pairs));
        });
    }

    /// The pairs, by the worker; `None` once the page is left.
    async fn in_worker(
        self,
        country: Option<Country>,
        are_apart: Apart,
    ) -> Option<Result<Vec<Pair>, Died>> {
        let errands = Errands::start();
        errands.tell(&Request::BeginScan { country, are_apart }, Bytes::default());
        let (mut pages, pace) = (KnownPages::of_customers(), browser::pace());
        while let Some(page) = self.state.book().with_untracked(|book| pages.next(book)) {
            errands.tell(&Request::Known, page.as_slice().into());
            pace.rest().await;
            self.is_open()?;
        }
        let errand = errands.ask(&Request::Scan, Bytes::default());
        // Kept with the page, so that leaving it ends the work.
        self.errands.try_set_value(Some(errands));
        loop {
            match errand.next().await? {
                Ok((Answer::Progress(_, progress), _)) => {
                    self.looked_at.try_set(progress.done);
                }
                Ok((Answer::Pairs(pairs), _)) => {
                    self.errands.try_set_value(None);
                    return Some(Ok(pairs));
                }
                // Of another wish than this.
                Ok(_) => {}
                Err(died) => return Some(Err(died)),
            }
        }
    }

    /// The pairs, on this thread, with rests for the screen.
    async fn on_screen(self, country: Option<Country>, are_apart: Apart) -> Vec<Pair> {
        let mut scan = Scan::new(country, are_apart);
        self.state.book().with_untracked(|book| {
            book.customers().iter().for_each(|(id, customer)| scan.add(*id, customer));
        });
        let on_step = move |looked: Looked| {
            self.looked_at.try_set(looked.done);
        };
        scan.pairs_paced(&browser::pace(), on_step).await
    }

    /// Nothing once the page is left.
    fn is_open(self) -> Option<()> {
        self.found.try_get_untracked().map(|_| ())
    }

    /// The pairs that are still two cards, and of whom nobody said that they are two people.
    fn open(self) -> Vec<Pair> {
        let found = self.found.read();
        let later = self.later.read();
        self.state.book().with(|book| {
            let is_open = |pair: &&Pair| {
                let are_two =
                    book.customer(pair.one).is_some() && book.customer(pair.other).is_some();
                are_two
                    && !book.are_different(pair.one, pair.other)
                    && !later.contains(&(pair.one, pair.other))
            };
            found.iter().flatten().filter(is_open).cloned().collect()
        })
    }

    /// Makes pairs one, each as it is chosen.
    fn merge(self, pairs: Vec<(CustomerId, CustomerId, Merge)>) {
        let n = pairs.len();
        let made = self.state.commit(|batch| {
            let changes = pairs
                .iter()
                .flat_map(|(one, other, merge)| Change::same_person(*one, *other, &merge.facts()));
            changes.map(|change| batch.push(change)).collect::<Vec<_>>()
        });
        let i18n = self.i18n;
        match made {
            Ok(stamps) => {
                let told = match pairs.first() {
                    Some((one, ..)) if n == 1 => {
                        said!(i18n, duplicates.merged, who = isolated(&self.name(*one)))
                    }
                    _ => {
                        let text = self.format.count(n);
                        said!(i18n, duplicates.merged_many, count = n, n = text)
                    }
                };
                if let Some(first) = stamps.first() {
                    self.notices.tell_with_undo(told, GroupId(*first));
                }
            }
            Err(refusal) => self.notices.tell(sentences::not_made(i18n, refusal)),
        }
        self.shown.set(None);
    }

    /// Remembers that a pair is two people.
    fn tell_apart(self, pair: &Pair) {
        let change = Change::different_people(pair.one, pair.other);
        match self.state.commit(|batch| GroupId(batch.push(change))) {
            Ok(group) => {
                self.notices.tell_with_undo(said!(self.i18n, duplicates.told_apart), group);
            }
            Err(refusal) => self.notices.tell(sentences::not_made(self.i18n, refusal)),
        }
        self.shown.set(None);
    }

    fn name(self, id: CustomerId) -> String {
        self.state.book().with(|book| name_of(self.i18n, book.customer(book.who(id))))
    }

    /// Both names of a pair.
    fn names(self, pair: &Pair) -> String {
        let (one, other) = (isolated(&self.name(pair.one)), isolated(&self.name(pair.other)));
        said!(self.i18n, duplicates.pair, one = one, other = other)
    }
}

/// Whoever may be here twice.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let search = Search::here();
    search.begin();
    let Search { i18n, format, state, .. } = search;
    let all = Memo::new(move |_| search.open());
    let open = Memo::new(move |_| {
        let (all, with_doubtful) = (all.read(), search.with_doubtful.get());
        let listed = all.iter().filter(|pair| with_doubtful || !is_doubtful(pair));
        listed.cloned().collect::<Vec<Pair>>()
    });
    let n_doubtful = Memo::new(move |_| match search.with_doubtful.get() {
        true => 0,
        false => all.read().iter().filter(|pair| is_doubtful(pair)).count(),
    });
    let title = Signal::derive(move || match search.found.read().is_some() {
        true => {
            let n = open.read().len();
            said!(i18n, duplicates.n_pairs, count = n, n = format.count(n))
        }
        false => said!(i18n, duplicates.find),
    });
    let subtitle = Signal::derive(move || {
        let n = state.book().with(|book| book.customers().len());
        let is_done = search.found.read().is_some();
        let text = || said!(i18n, duplicates.looked, count = n, n = format.count(n));
        if is_done { text() } else { String::new() }
    });
    let end = move || view! { <MergeSure search open /> };
    let body = move || {
        if search.found.read().is_none() {
            return view! { <Looking search /> }.into_any();
        }
        if open.read().is_empty() && n_doubtful.get() > 0 {
            return view! {
                <Panel title=words!(i18n, duplicates.none_likely)>
                    <Doubtful search n=n_doubtful />
                </Panel>
            }
            .into_any();
        }
        if open.read().is_empty() {
            return view! {
                <Panel>
                    <EmptyState
                        title=words!(i18n, duplicates.none_title)
                        text=words!(i18n, duplicates.none_text)
                        glyph=Glyph::Check
                    />
                </Panel>
            }
            .into_any();
        }
        view! {
            <div class="duplicates">
                <PairList search open n_doubtful />
                <Current search open />
            </div>
        }
        .into_any()
    };
    view! {
        <div class="page">
            <PageHead title subtitle end />
            {body}
            <Before search />
        </div>
    }
    .into_any()
}

/// How far the search is.
#[component]
fn Looking(
    /// The search.
    search: Search,
) -> impl IntoView {
    let Search { i18n, format, state, .. } = search;
    let all = state.book().with_untracked(|book| book.customers().len());
    let text = MaybeProp::derive(move || {
        let n = format.count(search.looked_at.get());
        Some(said!(i18n, duplicates.looking_n, n = n, all = format.count(all)))
    });
    #[expect(clippy::cast_precision_loss, reason = "a count on screen is far below 2^53")]
    let value = MaybeProp::derive(move || Some(search.looked_at.get() as f64 / all.max(1) as f64));
    view! {
        <Panel>
            <div class="stack">
                <Progress label=words!(i18n, duplicates.looking) value text />
                <div class="cluster">
                    <ButtonLink label=words!(i18n, frame.cancel) href=Route::Customers(None).href() />
                </div>
            </div>
        </Panel>
    }
}

/// Makes all sure pairs one at a press.
#[component]
fn MergeSure(
    /// The search.
    search: Search,
    /// The pairs that are open.
    open: Memo<Vec<Pair>>,
) -> impl IntoView {
    let Search { i18n, format, state, .. } = search;
    let sure = move || {
        let open = open.read();
        let sure = open.iter().filter(|pair| pair.likelihood == Likelihood::Sure);
        sure.cloned().collect::<Vec<Pair>>()
    };
    let merge_all = move |()| {
        let pairs = state.book().with_untracked(|book| {
            let merge = |pair: &Pair| {
                let (one, other) = (book.customer(pair.one)?, book.customer(pair.other)?);
                Some((pair.one, pair.other, Merge::of(one, other)))
            };
            untrack(sure).iter().filter_map(merge).collect()
        });
        search.merge(pairs);
    };
    move || {
        let n = sure().len();
        (n > 0).then(|| {
            let label = said!(i18n, duplicates.merge_sure, count = n, n = format.count(n));
            view! { <Button label on_press=merge_all /> }
        })
    }
}

/// The pairs, the surest first.
#[component]
fn PairList(
    /// The search.
    search: Search,
    /// The pairs that are open.
    open: Memo<Vec<Pair>>,
    /// How many doubtful ones are not listed.
    n_doubtful: Memo<usize>,
) -> impl IntoView {
    let Search { i18n, format, .. } = search;
    let line = move |pair: Pair| {
        let (title, subtitle) = (search.names(&pair), reasons(i18n, &pair.reasons));
        let likelihood = pair.likelihood;
        let show = move |()| search.shown.set(Some((pair.one, pair.other)));
        let end =
            move || view! { <Tag label=likelihood_name(i18n, likelihood) tone=tone(likelihood) /> };
        view! { <Row title subtitle end on_press=show /> }
    };
    let pairs = move || open.get().into_iter().take(LISTED).map(line).collect_view();
    let more = move || {
        let n = open.read().len().saturating_sub(LISTED);
        (n > 0).then(|| {
            let text = said!(i18n, duplicates.more, count = n, n = format.count(n));
            view! { <p class="muted">{text}</p> }
        })
    };
    view! {
        <Panel title=words!(i18n, duplicates.pairs) aside=words!(i18n, duplicates.surest_first)>
            <Rows>{pairs}</Rows>
            {more}
            <Doubtful search n=n_doubtful />
        </Panel>
    }
}

/// How many doubtful pairs are not listed, and the way to list them; nothing where there are none.
#[component]
fn Doubtful(
    /// The search.
    search: Search,
    /// How many.
    n: Memo<usize>,
) -> impl IntoView {
    let Search { i18n, format, .. } = search;
    let show = move |()| search.with_doubtful.set(true);
    move || {
        let n = n.get();
        (n > 0).then(|| {
            let text = said!(i18n, duplicates.doubtful, count = n, n = format.count(n));
            view! {
                <p class="muted">{text}</p>
                <div class="cluster">
                    <Button
                        label=words!(i18n, duplicates.doubtful_show)
                        kind=ButtonKind::Quiet
                        on_press=show
                    />
                </div>
            }
        })
    }
}

/// The pair that is held side by side: the one that was pressed, else the first.
#[component]
fn Current(
    /// The search.
    search: Search,
    /// The pairs that are open.
    open: Memo<Vec<Pair>>,
) -> impl IntoView {
    let current = Memo::new(move |_| {
        let open = open.read();
        let shown = search.shown.get();
        let pressed = open.iter().find(|pair| shown == Some((pair.one, pair.other)));
        pressed.or(open.first()).cloned()
    });
    move || current.get().map(|pair| view! { <Beside search pair /> })
}

/// Whether little is alike, or something speaks against it.
fn is_doubtful(pair: &Pair) -> bool {
    pair.likelihood == Likelihood::LookFirst
}

fn likelihood_name(i18n: I18n, likelihood: Likelihood) -> String {
    match likelihood {
        Likelihood::Sure => said!(i18n, duplicates.sure),
        Likelihood::Likely => said!(i18n, duplicates.likely),
        Likelihood::LookFirst => said!(i18n, duplicates.look_first),
    }
}

fn tone(likelihood: Likelihood) -> Tone {
    match likelihood {
        Likelihood::Sure => Tone::Good,
        Likelihood::Likely => Tone::Neutral,
        Likelihood::LookFirst => Tone::Warm,
    }
}

/// The button that leaves a pair for later.
fn later_button(search: Search, pair: (CustomerId, CustomerId)) -> impl IntoView {
    let later = move |()| {
        search.later.update(|later| {
            later.insert(pair);
        });
        search.shown.set(None);
    };
    view! {
        <Button
            label=words!(search.i18n, duplicates.later)
            kind=ButtonKind::Quiet
            on_press=later
        />
    }
}
