//! The helpers themselves, tried on a page small enough to read here.

use std::fs;

use fantoccini::key::Key;

use crate::browser::Browser;
use crate::server::Server;
use crate::{act, check, find, screenshots};

const PAGE: &str = r#"<!doctype html><html lang="en"><title>Helpers</title>
<h1>Till</h1>
<label>Name <input id="name"></label>
<label for="day">Day</label> <input id="day" type="date">
<label>Currency <select><option>Forint</option><option value="eur">Euro</option></select></label>
<label>Log <input type="file" hidden></label>
<button hidden>Save</button>
<ul><li><b>Anna</b> <button aria-label="Remove Anna">x</button></li>
    <li><b>Béla</b> <button aria-label="Remove Béla">x</button></li></ul>
<p id="answer">1&#8239;200&nbsp;Ft</p>
<a href="./other.html">Elsewhere</a> <a download="list.txt" href="data:text/plain,one">List</a>
<script>
  const answer = document.getElementById("answer");
  const say = (text) => { answer.textContent = text; };
  document.querySelector("button").addEventListener("click", () => say("saved " + name.value));
  document.getElementById("name").addEventListener("keydown", (event) => {
    if (event.key === "Enter") setTimeout(() => { document.querySelector("button").hidden = false; }, 200);
  });
  document.querySelector("select").addEventListener("change", (event) => say("in " + event.target.value));
  document.getElementById("day").addEventListener("input", (event) => say("on " + event.target.value));
  document.querySelector("[type=file]").addEventListener("change", async (event) =>
    say("read " + await event.target.files[0].text()));
  document.querySelector("ul").addEventListener("click", (event) => event.target.closest("li")?.remove());
  document.querySelector("h1").addEventListener("click", () => say("title pressed"));
  const name = document.getElementById("name");
</script>"#;

#[tokio::test]
async fn the_helpers_do_what_they_say() {
    let folder = std::env::temp_dir().join(format!("regulars-page-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the page");
    fs::write(folder.join("index.html"), PAGE).expect("the page can be written");
    let server = Server::serving(&folder);
    let mut browser = Browser::open(&server).await;

    check::is_at(&browser, "Till").await;
    check::sees(&browser, "1 200 Ft").await;
    act::fill(&browser, "Name", "Zoé").await;
    act::fill(&browser, "Name", "Anna").await;
    check::holds(&browser, "Name", "Anna").await;
    assert!(!find::is_there(&browser, find::Kind::Button, "Save").await);
    act::key(&browser, Key::Enter).await;
    act::press(&browser, "Save").await;
    check::sees(&browser, "saved Anna").await;
    act::choose(&browser, "Currency", "Euro").await;
    check::sees(&browser, "in eur").await;
    act::set(&browser, "Day", "2026-03-01").await;
    check::sees(&browser, "on 2026-03-01").await;

    let log = browser.folder().join("log.csv");
    fs::write(&log, "Anna;1200").expect("a file to import");
    act::upload(&browser, "Log", &log).await;
    check::sees(&browser, "read Anna;1200").await;
    act::press_in_row(&browser, "Béla", "Remove").await;
    check::sees_no(&browser, "Béla").await;
    check::counts(&browser, "li", 1).await;
    act::press_text(&browser, "Till").await;
    check::sees(&browser, "title pressed").await;
    check::can_press(&browser, "Elsewhere").await;
    act::press(&browser, "List").await;
    let list = browser.downloaded("list").await;
    assert_eq!(fs::read_to_string(list).expect("the download is whole"), "one");

    check::asked_no_other_host(&browser, &server);
    browser.run_async("await fetch('http://shop.example/').catch(() => {})", vec![]).await;
    assert!(browser.requests().iter().any(|url| url == "http://shop.example/"));

    browser.run("localStorage.setItem('kept', 'yes')", vec![]).await;
    browser.restart().await;
    assert_eq!(browser.run("return localStorage.getItem('kept')", vec![]).await, "yes");
    browser.kill().await;
    check::is_at(&browser, "Till").await;
    check::nothing_overflows(&browser).await;
    screenshots::take(&browser, "helpers").await;
    fs::remove_dir_all(folder).expect("the page can be removed");
}
