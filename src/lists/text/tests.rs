use super::*;
use crate::lists::filter::Item;
use crate::lists::kind::{Kind, Verb};

fn read(text: &str) -> Read {
    parse(text).unwrap_or_else(|misread| panic!("{text}: {misread:?}"))
}

#[test]
fn a_filter_in_its_one_form_comes_back_letter_by_letter() {
    for text in [
        "all()",
        "any(company yes; company no)",
        "all(status is asleep, dozing; spent last 12 months over 20000 HUF; \
         any(tag is \"mornings\"; likes contains \"dió\"))",
        "all(visits from 2025-01-01 to 2025-12-31 between 2 and 7.5; gap not over 30)",
        "all(birthday in-next 2 weeks; last-visit older-than 1 years; entered after 2026-02-28)",
        "all(phone known; note not known; name not begins \"an\", \"ko\\\"\\\\\\n\")",
        "all(any(all(consent-sms is given, nothing; prefers is whatsapp)))",
        "all(spent this-year equals 12.50 EUR; average-check this-month under -0.500 KWD)",
        "all(own:00000000000700000001000000000300 between 2025-01-01 and 2025-02-01)",
        "all(own:00000000000700000001000000000300 between 1 and 2)",
        "all(status is never-bought; abc is a; xyz not is z; step is lead; size is one-time)",
    ] {
        let Read { filter, misread } = read(text);
        assert_eq!(misread, [], "{text}");
        assert_eq!(format(&filter), text);
    }
}

#[test]
fn blanks_do_not_matter() {
    let text = " any ( tag is\"a\" ,\"b\";\n visits  over 3.500 ; ) ";
    let expected = Misread { at: text.find(')').unwrap(), why: Reason::ConditionExpected };
    assert_eq!(parse(text), Err(expected));
    let text = " any ( tag is\"a\" ,\"b\";\n visits  over 3.500 ) ";
    assert_eq!(format(&read(text).filter), "any(tag is \"a\", \"b\"; visits over 3.5)");
}

#[test]
fn what_is_not_understood_is_named_and_kept() {
    let check = |condition: &str, at: usize, why: Reason| {
        let text = format!("all(company yes; {condition})");
        let Read { filter, misread } = read(&text);
        let begin = text.find(condition).unwrap();
        assert_eq!(misread, [Misread { at: begin + at, why }], "{text}");
        assert_eq!(super::format(&filter), text);
        assert!(matches!(filter.group().items[1], Item::Unread(_)));
    };
    let refused = |verb, kind| Reason::Refused(TestRefusal::DoesNotFit { verb, kind });
    check("points over 20", 0, Reason::UnknownField);
    check("points of(the; newer) sort", 0, Reason::UnknownField);
    check("tag sounds-like \"x\"", 4, Reason::UnknownTest);
    check("tag over 20", 0, refused(Verb::Over, Kind::Text));
    check("tag is mornings", 7, Reason::TextExpected);
    check("tag is \"\\q\"", 8, Reason::UnknownEscape);
    check("tag is \"\"", 0, Reason::Refused(TestRefusal::BlankText));
    check("status is asleep, bored", 18, Reason::UnknownChoice);
    check("spent over 20000", 16, Reason::CurrencyExpected);
    check("spent over 2 Ft", 13, Reason::CurrencyExpected);
    check("spent over 20.5 HUF", 11, Reason::NumberOutOfRange);
    check("visits over many", 12, Reason::NumberExpected);
    check("visits over 99999999999999999999", 12, Reason::NumberOutOfRange);
    check("visits over 3 EUR", 0, Reason::Refused(TestRefusal::OtherLimit));
    check("spent last 3 moons over 1 EUR", 13, Reason::UnitExpected);
    check("entered before 30.11.2026", 15, Reason::DayExpected);
    check("entered before 2026-02-30", 15, Reason::DayExpected);
    check("visits between 1, 2", 16, Reason::JoinExpected);
    check("company yes indeed", 12, Reason::BehindTheCondition);
    check("name last 3 days known", 5, Reason::UnknownTest);
    check("entered in-last 0 days", 0, {
        Reason::Refused(TestRefusal::StretchOutOfRange { most: 10_000 })
    });
}

#[test]
fn what_has_no_end_is_no_filter() {
    let check = |text: &str, at: usize, why: Reason| {
        assert_eq!(parse(text), Err(Misread { at, why }), "{text}");
    };
    check("", 0, Reason::GroupExpected);
    check("status is asleep", 0, Reason::GroupExpected);
    check("all", 0, Reason::GroupExpected);
    check("all(company yes", 15, Reason::ParenthesisMissing);
    check("all(any(company yes)", 20, Reason::ParenthesisMissing);
    check("all(tag is \"a)", 11, Reason::QuoteMissing);
    check("all(tag is \"a\\\")", 11, Reason::QuoteMissing);
    check("all(points of(x)", 16, Reason::ParenthesisMissing);
    check("all(points of(x", 13, Reason::ParenthesisMissing);
    check("all(;)", 4, Reason::ConditionExpected);
    check("all() any()", 6, Reason::BehindTheEnd);
    check("all(any() company yes)", 10, Reason::BehindTheCondition);
    let deep = Reason::Tree(FilterRefusal::TooDeep { most: 3 });
    check("all(all(all(all())))", 16, deep);
    check(&"all(".repeat(100_000), 16, deep);
    let many = format!("all({})", vec!["company yes"; 41].join("; "));
    let too_many = Reason::Tree(FilterRefusal::TooMany { most: 40 });
    check(&many, 4 + 40 * 13, too_many);
}

#[test]
fn a_column_is_kept_as_a_field_with_its_span() {
    for text in ["name", "spent last 12 months", "product from 2025-01-01 to 2025-01-31"] {
        let (field, span) = parse_field(text).unwrap();
        assert_eq!(format_field(field, span), text);
    }
    let check = |text: &str, at: usize, why: Reason| {
        assert_eq!(parse_field(text), Err(Misread { at, why }), "{text}");
    };
    check("points", 0, Reason::UnknownField);
    check("name last 3 days", 5, Reason::BehindTheCondition);
    check("spent last 0 days", 0, {
        Reason::Refused(TestRefusal::StretchOutOfRange { most: 10_000 })
    });
}
