//! Pictures of the screens, to be looked at: `REGULARS_SHOTS=folder` asks for them.

use std::path::PathBuf;
use std::{env, fs};

use crate::browser::Browser;

/// Takes the screen at this address on a phone and a desktop, light and dark, in English and
/// Persian, as `name-fa-390-dark.png`. Does nothing unless `REGULARS_SHOTS` names a folder.
///
/// Each language is a fresh start of the app, so the screen must be reachable by its address.
pub(crate) async fn take(browser: &Browser, name: &str) {
    let Some(folder) = env::var_os("REGULARS_SHOTS").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).expect("a folder for the pictures");
    for language in ["fa", "en"] {
        browser.set_language(language).await;
        browser.wait_until_started().await;
        for (width, height) in [(390, 844), (1280, 900)] {
            browser.resize(width, height);
            for dark in [true, false] {
                browser.set_dark(dark);
                let drawn = "await new Promise((drawn) =>
                    requestAnimationFrame(() => requestAnimationFrame(drawn)))";
                browser.run_async(drawn, vec![]).await;
                let look = if dark { "dark" } else { "light" };
                let file = folder.join(format!("{name}-{language}-{width}-{look}.png"));
                fs::write(file, browser.client.screenshot().await.unwrap()).expect("a picture");
            }
        }
    }
}

/// Takes the whole page as it stands, however long, on a phone and a desktop, light and dark, as
/// `name-390-dark.png`. Does nothing unless `REGULARS_SHOTS` names a folder.
pub(crate) async fn whole(browser: &Browser, name: &str) {
    let Some(folder) = env::var_os("REGULARS_SHOTS").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).expect("a folder for the pictures");
    for (width, height) in [(390, 844), (1280, 900)] {
        let tall = "return Math.max(arguments[0], document.documentElement.scrollHeight)";
        browser.resize(width, height);
        let needed = browser.run(tall, vec![height.into()]).await.as_u64().unwrap_or_default();
        browser.resize(width, u32::try_from(needed.min(6_000)).expect("within limits"));
        for dark in [true, false] {
            browser.set_dark(dark);
            let drawn = "await new Promise((drawn) =>
                requestAnimationFrame(() => requestAnimationFrame(drawn)))";
            browser.run_async(drawn, vec![]).await;
            let look = if dark { "dark" } else { "light" };
            let file = folder.join(format!("{name}-{width}-{look}.png"));
            fs::write(file, browser.client.screenshot().await.unwrap()).expect("a picture");
        }
    }
}
