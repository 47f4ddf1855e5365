//! The cells of a sheet as the texts a list would have.
//!
//! A spreadsheet knows what its cells are: that is written so that it cannot be read as anything
//! else, days the way of ISO and numbers with a point.

use std::borrow::Cow;

use calamine::{Data, DataRef, ExcelDateTime};

/// A cell of a sheet that is read one by one.
pub(super) fn text_of_ref<'a>(cell: &'a DataRef<'a>) -> Cow<'a, str> {
    match cell {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::String(text) => Cow::Borrowed(text),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::Int(number) => Cow::Owned(number.to_string()),
        DataRef::Float(number) => Cow::Owned(decimal(*number)),
        DataRef::Bool(is) => Cow::Borrowed(yes_or_no(*is)),
        DataRef::DateTime(at) => Cow::Owned(moment(*at)),
        DataRef::DateTimeIso(text) => Cow::Owned(iso_moment(text)),
        DataRef::DurationIso(text) => Cow::Owned(iso_duration(text)),
        DataRef::Error(error) => Cow::Owned(error.to_string()),
    }
}

/// A cell of a sheet that was read as a whole.
pub(super) fn text(cell: &Data) -> Cow<'_, str> {
    match cell {
        Data::Empty => Cow::Borrowed(""),
        Data::String(text) => Cow::Borrowed(text),
        Data::Int(number) => Cow::Owned(number.to_string()),
        Data::Float(number) => Cow::Owned(decimal(*number)),
        Data::Bool(is) => Cow::Borrowed(yes_or_no(*is)),
        Data::DateTime(at) => Cow::Owned(moment(*at)),
        Data::DateTimeIso(text) => Cow::Owned(iso_moment(text)),
        Data::DurationIso(text) => Cow::Owned(iso_duration(text)),
        Data::Error(error) => Cow::Owned(error.to_string()),
    }
}

fn yes_or_no(is: bool) -> &'static str {
    if is { "1" } else { "0" }
}

/// A number with the fifteen digits a spreadsheet shows of it, without exponent.
fn decimal(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value.fract() == 0.0 {
        // Without the sign of a zero below zero.
        return (value + 0.0).to_string();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let mut text = (rounded + 0.0).to_string();
    let n_decimals = text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
    if n_decimals == 3 {
        // `1.250` could be a thousand in a list; with four decimals it is what it is.
        text.push('0');
    }
    text
}

/// The number of the day after the last that a spreadsheet knows.
const END_OF_DAYS: f64 = 2_958_466.0;

/// A day, a moment or a time of day, by what of it there is.
fn moment(at: ExcelDateTime) -> String {
    let value = at.as_f64();
    if at.is_duration() || (0.0..1.0).contains(&value) {
        return duration(value);
    }
    if !(1.0..END_OF_DAYS).contains(&value) {
        return decimal(value);
    }
    let (year, month, day, hour, minute, mut second, milli) = at.to_ymd_hms_milli();
    second += u8::from(milli >= 500 && second < 59);
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        (hour, minute, 0) => format!("{date} {hour:02}:{minute:02}"),
        (hour, minute, second) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

/// A part of a day, or several days, in hours and minutes.
fn duration(days: f64) -> String {
    let minutes = (days * 24.0 * 60.0).round();
    let (hours, rest) = ((minutes / 60.0).trunc(), (minutes % 60.0).abs());
    format!("{hours:02}:{rest:02}")
}

/// `2026-08-05T10:05:00` without the seconds that are none.
fn iso_moment(text: &str) -> String {
    let text = text.replace('T', " ");
    let bare = text.split('.').next().unwrap_or_default();
    let bare = bare.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(bare);
    bare.strip_suffix(" 00:00").unwrap_or(bare).to_owned()
}

/// `PT10H05M00S` as `10:05`.
fn iso_duration(text: &str) -> String {
    let read = || {
        let rest = text.strip_prefix("PT")?;
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, _) = rest.split_once('M')?;
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        Some(format!("{hours:02}:{minutes:02}"))
    };
    read().unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTimeType};

    #[test]
    fn numbers_are_what_the_spreadsheet_shows() {
        let check = |value: f64, expected: &str| assert_eq!(decimal(value), expected);
        check(12.0, "12");
        check(0.1 + 0.2, "0.3");
        check(-0.0, "0");
        check(1.25, "1.25");
        check(1.234, "1.2340");
        check(-4.5, "-4.5");
        check(36_305_550_142.0, "36305550142");
        check(4_539_578_763_621_486.0, "4539578763621486");
        check(1e21, "1000000000000000000000");
        check(1.1 * 3.0, "3.3");
        check(f64::NAN, "");
    }

    #[test]
    fn days_and_times_are_written_the_way_of_iso() {
        let check = |value: f64, is_1904, expected: &str| {
            let at = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
            assert_eq!(moment(at), expected, "{value}");
        };
        check(46_239.0, false, "2026-08-05");
        check(44_777.0, true, "2026-08-05");
        check(46_239.420_138_888_9, false, "2026-08-05 10:05");
        check(46_239.420_486_111_1, false, "2026-08-05 10:05:30");
        check(0.437_5, false, "10:30");
        check(-3.0, false, "-3");
        check(1e9, false, "1000000000");
        let long = ExcelDateTime::new(1.25, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(moment(long), "30:00");
        assert_eq!(iso_moment("2026-08-05T10:05:00"), "2026-08-05 10:05");
        assert_eq!(iso_moment("2026-08-05T00:00:00"), "2026-08-05");
        assert_eq!(iso_moment("2026-08-05"), "2026-08-05");
        assert_eq!(iso_duration("PT10H05M00S"), "10:05");
        assert_eq!(iso_duration("soon"), "soon");
    }

    #[test]
    fn the_rest_is_what_a_list_would_have() {
        assert_eq!(text(&Data::Bool(true)), "1");
        assert_eq!(text(&Data::Error(CellErrorType::NA)), "#N/A");
        assert_eq!(text(&Data::Empty), "");
        assert_eq!(text_of_ref(&DataRef::SharedString("=1+1")), "=1+1");
    }
}
