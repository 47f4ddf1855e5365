//! Finds things on the screen by what they are called, and waits until they are there.

use std::time::Duration;

use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use crate::browser::{Browser, PATIENCE};

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A button, a tab, a menu item, a switch.
    Button,
    /// A link.
    Link,
    /// A button or a link.
    Pressable,
    /// Something to write into or choose from, by its label.
    Field,
    /// A file chooser, shown or not; an empty name takes the first.
    File,
    /// A heading.
    Heading,
    /// The innermost element that shows this text.
    Text,
}

/// Waits for something to be on the screen and gives it back.
pub(crate) async fn one(browser: &Browser, kind: Kind, name: &str) -> Element {
    one_at_most(browser, PATIENCE, kind, name).await
}

/// The same with a patience of its own.
pub(crate) async fn one_at_most(
    browser: &Browser,
    patience: Duration,
    kind: Kind,
    name: &str,
) -> Element {
    let what = format!("{kind:?} “{name}”");
    let script = include_str!("find.js");
    let found = browser.wait_at_most(patience, &what, script, question(kind, name)).await;
    let reference = found.as_object().and_then(|found| found.values().next()?.as_str());
    let reference = ElementRef::from(reference.expect("an element has a reference").to_owned());
    Element::from_element_id(browser.client.clone(), reference)
}

/// Whether it is on the screen now.
pub(crate) async fn is_there(browser: &Browser, kind: Kind, name: &str) -> bool {
    browser.run(include_str!("find.js"), question(kind, name)).await != Value::Null
}

fn question(kind: Kind, name: &str) -> Vec<Value> {
    vec![json!(format!("{kind:?}").to_lowercase()), json!(name)]
}
