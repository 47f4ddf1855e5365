//! Lines of any log of purchases: who, when, how much.

use regulars::units::calendar::Day;
use regulars::units::money::Money;

/// What a log must have, said where one has not.
const NEEDS: &str = "each line needs a customer, a day (2026-01-31, 20260131, 31.01.2026, \
    31/01/2026 or 1/31/2026) and an amount, parted by commas, semicolons, tabs or blanks; the \
    columns are found by their titles (such as customer, date, amount; or quantity and price), \
    without titles by the first day in a line, the field before it and the last";

/// Titles that tell a column, better ones first.
const CUSTOMERS: [&str; 9] =
    ["customer", "household", "card", "client", "cust", "user", "member", "buyer", "id"];
const DAYS: [&str; 4] = ["date", "day", "timestamp", "time"];
const AMOUNTS: [&str; 8] =
    ["amount", "sales_value", "money", "total", "sales", "revenue", "sum", "spent"];
const QUANTITIES: [&str; 2] = ["quantity", "qty"];
const PRICES: [&str; 1] = ["price"];

/// One line: customer, day, amount.
pub(crate) type Line = (String, Day, Money);

/// The lines of a text that say all three, and how many do not.
///
/// # Errors
///
/// What is needed, where no line does.
pub(crate) fn lines(text: &str) -> Result<(Vec<Line>, usize), String> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let rows = match [';', '\t', ','].into_iter().find(|part| first.contains(*part)) {
        Some(part) => parted(text, part),
        None => text.lines().map(|it| it.split_whitespace().map(str::to_owned).collect()).collect(),
    };
    let columns = rows.first().and_then(|titles: &Vec<String>| Columns::by_titles(titles));
    let is_day_first = is_day_first(&rows);
    let read = |row: &Vec<String>| match &columns {
        Some(columns) => columns.line(row, is_day_first),
        None => by_place(row, is_day_first),
    };
    let found: Vec<Line> = rows.iter().filter_map(read).collect();
    if found.is_empty() {
        return Err(format!("no line could be read, the first is “{first}”; {NEEDS}"));
    }
    // Titles are not a line that fails.
    let n_passed = rows.len() - found.len() - usize::from(columns.is_some());
    Ok((found, n_passed))
}

fn parted(text: &str, part: char) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let delimiter = u8::try_from(part).expect("one of three plain marks");
    reader.has_headers(false).flexible(true).delimiter(delimiter);
    let mut reader = reader.from_reader(text.as_bytes());
    let fields = |row: csv::StringRecord| row.iter().map(|it| it.trim().to_owned()).collect();
    reader.records().filter_map(Result::ok).map(fields).collect()
}

/// Where in a line is what.
struct Columns {
    customer: usize,
    day: usize,
    amount: Option<usize>,
    /// Quantity and price.
    product: Option<(usize, usize)>,
}

impl Columns {
    fn by_titles(titles: &[String]) -> Option<Self> {
        let place = |names: &[&str]| {
            let has = |name: &&str| titles.iter().position(|it| it.to_lowercase().contains(*name));
            names.iter().find_map(has)
        };
        let product = place(&QUANTITIES).zip(place(&PRICES));
        let amount = place(&AMOUNTS).or_else(|| product.is_none().then(|| place(&PRICES))?);
        let (customer, day) = (place(&CUSTOMERS)?, place(&DAYS)?);
        (amount.is_some() || product.is_some()).then_some(Self { customer, day, amount, product })
    }

    fn line(&self, row: &[String], is_day_first: bool) -> Option<Line> {
        let number = |place: usize| row.get(place)?.parse::<f64>().ok();
        let amount = match (self.amount, self.product) {
            (Some(amount), _) => number(amount)?,
            (None, Some((quantity, price))) => number(quantity)? * number(price)?,
            (None, None) => return None,
        };
        line(row.get(self.customer)?, day(row.get(self.day)?, is_day_first)?, amount)
    }
}

fn by_place(row: &[String], is_day_first: bool) -> Option<Line> {
    let place = row.iter().position(|field| day(field, is_day_first).is_some())?;
    let amount = row.last().filter(|_| row.len() > place + 1)?.parse().ok()?;
    line(&row[place.checked_sub(1)?], day(&row[place], is_day_first)?, amount)
}

/// Money given back is not a visit.
fn line(customer: &str, day: Day, amount: f64) -> Option<Line> {
    let is_said = !customer.is_empty() && amount >= 0.0;
    is_said.then(|| (customer.to_owned(), day, Money::from_f64(amount * 100.0)))
}

/// Whether a day such as 31/1/2026 stands anywhere: then it is the day that stands first.
fn is_day_first(rows: &[Vec<String>]) -> bool {
    let is_late = |field: &String| {
        let Some((first, second, _)) = three(field) else { return false };
        field.contains('.') || first > 12 && first < 32 && second < 13
    };
    rows.iter().take(5_000).flatten().any(is_late)
}

fn day(field: &str, is_day_first: bool) -> Option<Day> {
    let is_digits = field.bytes().all(|it| it.is_ascii_digit());
    let (year, month, day) = if is_digits && (field.len() == 8 || field.len() == 10) {
        let part = |from: usize, to: usize| field.get(from..to)?.parse::<i32>().ok();
        (part(0, 4)?, part(4, 6)?, part(6, 8)?)
    } else {
        match three(field)? {
            (year, month, day) if year > 31 => (year, month, day),
            (day, month, year) if is_day_first => (year, month, day),
            (month, day, year) => (year, month, day),
        }
    };
    let year = if (0..100).contains(&year) { year + 2000 } else { year };
    let is_of_our_time = (1900..2100).contains(&year);
    let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    if is_of_our_time { Day::from_ymd(year, month, day) } else { None }
}

/// The three numbers of a date, whatever parts them; what follows is the time.
fn three(field: &str) -> Option<(i32, i32, i32)> {
    let date = field.split([' ', 'T']).next()?;
    let mut parts = date.split(['-', '/', '.']).map(str::parse::<i32>);
    let found = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    parts.next().is_none().then_some(found)
}
