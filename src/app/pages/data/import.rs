//! A list on its way into the book: what was read of the file, how it is understood, and what
//! would come of it.
//!
//! Nothing here is kept until [`Import::bring_in`]; leaving the page forgets it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::work::{Step, Ticket, Work};
use crate::app::state::{AppState, CommitRefusal};
use crate::book::Change;
use crate::browser;
use crate::files::columns::Meaning;
use crate::files::dates::OrderGuess;
use crate::files::encoding::FileRefusal;
use crate::files::import::{
    Guess, Known, Options, Plan, Planner, UnknownBuyers, guess, known, take,
};
use crate::files::table::{ReadOptions, Reader, Table};
use crate::trade::shop::Setting;
use crate::units::id::GroupId;
use crate::units::money::Currency;

/// How many rows are done between two looks at the clock.
const STRIDE: usize = 500;

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtIn {
    /// From which file.
    pub(super) file: String,
    /// How many customers are new.
    pub(super) customers: usize,
    /// How many were completed.
    pub(super) updated: usize,
    /// How many purchases are new.
    pub(super) purchases: usize,
    /// How many rows were set aside.
    pub(super) set_aside: usize,
    /// The group that takes it back.
    pub(super) group: GroupId,
}

/// The list at hand; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Import {
    state: AppState,
    /// What it is busy with.
    pub(super) work: Work,
    file: RwSignal<String>,
    bytes: StoredValue<Arc<Vec<u8>>>,
    known: StoredValue<Arc<Known>>,
    read_as: RwSignal<ReadOptions>,
    table: RwSignal<Arc<Table>>,
    guess: RwSignal<Option<Guess>>,
    options: RwSignal<Options>,
    plan: RwSignal<Option<Result<Arc<Plan>, FileRefusal>>>,
}

impl Import {
    /// No list yet.
    pub(super) fn new(state: AppState, work: Work) -> Self {
        Self {
            state,
            work,
            file: RwSignal::new(String::new()),
            bytes: StoredValue::new(Arc::default()),
            known: StoredValue::new(Arc::default()),
            read_as: RwSignal::new(ReadOptions::default()),
            table: RwSignal::new(Arc::default()),
            guess: RwSignal::new(None),
            options: RwSignal::new(Options::default()),
            plan: RwSignal::new(None),
        }
    }

    /// The name of the file.
    pub(super) fn file(self) -> Signal<String> {
        self.file.into()
    }

    /// The rows as they were read.
    pub(super) fn table(self) -> Signal<Arc<Table>> {
        self.table.into()
    }

    /// What was guessed of them.
    pub(super) fn guess(self) -> Signal<Option<Guess>> {
        self.guess.into()
    }

    /// How they are understood.
    pub(super) fn options(self) -> Signal<Options> {
        self.options.into()
    }

    /// What would come of them, or why nothing could; `None` until it is known.
    pub(super) fn plan(self) -> Signal<Option<Result<Arc<Plan>, FileRefusal>>> {
        self.plan.into()
    }

    /// Whether the dates can be read in two ways and nobody said which.
    pub(super) fn is_order_open(self) -> bool {
        self.options.with(|options| options.date_order.is_none())
            && self.guess.with(|guess| {
                guess.as_ref().is_some_and(|guess| guess.order == OrderGuess::Undecided)
            })
    }

    /// Takes up a file; `None` when it was stopped.
    pub(super) async fn open(
        self,
        ticket: &Ticket,
        file: String,
        bytes: Vec<u8>,
    ) -> Option<Result<(), FileRefusal>> {
        self.file.set(file);
        self.bytes.set_value(Arc::new(bytes));
        self.read_as.set(ReadOptions::default());
        self.plan.set(None);
        let known = self.state.book().with_untracked(known);
        self.known.set_value(Arc::new(known));
        self.read(ticket).await
    }

    /// Reads the rows, guesses how they are to be understood, and makes the plan.
    async fn read(self, ticket: &Ticket) -> Option<Result<(), FileRefusal>> {
        ticket.show(Step::Reading).await?;
        let bytes = self.bytes.get_value();
        let mut reader = match Reader::new(&bytes, self.read_as.get_untracked()) {
            Ok(reader) => reader,
            Err(refusal) => return Some(Err(refusal)),
        };
        ticket.go(Step::Reading, || reader.step(STRIDE)).await?;
        let table = match reader.finish() {
            Ok(table) => Arc::new(table),
            Err(refusal) => return Some(Err(refusal)),
        };
        let guess = self.guess_of(&table);
        self.options.set(guess.options.clone());
        self.guess.set(Some(guess));
        self.table.set(table);
        self.make_plan(ticket).await?;
        Some(Ok(()))
    }

