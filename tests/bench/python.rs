//! The Python environment the figures are compared with.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A set of versions that work together with lifetimes' last release.
const PACKAGES: [&str; 4] = ["lifetimes==0.11.3", "numpy==2.4.6", "pandas==3.1.1", "scipy==1.17.1"];

/// What a task took and what it found.
pub(crate) struct Timed {
    pub(crate) name: String,
    pub(crate) seconds: f64,
    pub(crate) found: Vec<f64>,
}

/// The interpreter of an environment with pandas and lifetimes, made on first use; `None` if it
/// cannot be made.
#[expect(clippy::print_stderr, reason = "a bench says what it lacks")]
fn interpreter() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-venv");
    let python = folder.join("bin/python");
    let works = |python: &Path| {
        let import = ["-c", "import lifetimes, pandas"];
        Command::new(python).args(import).status().is_ok_and(|status| status.success())
    };
    if python.exists() && works(&python) {
        return Some(python);
    }
    eprintln!("making {}", folder.display());
    let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
    let install =
        Command::new(&python).args(["-m", "pip", "install", "-q"]).args(PACKAGES).status();
    let done = made.is_ok_and(|it| it.success()) && install.is_ok_and(|it| it.success());
    if !done {
        eprintln!("no Python environment: only our own times are printed");
    }
    done.then_some(python)
}

/// Runs a script of this folder; a line of its output is name, seconds, and numbers found, apart
/// by tabs.
pub(crate) fn run(script: &str, arguments: &[&str]) -> Vec<Timed> {
    let Some(python) = interpreter() else { return Vec::new() };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench").join(script);
    let output = Command::new(python).arg(script).args(arguments).output().expect("python starts");
    String::from_utf8_lossy(&output.stdout).lines().filter_map(timed).collect()
}

fn timed(line: &str) -> Option<Timed> {
    let mut parts = line.split('\t');
    let (name, seconds) = (parts.next()?.to_owned(), parts.next()?.parse().ok()?);
    let found = parts.next()?.split(' ').filter_map(|number| number.parse().ok()).collect();
    Some(Timed { name, seconds, found })
}
