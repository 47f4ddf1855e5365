//! Several texts in one field of a form: parted by commas, in quotes where one holds a comma itself.

/// Reads them; blank ones are none.
pub(super) fn read(text: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut is_quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            // The comma of Persian and Arabic, too.
            ',' | '،' if !is_quoted => texts.push(String::new()),
            other => texts.last_mut().expect("there is one from the start").push(other),
        }
    }
    let texts = texts.into_iter().map(|text| text.trim().to_owned());
    texts.filter(|text| !text.is_empty()).collect()
}

/// Writes them as they are read.
pub(super) fn written(texts: &[String]) -> String {
    let one = |text: &String| {
        if text.contains([',', '،']) { format!("\"{text}\"") } else { text.clone() }
    };
    texts.iter().map(one).collect::<Vec<String>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_parted_by_commas_of_any_script() {
        assert_eq!(read(" asleep, dozing ,"), ["asleep", "dozing"]);
        assert_eq!(read("صبح، عصر"), ["صبح", "عصر"]);
        assert_eq!(read("\"Tóth, Kft\", Kiss"), ["Tóth, Kft", "Kiss"]);
        assert_eq!(written(&read("\"Tóth, Kft\", Kiss")), "\"Tóth, Kft\", Kiss");
        assert!(read(" , ").is_empty());
    }
}
