//! What a table would bring into the book: a plan, made in steps and shown before it is taken.
//!
//! A plan changes nothing and holds no ids of its own. Rows that cannot go in become
//! [`Problem`]s with their line and reason; the good ones go in. A cell can be mended in
//! [`Options::mended`] and the plan made again.

mod again;
mod alike;
mod cell;
mod contact;
mod gains;
mod guess;
mod known;
mod limits;
mod nobody;
mod origin;
mod people;
mod person;
mod plan;
mod remembered;
mod row;
mod sales;
mod shown;
mod state;
mod take;
mod when;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use alike::{Alike, alike};
pub use guess::{Guess, guess, guess_with};
pub use known::Known;
pub use plan::{
    Buyer, Counts, EqualLines, NamePair, NewCustomer, PairId, PartlySale, Plan, PlannedPurchase,
    PlannedRefund, Problem, Reason, Rename, Tidied, Totals, Update,
};
pub use remembered::{Remembered, remember};
pub use shown::{Shown, ShownCell, shown};
pub use state::StateWord;
pub use take::{Taking, known, take};

pub use crate::people::same::Key;

use crate::files::columns::{self, Meaning, OwnField};
use crate::files::dates::DateOrder;
use crate::files::encoding::FileRefusal;
use crate::files::table::{Progress, Row, Table};
use crate::people::same::Country;
use crate::units::calendar::{Day, Zone};
use crate::units::money::{Currency, Money};
use crate::units::numbers::DecimalMark;
use again::Again;
use people::People;
use plan::Tidying;
use row::Reading;
use sales::Sales;

/// What happens to customers; purchases of those who are known go in all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OnMatch {
    /// New customers go in, known ones stay as they are.
    CreateOnly,
    /// Known customers are completed, rows of new ones are set aside.
    UpdateOnly,
    /// New customers go in, known ones are completed.
    #[default]
    Both,
}

/// What happens to purchases of nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UnknownBuyers {
    /// They are listed with the problems.
    #[default]
    SetAside,
    /// They go in and count for the shop alone.
    Keep,
}

/// What the owner says of a word for the state of a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Counting {
    /// It is a sale.
    Counts,
    /// It never became a sale.
    DoesNot,
    /// The row gives money back.
    GivesBack,
}

/// How a table is to be understood; [`guess`] proposes it, the owner corrects it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// What each column means.
    pub mapping: Vec<Meaning>,
    /// Which of two small numbers before a year is the day; `None` while nobody said.
    pub date_order: Option<DateOrder>,
    /// The same for birthdays, where their column says it; else as for the other dates.
    pub birthday_order: Option<DateOrder>,
    /// What parts the whole from its fraction; `None` leaves it to each column.
    pub decimal_mark: Option<DecimalMark>,
    /// By what a row finds its customer; one without it is looked up by what else it has.
    pub key: Key,
    /// What happens to customers that are known, and that are not.
    pub on_match: OnMatch,
    /// Known customers keep what they have, and only what is empty is filled.
    pub fill_only_empty: bool,
    /// The day beyond which nothing can have been bought.
    pub today: Day,
    /// The shop's currency.
    pub currency: Currency,
    /// The shop's clock, for times that are marked with the zone of another.
    pub zone: Zone,
    /// What happens to purchases of nobody.
    pub unknown_buyers: UnknownBuyers,
    /// Cells the owner mended, by line and column.
    pub mended: BTreeMap<(u32, usize), String>,
    /// The country of national phone numbers, where the shop itself does not tell.
    pub country: Option<Country>,
    /// What the owner said of rows that share a key though their names differ.
    pub are_one: BTreeMap<PairId, bool>,
    /// What the owner said of words for the state of a sale, by [`state_key`].
    pub states: BTreeMap<String, Counting>,
    /// What the owner said was given back of a sale, by its first line, where the file says that a
    /// part was and not how much.
    pub given_back: BTreeMap<u32, Money>,
    /// What the amount on each line of an order is; `None` leaves it to the file.
    pub totals: Option<Totals>,
    /// Rows with a day and no amount are visits that came to nothing.
    pub visits_only: bool,
    /// Where the customers come from who are new and of whom the file does not say; empty for
    /// nowhere in particular.
    pub source: String,
    /// The list was bought or handed over: nobody on it was asked.
    pub brought_in: bool,
    /// The fields that the owner added to the card.
    pub own_fields: Vec<OwnField>,
}

