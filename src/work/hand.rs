//! The worker as far as it needs no browser: it is asked, works a stretch at a time, and answers.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::book::Change;
use crate::book::journal::page::ChangeRefusal;
use crate::book::journal::{Batch, Clock, page};
use crate::files::cards::RawPhoto;
use crate::files::dates::{self, DateOrder};
use crate::files::encoding::FileRefusal;
use crate::files::form::Form;
use crate::files::import::{
    Guess, Known, Options, PairId, Plan, Planner, Taking, guess_with, shown,
};
use crate::files::list::{List, Reader};
use crate::files::table::{Progress, ReadOptions, Table};
use crate::people::pairs::{Looked, Scan};
use crate::people::photo::{Photo, PhotoId};
use crate::trade::shop::Setting;
use crate::units::calendar::Zone;
use crate::units::id::GroupId;
use crate::units::money::Currency;
use crate::work::codes::{self, Picture};
use crate::work::known::{add, learn};
use crate::work::outlook::cells;
use crate::work::writing::{self, Held, Wanted};
use crate::work::{Answer, Facts, ListRead, Outlook, Planned, Request, Shape, Stretch};

/// How many rows are read or planned between two looks at the clock.
const STRIDE: usize = 500;

/// How many changes a page of an import holds: half a megabyte, or a little more.
const PAGE: usize = 5_000;

/// How many rows are shown with what is read of each cell.
const SAMPLE: usize = 4;

/// An answer and what comes beside it.
pub(super) type Told = (Answer, Vec<u8>);

/// The worker.
#[derive(Debug, Default)]
pub struct Hand {
    known: Arc<Known>,
    facts: Option<Facts>,
    bytes: Vec<u8>,
    read_as: ReadOptions,
    table: Arc<Table>,
    options: Options,
    /// What the owner wrote into cells, and said of pairs: kept here, for an answer that helps
    /// thousands of rows is one word to the screen.
    mended: BTreeMap<(u32, usize), String>,
    are_one: BTreeMap<PairId, bool>,
    plan: Option<Plan>,
    /// What a file is to be written from, rather than held against.
    held: Option<Held>,
    /// Customers who are to be held against each other.
    scan: Option<Scan>,
    job: Job,
    /// The pictures the list speaks of.
    photos: BTreeMap<PhotoId, Photo>,
    told: VecDeque<Told>,
}

/// What it is at.
#[derive(Debug, Default)]
enum Job {
    #[default]
    Nothing,
    Reading(Box<Reader>),
    /// Pictures of the list are looked at, of which there are so many.
    Looking(Box<Reader>, usize),
    Planning(Box<Planner>),
    TakingIn(Box<TakingIn>),
    Writing(Box<writing::Writing>),
    Scanning(Box<Scan>),
}

/// A page of changes, and the pictures they speak of.
type Page = (Vec<u8>, Vec<PhotoId>);

/// Changes on their way into pages: no more of them are held than a page has.
#[derive(Debug)]
struct TakingIn {
    group: GroupId,
    taking: Taking,
    batch: Batch<'static>,
}

impl Hand {
    /// Takes a wish up, in the place of the work at hand.
    pub fn ask(&mut self, request: Request, beside: Vec<u8>) {
        match request {
            Request::Begin { country } => {
                *self = Self { known: Arc::new(Known::new(country)), ..Self::default() };
            }
            Request::Known => {
                // Written by this very build, so that it reads back.
                match (&mut self.held, &mut self.scan) {
                    (Some(held), _) => held.learn(&beside).ok(),
                    (None, Some(scan)) => add(scan, &beside).ok(),
                    (None, None) => learn(Arc::make_mut(&mut self.known), &beside).ok(),
                };
            }
            Request::Open(facts) => {
                self.facts = Some(facts);
                self.bytes = beside;
                self.read_as = ReadOptions::default();
                self.read();
            }
            Request::ReadAs(read_as) => {
                self.read_as = read_as;
                self.read();
            }
            Request::Understand(options) => {
                self.options = *options;
                self.plan_anew();
            }
            Request::Mend { list, place, text } => {
                let cells = self.plan.as_ref().map(|plan| cells(plan, list, place));
                let cells = cells.unwrap_or_default().into_iter();
                self.mended.extend(cells.map(|cell| (cell, text.clone())));
                self.plan_anew();
            }
            Request::SayPair { pair, are_one } => self.say_pair(pair, are_one),
            Request::TakeIn { file, currency, clock } => self.take_in(&file, currency, clock),
            Request::BeginWriting => {
                *self = Self { held: Some(Held::default()), ..Self::default() };
            }
            Request::Photo => {
                if let (Some(held), Ok(photo)) = (&mut self.held, Photo::new(beside)) {
                    held.learn_photo(photo);
                }
            }
            Request::Write(wanted) => self.write(*wanted),
            Request::BeginScan { country, are_apart } => {
                *self = Self { scan: Some(Scan::new(country, are_apart)), ..Self::default() };
            }
            Request::Scan => {
                if let Some(scan) = self.scan.take() {
                    self.job = Job::Scanning(Box::new(scan));
                }
            }
            Request::Look { width, height } => {
                // A picture that is none shows no code.
                let picture = Picture::new(width, height, beside);
                self.end(Answer::Seen(picture.as_ref().and_then(codes::read)));
            }
        }
    }

