//! The figures of a million purchases by a hundred thousand customers.
//!
//! Ours and pandas' in one run: `cargo bench --bench figures_million`. The first run makes a
//! Python environment under `target/` and installs pandas into it; without Python ours are
//! printed alone.
//!
//! Ours in Chromium, with the variables that README gives for the browser's tests and
//! `WASM_BINDGEN_TEST_TIMEOUT=120`:
//!
//! ```text
//! cargo test --release --target wasm32-unknown-unknown --bench figures_million -- --nocapture
//! ```

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::print_stdout, reason = "a bench prints what it measured")
)]

mod million;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Function, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

    use crate::million;

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn figures_of_a_million() {
        let sales = million::log();
        let mut sum = 0.0;
        for (name, took) in million::from_scratch(&sales, now_ms) {
            let million::Took { median, least } = took;
            console_log!("{name:<16}{median:>10.1} ms, least {least:.1} ms");
            sum += median;
        }
        console_log!("{:<16}{sum:>10.1} ms", "all");
        let (median, late) = million::one_more(&sales, now_ms);
        console_log!("one more purchase: median {median:.3} ms, 99 % {late:.3} ms");
        console_log!("found {}", million::found(&sales));
    }

    fn now_ms() -> f64 {
        let get = |object: &JsValue, name: &str| {
            Reflect::get(object, &name.into()).expect("every browser has it")
        };
        let performance = get(&js_sys::global(), "performance");
        let now: Function = get(&performance, "now").unchecked_into();
        let now = now.call0(&performance).expect("a clock runs");
        now.as_f64().expect("a time is a number")
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::path::Path;
    use std::process::Command;
    use std::sync::LazyLock;
    use std::time::Instant;

    use crate::million;

    pub(crate) fn main() {
        let sales = million::log();
        let ours = million::from_scratch(&sales, now_ms);
        let pandas = pandas();
        print_table("median ms", &ours.map(|(name, took)| (name, took.median)), &|name| {
            pandas.as_ref()?["median_ms"][name].as_f64()
        });
        // On a machine with other work the least of the runs is nearest to the truth.
        print_table("least ms", &ours.map(|(name, took)| (name, took.least)), &|name| {
            pandas.as_ref()?["least_ms"][name].as_f64()
        });
        println!(
            "pandas found {}",
            pandas.map_or("nothing".into(), |found| found["checks"].to_string())
        );
        println!("ours found   {}", million::found(&sales));
        let (median, late) = million::one_more(&sales, now_ms);
        println!(
            "one more purchase and every figure read: median {median:.3} ms, 99 % {late:.3} ms"
        );
    }

    fn now_ms() -> f64 {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed().as_secs_f64() * 1000.0
    }

    fn print_table(title: &str, ours: &[(&str, f64)], pandas: &dyn Fn(&str) -> Option<f64>) {
        println!("{title:<16}{:>10}{:>12}{:>8}", "ours", "pandas", "ratio");
        let (mut sum, mut sum_pandas) = (0.0, 0.0);
        for (name, ms) in ours {
            let theirs = pandas(name).unwrap_or(f64::NAN);
            println!("{name:<16}{ms:>10.2}{theirs:>12.2}{:>7.1}x", theirs / ms);
            sum += ms;
            sum_pandas += theirs;
        }
        println!("{:<16}{sum:>10.2}{sum_pandas:>12.2}{:>7.1}x", "all", sum_pandas / sum);
    }

    /// What the script prints; `None`, and a word about it, where it cannot run.
    fn pandas() -> Option<serde_json::Value> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let venv = root.join("target/bench-venv");
        let python = venv.join("bin/python");
        if !python.exists() {
            println!("making {} with pandas in it", venv.display());
            Command::new("python3").args(["-m", "venv"]).arg(&venv).status().ok()?;
            let pip = ["-m", "pip", "install", "--quiet", "pandas"];
            Command::new(&python).args(pip).status().ok()?;
        }
        let script = root.join("tests/bench/million_pandas.py");
        let printed = Command::new(&python).arg(script).output().ok()?;
        let found = serde_json::from_slice(&printed.stdout).ok();
        if found.is_none() {
            println!("pandas did not run: {}", String::from_utf8_lossy(&printed.stderr));
        }
        found
    }
}