impl Options {
    /// Whether the mapping makes purchases, rather than customers alone.
    #[must_use]
    pub fn has_purchases(&self) -> bool {
        let has = |meaning| self.mapping.contains(&meaning);
        columns::say_when(&self.mapping)
            && (self.visits_only || has(Meaning::Amount) || has(Meaning::Price))
    }

    /// Counts in another currency; what the owner said in units of another size is dropped.
    pub fn count_in(&mut self, currency: Currency) {
        if self.currency.decimals() != currency.decimals() {
            self.given_back.clear();
        }
        self.currency = currency;
    }

    /// Checks that the mapping says who, or when and how much.
    ///
    /// # Errors
    /// A mapping of which nothing could come.
    pub fn check(&self) -> Result<(), FileRefusal> {
        if self.has_purchases() || self.mapping.iter().any(|meaning| meaning.is_who()) {
            Ok(())
        } else {
            Err(FileRefusal::NoWhoOrWhen)
        }
    }
}

/// Makes a plan in steps.
#[derive(Debug)]
pub struct Planner {
    table: Arc<Table>,
    reading: Reading,
    people: People,
    again: Again,
    sales: Sales,
    plan: Plan,
    tidying: Tidying,
    next_row: usize,
    /// Whether every order has become what it is.
    is_settled: bool,
}

/// So many orders are settled while one row is read.
const ORDERS_A_ROW: usize = 8;

impl Planner {
    /// Begins a plan for a table, against what is known already.
    ///
    /// # Errors
    /// A mapping that says neither who, nor when and how much.
    pub fn new(
        table: Arc<Table>,
        known: Arc<Known>,
        options: Options,
    ) -> Result<Self, FileRefusal> {
        options.check()?;
        let mut plan = Plan::default();
        plan.problems.extend(table.unclosed.iter().map(|line| Problem::unclosed(*line)));
        for (line, damage) in &table.damaged {
            let place =
                if damage.is_whole_row() { &mut plan.problems } else { &mut plan.odd_cells };
            place.push(Problem::damaged(*line, *damage));
        }
        plan.counts.rows_set_aside = plan.problems.len();
        plan.counts.rows = table.rows.len() + plan.problems.len();
        let people = People::new(Arc::clone(&known), &options);
        let sales = Sales::new(known, &options, &table);
        let reading = Reading::new(&table, options);
        Ok(Self {
            people,
            again: Again::new(reading.columns_of_person()),
            sales,
            reading,
            table,
            plan,
            tidying: Tidying::default(),
            next_row: 0,
            is_settled: false,
        })
    }

    /// Takes up to so many rows more, and then settles as many orders at a time.
    pub fn step(&mut self, n_rows: usize) -> Progress {
        let table = Arc::clone(&self.table);
        if self.next_row >= table.rows.len() {
            self.is_settled = self.is_settled || self.sales.settle(n_rows, &mut self.plan);
            return self.progress();
        }
        let end = self.next_row.saturating_add(n_rows).min(table.rows.len());
        for place in self.next_row..end {
            let row = table.rows.get(place);
            if let Err(problem) = self.take(place, row) {
                self.sales.head_set_aside(&problem, &self.reading.number(row));
                self.plan.counts.rows_set_aside += 1;
                self.plan.problems.push(problem);
            }
        }
        self.next_row = end;
        self.progress()
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let n_rows = self.table.rows.len();
        // There may be fewer orders than rows.
        let done = self.next_row + self.sales.n_settled() / ORDERS_A_ROW;
        let total = n_rows + n_rows / ORDERS_A_ROW;
        Progress { done, total, is_finished: self.is_settled }
    }

