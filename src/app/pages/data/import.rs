//! A list on its way into the book: what was read of the file, how it is understood, and what
//! would come of it. The rows and the plan are with the worker; here is what the screen shows.
//!
//! Nothing here is kept until it is on its way ([`Import::on_its_way`]); leaving the page before
//! that forgets it.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::telling::tell_book;
use crate::app::errands::{Died, Errand, Errands};
use crate::app::parts::copy::open::Why;
use crate::app::parts::copy::work::{Step, Ticket, Work, share_of};
use crate::app::state::{AppState, CommitRefusal};
use crate::book::journal::Clock;
use crate::browser::{self, Bytes};
use crate::files::columns::{Meaning, OwnField};
use crate::files::dates::OrderGuess;
use crate::files::encoding::FileRefusal;
use crate::files::import::{
    Guess, Options, PairId, Remembered, ShownCell, UnknownBuyers, remember,
};
use crate::files::table::ReadOptions;
use crate::people::photo::Photo;
use crate::trade::typed;
use crate::units::id::GroupId;
use crate::units::money::Currency;
use crate::work::{Answer, Facts, ListRead, Listed, Outlook, Planned, Request, Shape, Stretch};

/// How lists were understood, by their shape; it belongs to the device, as the files do.
const SHAPES: &str = "regulars.lists";

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
    /// How many refunds are new.
    pub(super) refunds: usize,
    /// How many rows were set aside.
    pub(super) set_aside: usize,
    /// The group that takes it back.
    pub(super) group: GroupId,
}

/// A list on its way into the book. It needs nothing of the page, which may be left meanwhile.
#[derive(Debug)]
pub struct OnItsWay {
    state: AppState,
    file: String,
    outlook: Arc<Outlook>,
    currency: Currency,
    errands: Rc<Errands>,
}

/// Why a list was not taken in; nothing of it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotBrought {
    /// It may not be, or could not be kept.
    Refused(CommitRefusal),
    /// The worker has ended.
    Died(Died),
}

impl From<CommitRefusal> for NotBrought {
    fn from(refusal: CommitRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Died> for NotBrought {
    fn from(died: Died) -> Self {
        Self::Died(died)
    }
}

/// The list at hand; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Import {
    state: AppState,
    /// What it is busy with.
    pub(super) work: Work,
    errands: StoredValue<Option<Rc<Errands>>, LocalStorage>,
    file: RwSignal<String>,
    read_as: RwSignal<ReadOptions>,
    shape: RwSignal<Arc<Shape>>,
    sample: RwSignal<Vec<Vec<ShownCell>>>,
    guess: RwSignal<Option<Guess>>,
    options: RwSignal<Options>,
    plan: RwSignal<Option<Result<Arc<Outlook>, FileRefusal>>>,
    unread: RwSignal<BTreeMap<u32, String>>,
    died: RwSignal<Option<Died>>,
}

impl Import {
    /// No list yet.
    pub(super) fn new(state: AppState, work: Work) -> Self {
        Self {
            state,
            work,
            errands: StoredValue::new_local(None),
            file: RwSignal::new(String::new()),
            read_as: RwSignal::new(ReadOptions::default()),
            shape: RwSignal::new(Arc::default()),
            sample: RwSignal::new(Vec::new()),
            guess: RwSignal::new(None),
            options: RwSignal::new(Options::default()),
            plan: RwSignal::new(None),
            unread: RwSignal::new(BTreeMap::new()),
            died: RwSignal::new(None),
        }
    }

    /// The name of the file.
    pub(super) fn file(self) -> Signal<String> {
        self.file.into()
    }

    /// The outer form of the list.
    pub(super) fn shape(self) -> Signal<Arc<Shape>> {
        self.shape.into()
    }

    /// Its first rows, with what is read of each cell.
    pub(super) fn sample(self) -> Signal<Vec<Vec<ShownCell>>> {
        self.sample.into()
    }

