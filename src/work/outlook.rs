//! What the screen shows of a plan.

use serde::{Deserialize, Serialize};

use crate::files::import::{
    Alike, Counts, EqualLines, NamePair, Plan, Problem, Rename, StateWord, Tidied, alike,
};
use crate::units::calendar::Day;
use crate::units::money::Money;

/// No list is longer than this; a screen shows fifty lines and more at each press.
const LONGEST: usize = 2_000;

/// A list of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listed {
    /// Rows that are set aside.
    Problems,
    /// Cells that are left out of rows that do go in.
    OddCells,
}

/// A line of a list of problems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedProblem {
    /// The problem, or the first of several that one answer helps.
    pub problem: Problem,
    /// How many stand together.
    pub n: usize,
}

/// What would go in, and what would not: the figures of a plan and what is asked, without its
/// records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// How many customers are new.
    pub new_customers: usize,
    /// How many known customers gain something.
    pub updates: usize,
    /// How many purchases are new.
    pub purchases: usize,
    /// How often money was given back for purchases the book has already.
    pub refunds: usize,
    /// How often money was given back in all.
    pub given_back: usize,
    /// Rows that are set aside, the first two thousand lines of them.
    pub problems: Vec<ListedProblem>,
    /// Cells that are left out of rows that do go in, as many of them.
    pub odd_cells: Vec<ListedProblem>,
    /// How many cells are left out.
    pub n_odd_cells: usize,
    /// Cells that were read as something else than what stands there.
    pub tidied: Vec<Tidied>,
    /// Rows that share a key though their names differ, the first two thousand.
    pub pairs: Vec<NamePair>,
    /// How many such rows there are.
    pub n_pairs: usize,
    /// Known customers who would get another name, the first two thousand.
    pub renames: Vec<Rename>,
    /// How many would.
    pub n_renames: usize,
    /// The words of the column that says what became of a sale.
    pub states: Vec<StateWord>,
    /// Orders whose lines all carry one amount, where there are any.
    pub equal_lines: Option<EqualLines>,
    /// What the purchases come to, before anything is given back.
    pub sum: Money,
    /// The largest purchase and its line.
    pub largest: Option<(Money, u32)>,
    /// The first and the last day of the purchases.
    pub span: Option<(Day, Day)>,
    /// How many of what.
    pub counts: Counts,
    /// Whether the owner must answer something before anything can go in.
    pub has_question: bool,
}

impl Outlook {
    /// What is shown of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let given_back: usize = plan.purchases.iter().map(|bought| bought.refunds.len()).sum();
        Self {
            new_customers: plan.new_customers.len(),
            updates: plan.updates.len(),
            purchases: plan.purchases.len(),
            refunds: plan.refunds.len(),
            given_back: given_back + plan.refunds.len(),
            problems: listed(&plan.problems),
            odd_cells: listed(&plan.odd_cells),
            n_odd_cells: plan.odd_cells.len(),
            tidied: plan.tidied.clone(),
            pairs: plan.pairs.iter().take(LONGEST).cloned().collect(),
            n_pairs: plan.pairs.len(),
            renames: plan.renames.iter().take(LONGEST).cloned().collect(),
            n_renames: plan.renames.len(),
            states: plan.states.clone(),
            equal_lines: plan.equal_lines.clone(),
            sum: plan.sum,
            largest: plan.largest,
            span: plan.span,
            counts: plan.counts,
            has_question: plan.has_question(),
        }
    }
}

fn listed(problems: &[Problem]) -> Vec<ListedProblem> {
    let line = |Alike { places }: &Alike| {
        let first = problems.get(*places.first()?)?;
        Some(ListedProblem { problem: first.clone(), n: places.len() })
    };
    alike(problems).iter().take(LONGEST).filter_map(line).collect()
}

/// The cells a line of a list stands for, by line and column.
pub(super) fn cells(plan: &Plan, list: Listed, place: usize) -> Vec<(u32, usize)> {
    let problems = match list {
        Listed::Problems => &plan.problems,
        Listed::OddCells => &plan.odd_cells,
    };
    let Some(Alike { places }) = alike(problems).into_iter().nth(place) else { return vec![] };
    let first = places.first().and_then(|place| problems[*place].column).unwrap_or_default();
    let cell = |place: &usize| {
        let problem = &problems[*place];
        (problem.line, problem.column.unwrap_or(first))
    };
    places.iter().map(cell).collect()
}
