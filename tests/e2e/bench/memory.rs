//! What the process that draws the page holds, by the system's own count.

use std::fs;

use serde_json::json;

use crate::browser::Browser;

/// Megabytes held now and at the highest since it was last asked to forget.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) now: f64,
    pub(crate) highest: f64,
}

/// What the largest of this browser's renderers holds, after what is not needed was let go.
pub(crate) fn held(browser: &Browser) -> Held {
    let highest = largest(browser, "VmHWM:");
    browser.cdp("HeapProfiler.collectGarbage", &json!({}));
    Held { now: largest(browser, "VmRSS:"), highest }
}

/// The highest is counted from now on.
pub(crate) fn forget_highest(browser: &Browser) {
    for process in renderers(browser) {
        // One that has just ended has nothing to forget.
        fs::write(format!("/proc/{process}/clear_refs"), "5").ok();
    }
}

fn largest(browser: &Browser, what: &str) -> f64 {
    let of = |process: u64| number(&status(process)?, what);
    let kilobytes = renderers(browser).into_iter().filter_map(of).max().unwrap_or_default();
    f64::from(u32::try_from(kilobytes).expect("less than four terabytes")) / 1024.0
}

fn renderers(browser: &Browser) -> Vec<u64> {
    let mut family = vec![browser.process()];
    let parents: Vec<(u64, u64)> = fs::read_dir("/proc")
        .map(|entries| {
            entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        })
        .map(|processes| {
            processes.filter_map(|it| Some((it, number(&status(it)?, "PPid:")?))).collect()
        })
        .unwrap_or_default();
    for at in 0.. {
        let Some(parent) = family.get(at).copied() else { break };
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| process));
    }
    let draws = |process: &u64| {
        let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains("--type=renderer")
    };
    family.into_iter().filter(draws).collect()
}

fn status(process: u64) -> Option<String> {
    fs::read_to_string(format!("/proc/{process}/status")).ok()
}

fn number(status: &str, what: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    line.split_whitespace().next()?.parse().ok()
}
