//! The words: those of one language come with the page, those of another when it is chosen.

use serde_json::json;

use crate::browser::Browser;
use crate::find::{self, Kind};
use crate::server::{Manner, Server};
use crate::{act, check};

const SPOKEN: &str = "const { lang, dir } = document.documentElement;
    return [lang, dir, document.querySelector('input[type=radio]:checked').value]";

#[tokio::test]
async fn another_language_comes_when_it_is_chosen_and_is_said_when_it_cannot() {
    let server = Server::start();
    // What keeps the app for a time without a network fetches every language.
    server.treat("sw.js", Manner::Hangs);
    server.treat("words/fa.json", Manner::Misses);
    let browser = Browser::open(&server).await;
    let words: Vec<String> =
        server.requests().into_iter().filter(|path| path.contains("/words/")).collect();
    assert_eq!(words.len(), 1, "{words:?}");
    assert!(words[0].contains("/words/en.json?"), "{words:?}");

    browser.go("#/settings").await;
    speak(&browser, "فارسی").await;
    check::sees(&browser, "The words of this language could not be fetched").await;
    assert_eq!(browser.run(SPOKEN, vec![]).await, json!(["en", "ltr", "en"]));

    server.treat("words/fa.json", Manner::Serves);
    speak(&browser, "فارسی").await;
    check::is_at(&browser, "تنظیمات").await;
    assert_eq!(browser.run(SPOKEN, vec![]).await, json!(["fa", "rtl", "fa"]));
    browser.reload().await;
    check::is_at(&browser, "تنظیمات").await;
    speak(&browser, "English").await;
    check::is_at(&browser, "Settings").await;
}

#[tokio::test]
async fn every_language_is_there_without_a_network() {
    let mut server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.wait_until_offline_ready().await;
    server.stop();
    browser.restart_at("#/settings").await;
    speak(&browser, "فارسی").await;
    check::is_at(&browser, "تنظیمات").await;
}

#[tokio::test]
async fn without_words_there_is_a_way_out() {
    let server = Server::start();
    server.treat("words/en.json", Manner::Misses);
    let browser = Browser::open_empty(&server).await;
    browser.go("").await;
    check::is_at(&browser, "Regulars could not start").await;

    server.treat("words/en.json", Manner::Serves);
    act::press(&browser, "Try again").await;
    browser.wait_until_started().await;
}

/// Chooses a language by its own name.
async fn speak(browser: &Browser, name: &str) {
    let choice = find::one(browser, Kind::Field, name).await;
    choice.click().await.expect("a choice can be pressed");
}
