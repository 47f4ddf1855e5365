use super::*;

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

#[test]
fn amounts_read_as_people_write_them() {
    use DecimalMark::{Comma, Point};
    let check = |text: &str, mark, code: &str, minor: i64| {
        let read = read_amount(text, mark, currency(code)).map(|(amount, _)| amount);
        assert_eq!(read, Ok(Money(minor)), "{text}");
    };
    check("120 000,00", Comma, "HUF", 120_000);
    check("1 150,00 Ft", Comma, "HUF", 1_150);
    check("5200 Ft", Comma, "HUF", 5_200);
    check("890.-", Comma, "HUF", 890);
    check("1200,- Ft", Comma, "HUF", 1_200);
    check("53\u{a0}245,50", Comma, "RUB", 5_324_550);
    check("53 245,50 руб.", Comma, "RUB", 5_324_550);
    check("100 грн", Comma, "UAH", 10_000);
    check("$13.50 ", Point, "USD", 1_350);
    check("$1,234.50", Point, "USD", 123_450);
    check("-$5.00", Point, "USD", -500);
    check("($5.00)", Point, "USD", -500);
    check("$5.00", Point, "CAD", 500);
    check("5.00-", Point, "USD", -500);
    check("−5", Point, "USD", -500);
    check("+5", Point, "USD", 500);
    check(".50", Point, "USD", 50);
    check("EUR 12.5", Point, "EUR", 1_250);
    check("12,50 €", Comma, "EUR", 1_250);
    check("1'234.50", Point, "CHF", 123_450);
    check("12,34,567.00", Point, "INR", 123_456_700);
    check("۱۲٬۵۰۰ تومان", Point, "IRT", 12_500);
    check("١٢٫٥", Point, "KWD", 12_500);
    check("29.33", Point, "USD", 2_933);
    check("0.005", Point, "USD", 1);
}

#[test]
fn what_is_no_amount_is_refused() {
    let check = |text: &str, expected| {
        let read = read_amount(text, DecimalMark::Point, currency("EUR"));
        assert_eq!(read, Err(expected), "{text}");
    };
    check("ezerszáz", NumberRefusal::NotANumber);
    check("", NumberRefusal::NotANumber);
    check("12a", NumberRefusal::NotANumber);
    check("1.2.3", NumberRefusal::NotANumber);
    check("12,34,5", NumberRefusal::NotANumber);
    check("2026-08-05", NumberRefusal::NotANumber);
    check("12 Ft", NumberRefusal::OtherCurrency(currency("HUF")));
    check("USD 12", NumberRefusal::OtherCurrency(currency("USD")));
    check("$12", NumberRefusal::OtherCurrency(currency("USD")));
    check("123456789012345678", NumberRefusal::TooLarge);
}

#[test]
fn a_currency_without_decimals_has_no_three_of_them() {
    let check = |text: &str, code: &str, expected| {
        for mark in [DecimalMark::Point, DecimalMark::Comma] {
            let read = read_amount(text, mark, currency(code));
            assert_eq!(read, Ok((Money(expected), false)), "{text}");
        }
    };
    check("12,500 Ft", "HUF", 12_500);
    check("12.500 Ft", "HUF", 12_500);
    check("HUF 12,500", "HUF", 12_500);
    check("1.234.567 Ft", "HUF", 1_234_567);
    check("Ft 990", "HUF", 990);
    check("-12.500", "HUF", -12_500);
    check("120 000,00", "HUF", 120_000);
    // Where there are decimals, a cell that leaves no choice is read by itself.
    check("12,50", "EUR", 1_250);
    check("12.50", "EUR", 1_250);
}

#[test]
fn decimals_a_currency_lacks_are_rounded_and_told() {
    let check = |text: &str, code: &str, minor, lost| {
        let read = read_amount(text, DecimalMark::Point, currency(code));
        assert_eq!(read, Ok((Money(minor), lost)), "{text}");
    };
    check("11.77", "HUF", 12, true);
    check("-11.5", "HUF", -12, true);
    check("11.00", "HUF", 11, false);
}

#[test]
fn quantities_have_three_decimals() {
    let check = |text: &str, mark, expected| {
        assert_eq!(read_thousandths(text, mark), Ok(expected), "{text}");
    };
    check("1.000", DecimalMark::Point, 1_000);
    check("2", DecimalMark::Point, 2_000);
    check("1,5 kg", DecimalMark::Comma, 1_500);
    check("3 db", DecimalMark::Comma, 3_000);
}

#[test]
fn the_mark_is_decided_for_the_whole_column() {
    use DecimalMark::{Comma, Point};
    let huf = NumberKind::Amount { decimals: 0 };
    let eur = NumberKind::Amount { decimals: 2 };
    let check = |cells: &[&str], kind, expected| {
        assert_eq!(decimal_mark(cells.iter().copied(), kind), expected, "{cells:?}");
    };
    check(&["1,000", "12.50"], eur, Some(Point));
    check(&["1.000", "12,50"], eur, Some(Comma));
    check(&["1.000,00"], eur, Some(Comma));
    check(&["1,000.00"], eur, Some(Point));
    check(&["1.000.000"], eur, Some(Comma));
    check(&["120 000,00"], huf, Some(Comma));
    check(&["1.150", "12.900"], huf, Some(Comma));
    check(&["1,150"], eur, Some(Point));
    check(&["1.000", "2.000"], NumberKind::Quantity, Some(Point));
    check(&["1,000"], NumberKind::Quantity, Some(Comma));
    check(&["12.500"], NumberKind::Amount { decimals: 3 }, Some(Point));
    check(&["100", "x"], eur, None);
}