    /// Why the worker does not answer any more, once it does not.
    pub(super) fn died(self) -> Signal<Option<Died>> {
        self.died.into()
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
    pub(super) fn plan(self) -> Signal<Option<Result<Arc<Outlook>, FileRefusal>>> {
        self.plan.into()
    }

    /// What was written for the amount given back of a sale and gives none, by its line.
    pub(super) fn unread(self) -> Signal<BTreeMap<u32, String>> {
        self.unread.into()
    }

    /// Whether there is such a text beside a sale that is asked about now.
    pub(super) fn has_unread(self) -> bool {
        let unread = self.unread.read();
        !unread.is_empty()
            && self.plan.with(|plan| {
                let states = plan.iter().flatten().flat_map(|plan| &plan.states);
                let mut sales = states.flat_map(|word| &word.partly);
                sales.any(|sale| unread.contains_key(&sale.line))
            })
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
        bytes: Bytes,
    ) -> Option<Result<(), Why>> {
        self.forget_list();
        self.file.set(file);
        ticket.show(Step::Reading).await?;
        let errands = Rc::new(Errands::start());
        self.errands.set_value(Some(Rc::clone(&errands)));
        self.tell_known(ticket, &errands).await?;
        let errand = errands.ask(&Request::Open(self.facts()), bytes);
        let outcome = self.follow(ticket, &errand).await;
        if outcome.is_none() {
            // Stopped: the worker ends with its last handle.
            self.errands.try_update_value(|last| last.take_if(|last| Rc::ptr_eq(last, &errands)));
        }
        outcome
    }

    async fn tell_known(self, ticket: &Ticket, errands: &Errands) -> Option<()> {
        let country = self.state.country().get_untracked();
        errands.tell(&Request::Begin { country }, Bytes::default());
        tell_book(self.state, ticket, errands).await
    }

    fn facts(self) -> Facts {
        let today = self.state.today().get_untracked();
        self.state.book().with_untracked(|book| {
            let shop = book.shop();
            let (currency, zone) = (shop.currency, browser::zone(&shop.zone));
            let sold_nothing = book.purchases().is_empty();
            let own_fields = OwnField::all(book.fields());
            Facts { today, currency, zone, sold_nothing, remembered: remembered(), own_fields }
        })
    }

    /// Waits for what comes of an errand and shows it; `None` when it was stopped, or something
    /// else was asked.
    async fn follow(self, ticket: &Ticket, errand: &Errand) -> Option<Result<(), Why>> {
        loop {
            let answer = match errand.next().await? {
                Ok((answer, _)) => answer,
                Err(died) => return Some(Err(Why::Died(died))),
            };
            ticket.is_wanted()?;
            match answer {
                Answer::Progress(stretch, progress) => {
                    ticket.tell(step_of(stretch), share_of(progress))?;
                }
                Answer::Refused(refusal) => return Some(Err(Why::List(refusal))),
                Answer::Read(read) => {
                    let ListRead { shape, guess } = *read;
                    self.options.set(guess.options.clone());
                    self.guess.set(Some(guess));
                    self.shape.set(Arc::new(shape));
                }
                Answer::Planned(planned) => {
                    let Planned { sample, outlook } = *planned;
                    self.sample.set(sample);
                    self.plan.set(Some(outlook.map(Arc::new)));
                    return Some(Ok(()));
                }
                // Of another wish than these.
                Answer::Page
                | Answer::Photo
                | Answer::Made(_)
                | Answer::NotMade(_)
                | Answer::Written
                | Answer::NotWritten
                | Answer::Pairs(_)
                | Answer::Seen(_) => {}
            }
        }
    }

    /// Asks for another plan.
    fn ask(self, step: Step, request: Request) {
        let Some(errands) = self.errands.get_value() else { return };
        let ticket = self.work.begin(step);
        let errand = errands.ask(&request, Bytes::default());
        spawn_local(async move {
            match self.follow(&ticket, &errand).await {
                None | Some(Ok(())) => {}
                Some(Err(Why::List(refusal))) => self.plan.set(Some(Err(refusal))),
                Some(Err(Why::Died(died))) => {
                    self.plan.set(None);
                    self.died.set(Some(died));
                }
                // Said of files that are no lists.
                Some(Err(Why::Copy(_) | Why::NotACopy | Why::Unreadable)) => {}
            }
            ticket.end();
        });
    }

    /// Reads the file anew, as the owner says it is written.
    pub(super) fn read_as(self, say: impl FnOnce(&mut ReadOptions)) {
        self.read_as.update(say);
        self.unread.set(BTreeMap::new());
        self.ask(Step::Reading, Request::ReadAs(self.read_as.get_untracked()));
    }

    /// Plans anew, with the rows understood as the owner says.
    pub(super) fn understand(self, say: impl FnOnce(&mut Options)) {
        self.options.update(say);
        let options = Box::new(self.options.get_untracked());
        self.ask(Step::Planning, Request::Understand(options));
    }

    /// Counts the amounts in another currency.
    pub(super) fn count_in(self, currency: Currency) {
        self.unread.set(BTreeMap::new());
        self.understand(|options| options.count_in(currency));
    }

    /// Takes what was written for the amount given back of the sale that begins on a line.
    pub(super) fn say_given_back(self, line: u32, text: String) {
        let (currency, before) = self
            .options
            .with_untracked(|options| (options.currency, options.given_back.get(&line).copied()));
        let read = typed::amount(&text, currency);
        self.unread.update(|unread| match read {
            Ok(_) => {
                unread.remove(&line);
            }
            Err(_) => {
                unread.insert(line, text);
            }
        });
        let given_back = read.ok().flatten();
        if given_back == before {
            return;
        }
        self.understand(|options| match given_back {
            Some(amount) => {
                options.given_back.insert(line, amount);
            }
            None => {
                options.given_back.remove(&line);
            }
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

    /// Puts another text into the cells of a line of problems.
    pub(super) fn mend(self, list: Listed, place: usize, text: String) {
        self.ask(Step::Planning, Request::Mend { list, place, text });
    }

    /// Takes a pair of rows, or all pairs, for one customer or for two.
    pub(super) fn say_pair(self, pair: Option<PairId>, are_one: bool) {
        self.ask(Step::Planning, Request::SayPair { pair, are_one });
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

    /// The list as it is now, to be taken into the book; `None` when nothing could be. How it was
    /// understood is remembered for the next of its shape.
    pub(super) fn on_its_way(self) -> Option<OnItsWay> {
        self.shape.with_untracked(|shape| {
            self.options.with_untracked(|options| keep_in_mind(&shape.titles, options));
        });
        Some(OnItsWay {
            state: self.state,
            file: self.file.get_untracked(),
            outlook: self.plan.get_untracked()?.ok()?,
            currency: self.options.with_untracked(|options| options.currency),
            errands: self.errands.get_value()?,
        })
    }

    /// Whether the list could be taken in now.
    pub(super) fn can_be_brought_in(self) -> bool {
        let is_sound = self.plan.with(|plan| {
            plan.as_ref().is_some_and(|plan| {
                plan.as_ref().is_ok_and(|plan| !plan.has_question && n_new(plan) > 0)
            })
        });
        is_sound && !self.has_unread() && !self.work.is_busy()
    }

    /// How the list stands: whether it could go in as one of its shape did before.
    pub(super) fn standing(self) -> Standing {
        let guess = self.guess.with_untracked(|guess| {
            let guess = guess.as_ref()?;
            Some((guess.is_remembered, guess.currency))
        });
        let (is_remembered, currency) = guess.unwrap_or_default();
        let (ours, has_amounts) =
            self.options.with_untracked(|options| (options.currency, options.has_purchases()));
        let is_in_ours = !has_amounts || currency.is_none_or(|theirs| theirs == ours);
        self.plan.with_untracked(|plan| match plan {
            Some(Ok(plan)) if is_remembered && is_in_ours && !plan.has_question => {
                if n_new(plan) > 0 { Standing::AsBefore } else { Standing::NothingNew }
            }
            Some(Ok(_) | Err(_)) | None => Standing::ToBeSeen,
        })
    }

    /// Lets go of the file.
    pub(super) fn forget(self) {
        self.work.stop();
        self.forget_list();
    }

    fn forget_list(self) {
        self.errands.set_value(None);
        self.read_as.set(ReadOptions::default());
        self.unread.set(BTreeMap::new());
        self.plan.set(None);
        self.died.set(None);
        self.shape.set(Arc::default());
        self.sample.set(Vec::new());
        self.guess.set(None);
    }
}

/// How lists were understood before, on this device.
fn remembered() -> Vec<Remembered> {
    let kept = browser::remembered(SHAPES);
    // What a newer app wrote is not understood, and the lists are then guessed as new ones are.
    kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn keep_in_mind(titles: &[String], options: &Options) {
    let Some(latest) = Remembered::of(titles, options) else { return };
    let mut all = remembered();
    remember(&mut all, latest);
    if let Ok(text) = serde_json::to_string(&all) {
        // Where the browser keeps nothing, the next list is guessed as this one was.
        browser::remember(SHAPES, &text);
    }
}

/// How much a list brings.
fn n_new(plan: &Outlook) -> usize {
    plan.new_customers + plan.updates + plan.purchases + plan.refunds
}

/// How a list stands of several that were chosen together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is understood as one of its shape was before, and nothing is asked.
    AsBefore,
    /// The same, and it brings nothing.
    NothingNew,
    /// The owner has to look at it.
    ToBeSeen,
}

/// What the worker made of a list.
struct Made {
    /// The group of the changes.
    group: GroupId,
    /// The changes.
    pages: Vec<Vec<u8>>,
    /// The pictures they speak of.
    photos: Vec<Photo>,
}

impl OnItsWay {
    /// Takes the list into the book, whole; `told` hears which share of the work is done.
    ///
    /// # Errors
    /// [`NotBrought`]; then nothing of it is there.
    pub(super) async fn bring_in(self, told: impl Fn(f64)) -> Result<BroughtIn, NotBrought> {
        let clock = self.state.begin_taking()?;
        let made = self.made(clock, |share| told(share / 2.0)).await;
        let taken = match made {
            Ok(Made { group, pages, photos }) => {
                // Before memory grows by what it made.
                self.errands.end();
                self.state.take_pages(pages, photos, |share| told(f64::midpoint(1.0, share))).await;
                Ok(self.brought(group))
            }
            Err(why) => Err(why),
        };
        self.state.end_taking();
        taken
    }

    /// Has the changes made.
    async fn made(&self, clock: Clock, told: impl Fn(f64)) -> Result<Made, NotBrought> {
        let ours = self.state.book().with_untracked(|book| book.shop().currency);
        let differs = ours != self.currency && self.outlook.purchases > 0;
        let request = Request::TakeIn {
            file: self.file.clone(),
            currency: differs.then_some(self.currency),
            clock,
        };
        let errand = self.errands.ask(&request, Bytes::default());
        let (mut pages, mut photos) = (Vec::new(), Vec::new());
        loop {
            // Nothing else is asked of this worker any more.
            let (answer, beside) = errand.next().await.unwrap_or(Err(Died::Stopped))?;
            match answer {
                Answer::Page => pages.push(beside),
                Answer::Photo => photos.extend(Photo::new(beside)),
                Answer::Made(group) => return Ok(Made { group, pages, photos }),
                Answer::NotMade(refusal) => {
                    return Err(NotBrought::Refused(CommitRefusal::Change(refusal)));
                }
                Answer::Progress(_, progress) => told(share_of(progress)),
                Answer::Refused(_)
                | Answer::Read(_)
                | Answer::Planned(_)
                | Answer::Written
                | Answer::NotWritten
                | Answer::Pairs(_)
                | Answer::Seen(_) => {}
            }
        }
    }

    fn brought(&self, group: GroupId) -> BroughtIn {
        BroughtIn {
            file: self.file.clone(),
            customers: self.outlook.new_customers,
            updated: self.outlook.updates,
            purchases: self.outlook.purchases,
            refunds: self.outlook.given_back,
            set_aside: self.outlook.counts.rows_set_aside,
            group,
        }
    }
}

fn step_of(stretch: Stretch) -> Step {
    match stretch {
        Stretch::Reading => Step::Reading,
        // An import looks through nobody but its own rows.
        Stretch::Planning | Stretch::Scanning => Step::Planning,
        Stretch::TakingIn => Step::TakingIn,
        Stretch::Writing => Step::Writing,
    }
}
