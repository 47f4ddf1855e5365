//! Several values in one cell.

/// What parts several values of which one may hold a comma.
pub(in crate::files) const BETWEEN: &str = " ::: ";

/// Several values in one cell: with commas, or with three colons where a value has a comma.
pub(in crate::files) fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let values: Vec<&str> = values.collect();
    let has_comma = |value: &&str| value.contains([',', ';', '،', '\n', '\r']);
    match values.as_slice() {
        // The colons behind say that the commas within part nothing.
        [value] if has_comma(value) => format!("{value} :::"),
        values if values.iter().any(has_comma) => values.join(BETWEEN),
        values => values.join(", "),
    }
}