    fn take(&mut self, place: usize, row: Row<'_>) -> Result<(), Problem> {
        if let Some(buyer) = self.met(row) {
            let draft = self.reading.read_sale(row)?;
            return self.take_sale(buyer, draft);
        }
        let mut draft = self.reading.read(row)?;
        if nobody::is_stand_in(&draft.who, draft.has_sale()) {
            draft.forget_who();
        }
        let is_whole = draft.sale_problem.is_none();
        if is_whole && draft.is_continuation() && self.sales.continue_last(&draft)? {
            self.take_remarks(&mut draft);
            return Ok(());
        }
        let buyer = if draft.is_of_nobody() {
            draft.sale_problem.take().map_or(Ok(()), Err)?;
            self.sales.check_nobody(&draft)?;
            Buyer::Unknown
        } else {
            let key = self.people.key_of(&draft.who);
            let buyer = self.people.find_or_add(&mut draft)?;
            if let Some(key) = key.filter(|_| self.is_plain(&draft)) {
                self.again.learn(&self.table.rows, place, buyer, self.people.ground(key));
            }
            buyer
        };
        self.take_sale(buyer, draft)
    }

    /// Whom a row is about, where an earlier one had the same cells about a person.
    fn met(&self, row: Row<'_>) -> Option<Buyer> {
        let (buyer, ground) = self.again.find(&self.table.rows, row)?;
        let is_it = self.people.holds(ground) && self.reading.is_as_written(row.line);
        is_it.then_some(buyer)
    }

    /// Whether another row with the same cells about a person has nothing more to tell of them:
    /// no cell that was read as something else, or not at all.
    fn is_plain(&self, draft: &row::Draft) -> bool {
        let mapping = self.reading.mapping();
        let is_of_person = |column: usize| !mapping[column].is_of_sale();
        let is_odd = draft.odd.iter().filter_map(|odd| odd.column).any(is_of_person);
        let is_tidied = draft.tidied.iter().any(|cell| is_of_person(cell.column));
        // Whether a name stands for nobody depends on whether something was bought.
        let is_nobody = nobody::is_stand_in(&draft.who, true);
        !is_odd && !is_tidied && !is_nobody && self.reading.is_as_written(draft.line)
    }

    /// Takes over what a row says beside the person, who goes in whatever is wrong with the sale.
    fn take_sale(&mut self, buyer: Buyer, mut draft: row::Draft) -> Result<(), Problem> {
        self.take_remarks(&mut draft);
        match draft.sale_problem.take() {
            Some(problem) => Err(problem),
            None => {
                sales::check_sale(&draft)?;
                self.sales.add(buyer, &draft);
                Ok(())
            }
        }
    }

    /// Takes over what is said of the cells of a row that goes in.
    fn take_remarks(&mut self, draft: &mut row::Draft) {
        self.plan.odd_cells.append(&mut draft.odd);
        // That nobody is named is asked about as such.
        let (is_nobody, mapping) = (draft.is_of_nobody(), self.reading.mapping());
        let is_told = |cell: &Tidied| !(is_nobody && mapping[cell.column].is_who());
        self.tidying.add(draft.tidied.drain(..).filter(is_told));
    }

    /// The plan, made to its end.
    #[must_use]
    pub fn finish(mut self) -> Plan {
        while !self.step(10_000).is_finished {}
        let mut plan = self.plan;
        self.people.finish(&mut plan);
        self.sales.finish(&mut plan);
        limits::hold(&mut plan);
        (plan.tidied, plan.counts.tidied_cells) = self.tidying.finish();
        plan.problems.iter_mut().for_each(|problem| problem.locate(self.reading.mapping()));
        plan.odd_cells.sort_by_key(|problem| problem.line);
        plan.problems.sort_by_key(|problem| problem.line);
        plan
    }
}

/// The key of a word for the state of a sale, under which the owner's answer is kept.
#[must_use]
pub fn state_key(word: &str) -> String {
    state::key(word)
}

/// Makes a whole plan at once.
///
/// # Errors
/// A mapping that says neither who, nor when and how much.
pub fn plan(table: Arc<Table>, known: Arc<Known>, options: Options) -> Result<Plan, FileRefusal> {
    Ok(Planner::new(table, known, options)?.finish())
}

#[cfg(test)]
mod tests;
