//! When a sale was, from whichever columns say it: a date, a date with a time beside it, or a year,
//! a month and a day.

use super::cell::{Cell, is_blank, is_spoilt};
use super::{Options, Problem, Reason};
use crate::files::columns::Meaning;
use crate::files::dates::{self, Beside, Piece};
use crate::files::table::Row;
use crate::units::calendar::Moment;
use crate::units::numbers::DecimalMark;

/// The columns that say when.
#[derive(Clone, Debug, Default)]
pub(super) struct When {
    date: Option<usize>,
    time: Option<usize>,
    /// Year, month and day, where no column has them in one.
    pieces: Option<[usize; 3]>,
    /// The title of the date says that its times are universal: "Created (UTC)".
    is_universal: bool,
}

/// A moment, and what could not be read beside it.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) at: Option<Moment>,
    /// Why there is none, or why it has no time of day.
    pub(super) problem: Option<Problem>,
}

impl When {
    pub(super) fn new(mapping: &[Meaning], titles: &[String]) -> Self {
        let place = |wanted| mapping.iter().position(|meaning| *meaning == wanted);
        let date = place(Meaning::Date);
        let pieces = || Some([place(Meaning::Year)?, place(Meaning::Month)?, place(Meaning::Day)?]);
        Self {
            date,
            time: place(Meaning::Time),
            pieces: if date.is_none() { pieces() } else { None },
            is_universal: date.and_then(|date| titles.get(date)).is_some_and(|t| is_universal(t)),
        }
    }

    /// When the sale of a row was; nothing where all of its cells are empty.
    pub(super) fn read(&self, row: Row<'_>, options: &Options) -> Told {
        let at = |column| cell(row, column, options);
        let time = self.time.map(at).filter(|cell| !is_blank(cell.text));
        let said = match (self.date, self.pieces) {
            (Some(date), _) => self.of_date(&at(date), time.as_ref(), options),
            (None, Some(pieces)) => of_pieces(&pieces.map(at), time.as_ref(), options),
            (None, None) => Ok(None),
        };
        match said {
            Err(problem) => Told { at: None, problem: Some(problem) },
            Ok(None) => Told::default(),
            // A day alone is enough for a purchase: a time that is none is told and left out.
            Ok(Some(moment)) => {
                let is_lost = |time: &Cell<'_>| moment.minute.is_none() && !is_time(time);
                let problem = time.filter(is_lost).map(|time| time.problem(reason_of(&time)));
                Told { at: Some(moment), problem }
            }
        }
    }

    fn of_date(
        &self,
        date: &Cell<'_>,
        time: Option<&Cell<'_>>,
        options: &Options,
    ) -> Result<Option<Moment>, Problem> {
        if is_blank(date.text) {
            return Ok(None);
        }
        refuse_spoilt(date)?;
        let time = time.map_or("", |time| time.text);
        let beside = Beside { time, is_universal: self.is_universal };
        date.moment(beside, options).map(Some)
    }
}

/// The day of three cells, of which none may be empty where another is not.
fn of_pieces(
    cells: &[Cell<'_>; 3],
    time: Option<&Cell<'_>>,
    options: &Options,
) -> Result<Option<Moment>, Problem> {
    if cells.iter().all(|cell| is_blank(cell.text)) {
        return Ok(None);
    }
    for cell in cells {
        refuse_spoilt(cell)?;
        if is_blank(cell.text) {
            return Err(cell.problem(Reason::NoDate));
        }
    }
    let [year, month, day] = cells;
    let read = dates::from_pieces([year.text, month.text, day.text]).map_err(|piece| {
        let wrong = match piece {
            Piece::Year => year,
            Piece::Month => month,
            Piece::Day => day,
        };
        wrong.problem(Reason::NotADate)
    })?;
    // The cell of the year has no room for another whole date.
    year.check_day(read, || None, options)?;
    let time = time.map_or("", |time| time.text);
    Ok(Some(dates::with_time(read, time, &options.zone)))
}

fn refuse_spoilt(cell: &Cell<'_>) -> Result<(), Problem> {
    if is_spoilt(cell.text) { Err(cell.problem(Reason::Spoilt)) } else { Ok(()) }
}

fn is_time(cell: &Cell<'_>) -> bool {
    dates::looks_like_time(cell.text)
}

fn reason_of(time: &Cell<'_>) -> Reason {
    if is_spoilt(time.text) { Reason::Spoilt } else { Reason::NotATime }
}

/// A cell as the owner mended it, or as it stands.
fn cell<'a>(row: Row<'a>, column: usize, options: &'a Options) -> Cell<'a> {
    let mended = options.mended.get(&(row.line, column));
    let text = mended.map_or_else(|| row.cell(column), |text| text.trim());
    let meaning = options.mapping.get(column).copied().unwrap_or_default();
    Cell { line: row.line, column, meaning, mark: DecimalMark::default(), text }
}

/// Whether a title names universal time.
fn is_universal(title: &str) -> bool {
    let title = title.to_lowercase();
    let mut words = title.split(|c: char| !c.is_alphabetic());
    words.any(|word| matches!(word, "utc" | "gmt"))
}
