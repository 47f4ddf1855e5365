//! What an owner does. Each waits until it can be done.

use std::path::Path;
use std::time::Instant;

use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::key::Key;

use crate::browser::{Browser, PATIENCE, breathe, is_passing};
use crate::find::{self, Kind};

/// Presses the button or follows the link of this name.
pub(crate) async fn press(browser: &Browser, name: &str) {
    again_until_done(browser, Kind::Pressable, name, async |element| {
        clear_of_the_dock(browser, element).await;
        element.click().await
    })
    .await;
}

/// Presses whatever shows this text, as a row of a list.
pub(crate) async fn press_text(browser: &Browser, text: &str) {
    again_until_done(browser, Kind::Text, text, async |element| element.click().await).await;
}

/// Empties the field of this label and writes into it, key by key.
pub(crate) async fn fill(browser: &Browser, label: &str, text: &str) {
    again_until_done(browser, Kind::Field, label, async |element| {
        // A field that listens hears the emptying too, which WebDriver's own "clear" keeps quiet.
        let select_all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
        clear_of_the_dock(browser, element).await;
        element.click().await?;
        element.send_keys(&select_all).await?;
        element.send_keys(&char::from(Key::Backspace).to_string()).await?;
        element.send_keys(text).await
    })
    .await;
}

/// Sets a field the browser has a picker of its own for (date, time, colour, range), by its value.
pub(crate) async fn set(browser: &Browser, label: &str, value: &str) {
    let element = find::one(browser, Kind::Field, label).await;
    let script = "const [field, value] = arguments;
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    let element = serde_json::to_value(element).expect("an element is JSON");
    browser.run(script, vec![element, value.into()]).await;
}

/// Chooses an option, by what it says, of the list of this label.
pub(crate) async fn choose(browser: &Browser, label: &str, option: &str) {
    again_until_done(browser, Kind::Field, label, async |element| {
        element.select_by_label(option).await
    })
    .await;
}

/// Ticks the box of this label, or takes the tick out.
pub(crate) async fn tick(browser: &Browser, label: &str) {
    again_until_done(browser, Kind::Field, label, async |element| {
        clear_of_the_dock(browser, element).await;
        element.click().await
    })
    .await;
}

/// Presses a key where the focus is.
pub(crate) async fn key(browser: &Browser, key: Key) {
    let focused = browser.client.active_element().await.unwrap();
    focused.send_keys(&char::from(key).to_string()).await.unwrap();
}

/// Types a letter or a digit to whatever has the focus, the page itself if nothing has.
pub(crate) async fn key_of(browser: &Browser, letter: &str) {
    let focused = browser.client.active_element().await.unwrap();
    focused.send_keys(letter).await.unwrap();
}

/// Gives a file to the file chooser of this label; an empty label takes the first on the page.
pub(crate) async fn upload(browser: &Browser, label: &str, file: &Path) {
    let chooser = find::one(browser, Kind::File, label).await;
    let file = file.canonicalize().expect("the file is there");
    chooser.send_keys(file.to_str().expect("a path in UTF-8")).await.unwrap();
}

/// Presses the button of this name that stands in the row showing this text.
pub(crate) async fn press_in_row(browser: &Browser, row: &str, name: &str) {
    let around = "ancestor-or-self::*[self::tr or self::li or @role='row' or @role='listitem'][1]";
    let inside = format!(
        ".//*[self::button or self::a][contains(normalize-space(), '{name}') or contains(@aria-label, '{name}')]"
    );
    again_until_done(browser, Kind::Text, row, async |text| {
        let near = text.find(Locator::XPath(around)).await;
        let button = near.unwrap_or(text.clone()).find(Locator::XPath(&inside)).await?;
        clear_of_the_dock(browser, &button).await;
        button.click().await
    })
    .await;
}

/// Brings it to the middle: the driver takes what lies under the dock or the message of a phone
/// for being in sight.
async fn clear_of_the_dock(browser: &Browser, element: &Element) {
    let element = serde_json::to_value(element).expect("an element is JSON");
    // One that has just left the page is looked for again by whoever presses it.
    let script = "arguments[0].isConnected && arguments[0].scrollIntoView({ block: 'center' })";
    browser.client.execute(script, vec![element]).await.ok();
}

async fn again_until_done(
    browser: &Browser,
    kind: Kind,
    name: &str,
    act: impl AsyncFn(&Element) -> Result<(), fantoccini::error::CmdError>,
) {
    let began = Instant::now();
    loop {
        let element = find::one(browser, kind, name).await;
        match act(&element).await {
            Ok(()) => return,
            Err(error) if is_passing(&error) && began.elapsed() < PATIENCE => breathe().await,
            Err(error) => {
                browser.give_up(&format!("{kind:?} “{name}” to be usable ({error})")).await;
            }
        }
    }
}