    /// Whether there is something left to do.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        !matches!(self.job, Job::Nothing)
    }

    /// The next thing there is to tell.
    pub fn tell(&mut self) -> Option<Told> {
        self.told.pop_front()
    }

    /// How far the work at hand is.
    #[must_use]
    pub fn progress(&self) -> Option<Answer> {
        match &self.job {
            Job::Nothing => None,
            Job::Reading(reader) => Some(Answer::Progress(Stretch::Reading, reader.progress())),
            Job::Looking(reader, total) => {
                let done = total.saturating_sub(reader.n_pictures());
                let progress = Progress { done, total: *total, is_finished: false };
                Some(Answer::Progress(Stretch::Reading, progress))
            }
            Job::Planning(planner) => Some(Answer::Progress(Stretch::Planning, planner.progress())),
            Job::TakingIn(taking_in) => {
                Some(Answer::Progress(Stretch::TakingIn, taking_in.taking.progress()))
            }
            Job::Writing(writing) => Some(Answer::Progress(Stretch::Writing, writing.progress())),
            Job::Scanning(scan) => {
                let Looked { done, total } = scan.looked();
                let progress = Progress { done, total, is_finished: false };
                Some(Answer::Progress(Stretch::Scanning, progress))
            }
        }
    }

    /// Works a stretch of a few milliseconds.
    pub fn step(&mut self) {
        match &mut self.job {
            Job::Nothing => {}
            Job::Reading(reader) => {
                if reader.step(STRIDE).is_finished {
                    self.end_reading();
                }
            }
            // Whoever can look at them has done so.
            Job::Looking(..) => self.end_reading(),
            Job::Planning(planner) => {
                if planner.step(STRIDE).is_finished {
                    self.end_planning();
                }
            }
            Job::Writing(writing) => match writing.step(STRIDE) {
                Ok(progress) if progress.is_finished => self.end_writing(),
                Ok(_) => {}
                Err(_) => self.end(Answer::NotWritten),
            },
            Job::Scanning(scan) => {
                if !scan.step(STRIDE) {
                    self.end_scanning();
                }
            }
            Job::TakingIn(taking_in) => match taking_in.next_page() {
                Some(Ok((page, photos))) => {
                    self.told.push_back((Answer::Page, page));
                    let spoken_of = photos.iter().filter_map(|id| self.photos.remove(id));
                    let told = spoken_of.map(|photo| (Answer::Photo, photo.bytes().to_vec()));
                    self.told.extend(told);
                }
                Some(Err(refusal)) => {
                    self.end(Answer::NotMade(refusal));
                    // It was used up, and is to be seen again.
                    self.plan_anew();
                }
                None => {
                    let group = taking_in.group;
                    self.end(Answer::Made(group));
                }
            },
        }
    }

    /// Says something that ends the work at hand.
    fn end(&mut self, answer: Answer) {
        self.job = Job::Nothing;
        self.told.push_back((answer, Vec::new()));
    }

    fn read(&mut self) {
        self.mended.clear();
        self.are_one.clear();
        self.plan = None;
        match Reader::new(&self.bytes, self.read_as) {
            Ok(reader) => self.job = Job::Reading(Box::new(reader)),
            Err(refusal) => self.end(Answer::Refused(refusal)),
        }
    }

    /// The next picture to be looked at and made small enough, which only a browser can. Where
    /// nobody asks, those that are small enough are kept as they are.
    pub fn next_picture(&mut self) -> Option<RawPhoto> {
        match &mut self.job {
            Job::Looking(reader, _) => reader.next_picture(),
            _ => None,
        }
    }

    /// Takes a picture that was looked at; `None` for one that is broken.
    pub fn take_photo(&mut self, line: u32, photo: Option<Photo>) {
        if let Job::Looking(reader, _) = &mut self.job {
            reader.take_photo(line, photo);
        }
    }

    fn end_reading(&mut self) {
        let reader = match std::mem::take(&mut self.job) {
            Job::Reading(reader) if reader.n_pictures() > 0 => {
                let n_pictures = reader.n_pictures();
                self.job = Job::Looking(reader, n_pictures);
                return;
            }
            Job::Reading(reader) | Job::Looking(reader, _) => reader,
            _ => return,
        };
        let List { table, form, photos } = match reader.finish() {
            Ok(list) => list,
            Err(refusal) => return self.end(Answer::Refused(refusal)),
        };
        self.photos = photos.into_iter().map(|photo| (photo.id(), photo)).collect();
        let Some(guess) = self.guess_of(&table) else { return };
        let shape = shape(&table, form, &guess);
        self.table = Arc::new(table);
        self.options = guess.options.clone();
        self.end(Answer::Read(Box::new(ListRead { shape, guess })));
        self.plan_anew();
    }

    fn guess_of(&self, table: &Table) -> Option<Guess> {
        let facts = self.facts.clone()?;
        let Facts { today, currency, zone, sold_nothing, remembered, own_fields } = facts;
        let mut guess = guess_with(table, today, currency, zone, own_fields);
        guess.recall(&table.titles, &remembered);
        // A shop that has sold nothing here counts in the currency of its first file.
        if let Some(found) = guess.currency.filter(|_| sold_nothing) {
            guess.options.currency = found;
        }
        Some(guess)
    }

    /// How the rows are understood, with what was said row by row.
    fn understood(&self) -> Options {
        let (mended, are_one) = (self.mended.clone(), self.are_one.clone());
        Options { mended, are_one, ..self.options.clone() }
    }

    fn plan_anew(&mut self) {
        let (table, known) = (Arc::clone(&self.table), Arc::clone(&self.known));
        match Planner::new(table, known, self.understood()) {
            Ok(planner) => self.job = Job::Planning(Box::new(planner)),
            Err(refusal) => self.end_planned(Err(refusal)),
        }
    }

    fn end_planning(&mut self) {
        let Job::Planning(planner) = std::mem::take(&mut self.job) else { return };
        let plan = planner.finish();
        let outlook = Outlook::of(&plan);
        self.plan = Some(plan);
        self.end_planned(Ok(outlook));
    }

    fn end_planned(&mut self, outlook: Result<Outlook, FileRefusal>) {
        let sample = shown(&self.table, &self.understood(), SAMPLE);
        self.end(Answer::Planned(Box::new(Planned { sample, outlook })));
    }

    fn say_pair(&mut self, pair: Option<PairId>, are_one: bool) {
        let all = || self.plan.iter().flat_map(|plan| &plan.pairs).map(|pair| pair.id.clone());
        let pairs: Vec<PairId> = pair.map_or_else(|| all().collect(), |pair| vec![pair]);
        self.are_one.extend(pairs.into_iter().map(|pair| (pair, are_one)));
        self.plan_anew();
    }

    fn write(&mut self, wanted: Wanted) {
        match writing::Writing::new(self.held.take().unwrap_or_default(), wanted) {
            Ok(writing) => self.job = Job::Writing(Box::new(writing)),
            Err(_) => self.end(Answer::NotWritten),
        }
    }

    fn end_writing(&mut self) {
        let Job::Writing(writing) = std::mem::take(&mut self.job) else { return };
        match writing.finish() {
            Ok(bytes) => self.told.push_back((Answer::Written, bytes)),
            Err(_) => self.end(Answer::NotWritten),
        }
    }

    fn end_scanning(&mut self) {
        let Job::Scanning(scan) = std::mem::take(&mut self.job) else { return };
        self.end(Answer::Pairs(scan.finish()));
    }

    fn take_in(&mut self, file: &str, currency: Option<Currency>, clock: Clock) {
        let Some(plan) = self.plan.take() else { return };
        let mut batch = Batch::apart(clock);
        let set =
            currency.map(|currency| batch.push(Change::SetSetting(Setting::Currency(currency))));
        let (imported, taking) = Taking::begin(plan, file, &mut batch);
        let group = GroupId(set.unwrap_or(imported));
        self.job = Job::TakingIn(Box::new(TakingIn { group, taking, batch }));
    }
}

impl TakingIn {
    /// The next page, read back, and the pictures it speaks of; `None` after the last.
    fn next_page(&mut self) -> Option<Result<Page, ChangeRefusal>> {
        while self.batch.n_made() < PAGE && self.taking.step(&mut self.batch) {}
        match self.batch.take_checked() {
            Ok(changes) if changes.is_empty() => None,
            Ok(changes) => {
                let photos = changes.iter().flat_map(|(_, entry)| entry.change.photos()).collect();
                Some(page::encode_proved(&changes).map(|page| (page, photos)))
            }
            Err(refusal) => Some(Err(refusal)),
        }
    }
}

fn shape(table: &Table, form: Form, guess: &Guess) -> Shape {
    let example = guess.date_example.as_deref();
    let day = |order| dates::read(example?, Some(order), &Zone::default()).ok();
    let example_days = [DateOrder::DayFirst, DateOrder::MonthFirst];
    Shape {
        form,
        encoding: table.encoding,
        separator: table.separator,
        titles: table.titles.clone(),
        n_columns: table.n_columns,
        example_days: example_days.map(|order| day(order).map(|at| at.day)),
    }
}
