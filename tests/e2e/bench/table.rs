//! What was measured, as a table of Markdown: a line for each figure, a column for each size.

use std::fmt::Write;

/// In what a figure is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unit {
    Milliseconds,
    /// Milliseconds of a long task; the browser tells of none under fifty.
    Task,
    Megabytes,
    Bytes,
    Times,
}

/// One figure.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) what: String,
    pub(crate) unit: Unit,
    pub(crate) value: f64,
}

/// The figures of one shop.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) n_purchases: usize,
    pub(crate) figures: Vec<Figure>,
}

impl Column {
    /// No figures yet.
    pub(crate) fn new(n_purchases: usize) -> Self {
        Self { n_purchases, figures: Vec::new() }
    }

    /// How often something is done: as often as this, but for a shop too small to tell much.
    pub(crate) fn times(&self, most: usize) -> usize {
        if self.n_purchases < 10_000 { most.min(2) } else { most }
    }

    /// Adds a figure, and says it at once: a large shop takes a while.
    pub(crate) fn add(&mut self, what: &str, unit: Unit, value: f64) {
        super::say(&format!("{:>9} {what}: {}", self.n_purchases, told(unit, value)));
        self.figures.push(Figure { what: what.to_owned(), unit, value });
    }

    /// Adds milliseconds.
    pub(crate) fn add_ms(&mut self, what: &str, value: f64) {
        self.add(what, Unit::Milliseconds, value);
    }

    /// Adds the milliseconds of a longest task.
    pub(crate) fn add_task(&mut self, what: &str, value: f64) {
        self.add(what, Unit::Task, value);
    }

    /// Adds the middle and the highest of several times.
    pub(crate) fn add_several(&mut self, what: &str, times: &[f64]) {
        self.add_ms(&format!("{what}, median"), median(times));
        self.add_ms(&format!("{what}, highest"), times.iter().copied().fold(0.0, f64::max));
    }

    fn figure(&self, what: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.what == what)
    }
}

/// The one in the middle.
pub(crate) fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The whole table; the last columns say how many times more a larger shop takes.
pub(crate) fn table(columns: &[Column]) -> String {
    let sizes = columns.iter().map(|column| format!("{} purchases", grouped(column.n_purchases)));
    let growth = columns
        .windows(2)
        .map(|pair| format!("{} → {}", grouped(pair[0].n_purchases), grouped(pair[1].n_purchases)));
    let heads: Vec<String> = sizes.chain(growth).collect();
    let mut text =
        format!("| what | {} |\n|---|{}\n", heads.join(" | "), "---:|".repeat(heads.len()));
    for Figure { what, unit, .. } in columns.iter().flat_map(|it| &it.figures) {
        if text.contains(&format!("| {what} |")) {
            continue;
        }
        let values: Vec<Option<f64>> =
            columns.iter().map(|column| Some(column.figure(what)?.value)).collect();
        let cell = |value: &Option<f64>| value.map_or("–".to_owned(), |value| told(*unit, value));
        let factor = |pair: &[Option<f64>]| match pair {
            [Some(less), Some(more)] if *less > 0.0 => format!("× {:.1}", more / less),
            _ => "–".to_owned(),
        };
        let cells = values.iter().map(cell).chain(values.windows(2).map(factor));
        writeln!(text, "| {what} | {} |", cells.collect::<Vec<_>>().join(" | "))
            .expect("text grows");
    }
    text
}

fn told(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Task if value == 0.0 => "under 50 ms".to_owned(),
        Unit::Milliseconds | Unit::Task if value >= 10_000.0 => format!("{:.1} s", value / 1000.0),
        Unit::Milliseconds | Unit::Task => format!("{value:.0} ms"),
        Unit::Megabytes => format!("{value:.0} MB"),
        Unit::Bytes => format!("{value:.1} B"),
        Unit::Times => format!("{value:.1} ×"),
    }
}

/// A number with its thousands apart.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|part| std::str::from_utf8(part).ok())
        .collect();
    parts.join(",")
}

#[test]
fn a_table_has_a_line_for_each_figure_and_tells_how_it_grows() {
    let column = |n_purchases, ms| {
        let figure = Figure { what: "a sale".to_owned(), unit: Unit::Milliseconds, value: ms };
        Column { n_purchases, figures: vec![figure] }
    };
    let text = table(&[column(1_000, 20.0), column(1_000_000, 50.0)]);
    let head = "| what | 1,000 purchases | 1,000,000 purchases | 1,000 → 1,000,000 |";
    assert_eq!(text.lines().next(), Some(head));
    assert_eq!(text.lines().last(), Some("| a sale | 20 ms | 50 ms | × 2.5 |"));
    assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
}
