//! Work that takes a while: how far it is on screen, and how it is stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use leptos::prelude::*;

use crate::app::components::Progress;
use crate::app::language::format::Format;
use crate::app::language::words::{said, use_i18n, words};
use crate::browser;
use crate::files::table;

/// How long a stretch of work may keep the browser from drawing.
const STRETCH_MS: u64 = 30;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The file is being fetched from the device.
    Opening,
    /// Its rows are being read.
    Reading,
    /// Its rows are being held against the book.
    Planning,
    /// What it brings is being taken in.
    TakingIn,
    /// A file is being written.
    Writing,
}

/// One piece of work at a time; beginning another, or leaving the page, stops the one before.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    running: RwSignal<Option<(Step, Option<f64>)>>,
    turn: StoredValue<Arc<AtomicU64>>,
}

impl Work {
    /// No work yet.
    pub(in crate::app) fn new() -> Self {
        let turn = Arc::new(AtomicU64::new(0));
        let last = Arc::clone(&turn);
        on_cleanup(move || {
            last.fetch_add(1, Ordering::Relaxed);
        });
        Self { running: RwSignal::new(None), turn: StoredValue::new(turn) }
    }

    /// Begins to take something in, which nothing stops any more: not another piece of work, and
    /// not leaving the page. `None` while something is being taken in already.
    pub(in crate::app) fn take_in(self) -> Option<Ticket> {
        let running = self.running.get_untracked();
        let is_taking_in = running.is_some_and(|(step, _)| step == Step::TakingIn);
        (!is_taking_in).then(|| self.begin(Step::TakingIn))
    }

    /// Begins a piece of work.
    pub(in crate::app) fn begin(self, step: Step) -> Ticket {
        let turn = self.turn.get_value();
        let number = turn.fetch_add(1, Ordering::Relaxed) + 1;
        self.running.set(Some((step, None)));
        Ticket { running: self.running, turn, number }
    }

    /// Stops whatever is going on; it leaves nothing behind.
    pub(in crate::app) fn stop(self) {
        self.turn.get_value().fetch_add(1, Ordering::Relaxed);
        self.running.set(None);
    }

    /// Whether something is going on.
    pub(in crate::app) fn is_busy(self) -> bool {
        self.running.with(Option::is_some)
    }
}

/// The right to go on with a piece of work. After every wait it may be gone, and the page with it:
/// ask before touching anything of the page.
#[derive(Debug)]
pub struct Ticket {
    running: RwSignal<Option<(Step, Option<f64>)>>,
    turn: Arc<AtomicU64>,
    number: u64,
}

impl Ticket {
    /// Whether the work is still wanted.
    pub(in crate::app) fn is_wanted(&self) -> Option<()> {
        (self.turn.load(Ordering::Relaxed) == self.number).then_some(())
    }

    /// Shows the step and lets the browser draw; `None` once the work is not wanted any more.
    pub(in crate::app) async fn show(&self, step: Step) -> Option<()> {
        self.is_wanted()?;
        self.running.set(Some((step, None)));
        draw().await;
        self.is_wanted()
    }

    /// Does something bit by bit, showing how far it is; `None` when it was stopped in between.
    pub(in crate::app) async fn go(
        &self,
        step: Step,
        mut bit: impl FnMut() -> table::Progress,
    ) -> Option<()> {
        let mut drawn_ms = browser::now_ms();
        loop {
            let progress = bit();
            if progress.is_finished {
                return self.is_wanted();
            }
            if browser::now_ms().saturating_sub(drawn_ms) >= STRETCH_MS {
                self.is_wanted()?;
                self.running.set(Some((step, Some(share_of(progress)))));
                browser::breathe().await;
                drawn_ms = browser::now_ms();
                self.is_wanted()?;
            }
        }
    }

    /// Shows how far it is; `None` once the work is not wanted any more.
    pub(in crate::app) fn tell(&self, step: Step, share: f64) -> Option<()> {
        self.is_wanted()?;
        self.running.set(Some((step, Some(share))));
        Some(())
    }

    /// The work is done, or given up.
    pub(in crate::app) fn end(&self) {
        if self.is_wanted().is_some() {
            self.running.set(None);
        }
    }
}

/// Lets the browser draw.
pub(in crate::app) async fn draw() {
    // Once to let the page change, once to let it be seen.
    browser::breathe().await;
    browser::breathe().await;
}

#[expect(clippy::cast_precision_loss, reason = "a share of rows, for the eye")]
pub(in crate::app) fn share_of(progress: table::Progress) -> f64 {
    progress.done as f64 / progress.total.max(1) as f64
}

/// How far the work is, and the way to stop it; nothing while there is none.
#[component]
pub fn WorkProgress(
    /// The work.
    work: Work,
    /// What stopping it does beside stopping it.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let step = Memo::new(move |_| work.running.with(|running| running.map(|(step, _)| step)));
    let share = Signal::derive(move || work.running.get().and_then(|(_, share)| share));
    let label = move |step| match step {
        Step::Opening => said!(i18n, import.opening),
        Step::Reading => said!(i18n, import.reading),
        Step::Planning => said!(i18n, import.planning),
        Step::TakingIn => said!(i18n, import.taking_in),
        Step::Writing => said!(i18n, import.writing),
    };
    let cancel = Callback::new(move |()| {
        work.stop();
        if let Some(on_cancel) = on_cancel {
            on_cancel.run(());
        }
    });
    move || {
        step.get().map(|step| {
            // What is being taken in is taken in whole.
            let cancel = (step != Step::TakingIn).then_some(cancel);
            let text = Signal::derive(move || share.get().map(|share| format.percent(share, 0)));
            let label = Signal::derive(move || label(step));
            match cancel {
                Some(on_cancel) => view! {
                    <Progress
                        label
                        value=share
                        text
                        cancel_label=words!(i18n, frame.cancel)
                        on_cancel
                    />
                }
                .into_any(),
                None => view! { <Progress label value=share text /> }.into_any(),
            }
        })
    }
}
