//! What a page took, by the browser's own clock.

use std::collections::BTreeMap;
use std::time::Duration;

use fantoccini::wd::TimeoutConfiguration;
use serde_json::{Value, json};

use crate::browser::Browser;

/// How long one step may take: a million purchases on a slow machine.
const PATIENCE_MS: u64 = 900_000;

/// Milliseconds from what was done to each point that was asked for.
#[derive(Debug)]
pub(crate) struct Took(BTreeMap<String, f64>);

impl Took {
    /// Until it was painted.
    pub(crate) fn painted(&self) -> f64 {
        self.at("painted")
    }

    /// Until the screen said that it is saved.
    pub(crate) fn saved(&self) -> f64 {
        self.at("saved")
    }

    /// The longest task among it; nought where none was over fifty milliseconds.
    pub(crate) fn longest(&self) -> f64 {
        self.at("longest")
    }

    fn at(&self, point: &str) -> f64 {
        *self.0.get(point).unwrap_or_else(|| panic!("{point} was not watched for"))
    }

    fn of(value: &Value) -> Self {
        let points = value.as_object().expect("a list of moments");
        let moment = |(name, at): (&String, &Value)| Some((name.clone(), at.as_f64()?));
        Self(points.iter().filter_map(moment).collect())
    }
}

/// Lays the clock into every page this browser opens from now on.
pub(crate) async fn start(browser: &mut Browser) {
    browser.run_before_pages(include_str!("clock.js"));
    be_patient(browser).await;
}

/// After the browser was started anew: a script may wait as long as a step takes.
pub(crate) async fn be_patient(browser: &Browser) {
    let patience = Some(Duration::from_millis(PATIENCE_MS));
    let timeouts = TimeoutConfiguration::new(patience, patience, None);
    browser.client.update_timeouts(timeouts).await.unwrap();
}

/// Begins to look for what the next step shows: the name of each point, the condition of
/// `clock.js`, and what that is about.
pub(crate) async fn watch(browser: &Browser, points: &[&[&str]]) {
    browser.run("bench.watch(arguments[0])", vec![json!(points)]).await;
}

/// What it took since the last press, key or choice, once all that is looked for was painted.
pub(crate) async fn took(browser: &Browser) -> Took {
    let script = "return await bench.took(arguments[0])";
    Took::of(&browser.run_async(script, vec![json!(PATIENCE_MS - 5_000)]).await)
}

/// What it took from the beginning of the page to the first page painted.
pub(crate) async fn opened(browser: &Browser) -> Took {
    let script = "return await bench.opened(arguments[0])";
    Took::of(&browser.run_async(script, vec![json!(PATIENCE_MS - 5_000)]).await)
}