    fn guess_of(self, table: &Table) -> Guess {
        let (currency, zone, sold_nothing) = self.state.book().with_untracked(|book| {
            let shop = book.shop();
            (shop.currency, browser::zone(&shop.zone), book.purchases().is_empty())
        });
        let today = self.state.today().get_untracked();
        let mut guess = guess(table, today, currency, zone);
        // A shop that has sold nothing here counts in the currency of its first file.
        if let Some(found) = guess.currency.filter(|_| sold_nothing) {
            guess.options.currency = found;
        }
        guess
    }

    async fn make_plan(self, ticket: &Ticket) -> Option<()> {
        ticket.show(Step::Planning).await?;
        let (table, options) = (self.table.get_untracked(), self.options.get_untracked());
        match Planner::new(table, self.known.get_value(), options) {
            Err(refusal) => self.plan.set(Some(Err(refusal))),
            Ok(mut planner) => {
                ticket.go(Step::Planning, || planner.step(STRIDE)).await?;
                self.plan.set(Some(Ok(Arc::new(planner.finish()))));
            }
        }
        Some(())
    }

    /// Reads the file anew, as the owner says it is written.
    pub(super) fn read_as(self, say: impl FnOnce(&mut ReadOptions)) {
        self.read_as.update(say);
        let ticket = self.work.begin(Step::Reading);
        spawn_local(async move {
            let refused = self.read(&ticket).await;
            if let Some(Err(refusal)) = refused {
                self.plan.set(Some(Err(refusal)));
            }
            ticket.end();
        });
    }

    /// Plans anew, with the rows understood as the owner says.
    pub(super) fn understand(self, say: impl FnOnce(&mut Options)) {
        self.options.update(say);
        let ticket = self.work.begin(Step::Planning);
        spawn_local(async move {
            self.make_plan(&ticket).await;
            ticket.end();
        });
    }

    /// Says what a column means; where a meaning can stand only once, the other column loses it.
    pub(super) fn map(self, column: usize, meaning: Meaning) {
        self.understand(|options| {
            if !meaning.may_repeat() {
                for other in options.mapping.iter_mut().filter(|other| **other == meaning) {
                    *other = Meaning::Ignore;
                }
            }
            if let Some(place) = options.mapping.get_mut(column) {
                *place = meaning;
            }
        });
    }

    /// Puts another text into cells, by line and column.
    pub(super) fn mend(self, cells: &[(u32, usize)], text: &str) {
        self.understand(|options| {
            options.mended.extend(cells.iter().map(|cell| (*cell, text.to_owned())));
        });
    }

    /// Leaves a column out that looks like something, without asking again.
    pub(super) fn leave_unused(self, column: usize) {
        self.guess.update(|guess| {
            if let Some(guess) = guess {
                guess.unused.retain(|(other, _)| *other != column);
            }
        });
    }

    /// The currency the shop counts in.
    pub(super) fn shop_currency(self) -> Currency {
        self.state.book().with(|book| book.shop().currency)
    }

    /// Whether the shop may still count in another currency: nothing was sold here.
    pub(super) fn can_change_currency(self) -> bool {
        self.state.book().with(|book| book.purchases().is_empty())
    }

    /// Keeps purchases of nobody, or sets them aside.
    pub(super) fn keep_unknown(self, keep: bool) {
        self.understand(|options| {
            options.unknown_buyers =
                if keep { UnknownBuyers::Keep } else { UnknownBuyers::SetAside };
        });
    }

    /// Takes the plan into the book; `None` when there is none.
    ///
    /// # Errors
    /// [`CommitRefusal`]; then the plan is still there.
    pub(super) async fn bring_in(
        self,
        ticket: &Ticket,
    ) -> Option<Result<BroughtIn, CommitRefusal>> {
        ticket.show(Step::TakingIn).await?;
        let plan = self.plan.get_untracked()?.ok()?;
        let file = self.file.get_untracked();
        let brought = BroughtIn {
            customers: plan.new_customers.len(),
            updated: plan.updates.len(),
            purchases: plan.purchases.len(),
            set_aside: plan.counts.rows_set_aside,
            // Known once it is there.
            group: GroupId(crate::units::id::Stamp::default()),
            file: file.clone(),
        };
        let ours = self.state.book().with_untracked(|book| book.shop().currency);
        let theirs = self.options.with_untracked(|options| options.currency);
        let committed = self.state.commit(move |batch| {
            let set = (ours != theirs && brought.purchases > 0)
                .then(|| batch.push(Change::SetSetting(Setting::Currency(theirs))));
            let imported = take(Arc::unwrap_or_clone(plan), &file, batch);
            BroughtIn { group: GroupId(set.unwrap_or(imported)), ..brought }
        });
        if committed.is_ok() {
            self.forget();
        }
        Some(committed)
    }

    /// Lets go of the file.
    pub(super) fn forget(self) {
        self.work.stop();
        self.plan.set(None);
        self.table.set(Arc::default());
        self.guess.set(None);
        self.bytes.set_value(Arc::default());
        self.known.set_value(Arc::default());
    }
}
