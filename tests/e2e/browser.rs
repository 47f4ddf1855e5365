//! One browser with one profile: an owner's device.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::server::Server;

/// How long anything may take before a journey gives up on it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A browser on a profile of its own. Two of them are two devices.
pub(crate) struct Browser {
    /// The WebDriver session, for what the helpers have no words for.
    pub(crate) client: Client,
    driver: Driver,
    session: String,
    process: u64,
    folder: PathBuf,
    home: String,
    /// What runs in every page before its own scripts.
    before_pages: Vec<&'static str>,
    /// What this one is started with beside what all are.
    flags: Vec<String>,
}

impl Browser {
    /// Opens the app of a host on a device that never saw it, and waits until it has started.
    pub(crate) async fn open(server: &Server) -> Self {
        let browser = Self::open_empty(server).await;
        browser.go("").await;
        browser.wait_until_started().await;
        browser
    }

    /// Opens the app as [`open`](Self::open) does, in a browser started with these flags, too.
    pub(crate) async fn open_with(server: &Server, flags: Vec<String>) -> Self {
        let browser = Self::open_empty_with(server, flags).await;
        browser.go("").await;
        browser.wait_until_started().await;
        browser
    }

    /// Opens a browser that has not gone anywhere yet.
    pub(crate) async fn open_empty(server: &Server) -> Self {
        Self::open_empty_with(server, Vec::new()).await
    }

    async fn open_empty_with(server: &Server, flags: Vec<String>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("regulars-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(folder.join("downloads")).expect("a folder for the profile");
        let driver = Driver::start();
        let (client, session, process) = start(&driver, &folder, &flags).await;
        let (home, before_pages) = (server.url(), Vec::new());
        let browser = Self { client, driver, session, process, folder, home, before_pages, flags };
        browser.prepare();
        browser
    }

    /// Closes the browser, copies its profile, and opens it again: the copy is a second browser
    /// that takes itself for the first, as when a computer is set up from the image of another.
    pub(crate) async fn copied(&mut self, server: &Server) -> Self {
        self.driver.end(&self.session);
        let mut copy = Self::open_empty(server).await;
        copy.driver.end(&copy.session);
        copy_folder(&self.folder.join("profile"), &copy.folder.join("profile"));
        self.start_again().await;
        copy.start_again().await;
        copy
    }

    /// Closes the browser and keeps its disk as it is now; see [`bring_back`](Self::bring_back).
    pub(crate) fn keep_profile(&mut self) {
        self.driver.end(&self.session);
        copy_folder(&self.folder.join("profile"), &self.folder.join("kept"));
    }

    /// Opens the browser, closed or killed, at an address of the app and with the disk that was
    /// kept.
    pub(crate) async fn bring_back(&mut self, address: &str) {
        self.driver.end(&self.session);
        copy_folder(&self.folder.join("kept"), &self.folder.join("profile"));
        self.start_again_at(address).await;
    }

    /// Kills the browser after a time, whatever it is doing.
    pub(crate) fn kill_after(&self, after: Duration) -> std::thread::JoinHandle<()> {
        let process = self.process.to_string();
        std::thread::spawn(move || {
            std::thread::sleep(after);
            let killed = Command::new("kill").args(["-9", &process]).status();
            assert!(killed.expect("kill is there").success(), "the browser could not be killed");
        })
    }

    /// Opens a browser that was killed again, on the same profile.
    pub(crate) async fn open_again(&mut self) {
        self.driver.end(&self.session);
        self.start_again().await;
    }

    /// Goes to an address of the app, as `"#/customers"` or `"rescue.html"`.
    pub(crate) async fn go(&self, address: &str) {
        self.try_to_go(address).await.unwrap();
    }

    /// The same where the browser may die on the way.
    pub(crate) async fn try_to_go(&self, address: &str) -> Result<(), CmdError> {
        self.client.goto(&format!("{}{address}", self.home)).await
    }

    /// Loads the page again.
    pub(crate) async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    /// Waits until the boot screen is gone, which is when the first screen stands.
    pub(crate) async fn wait_until_started(&self) {
        let started =
            "return document.readyState === 'complete' && !document.getElementById('boot')";
        self.wait("the app to start", started, vec![]).await;
    }

    /// Waits until this build is kept on the device, so that it opens without a network.
    pub(crate) async fn wait_until_offline_ready(&self) {
        let ready = "return document.documentElement.dataset.offline === 'ready'";
        self.wait("the app to be kept offline", ready, vec![]).await;
    }

    /// Closes the browser and opens it again on the same profile, at the app.
    pub(crate) async fn restart(&mut self) {
        self.restart_at("").await;
    }

    /// Closes the browser and opens it again on the same profile, at an address of the app.
    pub(crate) async fn restart_at(&mut self, address: &str) {
        self.driver.end(&self.session);
        self.start_again_at(address).await;
    }

    /// Kills the browser, as a power cut does, and opens it again on the same profile.
    pub(crate) async fn kill(&mut self) {
        let killed = Command::new("kill").args(["-9", &self.process.to_string()]).status();
        assert!(killed.expect("kill is there").success(), "the browser could not be killed");
        self.driver.end(&self.session);
        self.start_again().await;
    }

    /// Sets the size of the screen in CSS pixels: 390 × 844 is a phone, 1280 × 900 a desktop.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        );
    }

    /// Makes the system light or dark.
    pub(crate) fn set_dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        // Without motion, so that a picture shows where the change ends and not its middle.
        let features = json!([
            { "name": "prefers-color-scheme", "value": value },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.cdp("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Chooses the language the app starts in, and loads the page again.
    pub(crate) async fn set_language(&self, language: &str) {
        let script = "localStorage.setItem('regulars.language', arguments[0])";
        self.run(script, vec![json!(language)]).await;
        self.reload().await;
    }

    /// Runs a script in the page and gives back what it returns.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// Runs the body of an async function in the page and gives back what it returns.
    pub(crate) async fn run_async(&self, body: &str, arguments: Vec<Value>) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async (...arguments) => {{ {body} }})(...arguments)
                 .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.client.execute_async(&script, arguments).await.unwrap();
        assert!(answer.get("error").is_none(), "the script failed: {}", answer["error"]);
        answer["value"].clone()
    }

    /// Runs a script again and again until what it returns is true of something, and gives that
    /// back. `what` completes "waited in vain for …".
    pub(crate) async fn wait(&self, what: &str, script: &str, arguments: Vec<Value>) -> Value {
        self.wait_at_most(PATIENCE, what, script, arguments).await
    }

    /// The same with a patience of its own.
    pub(crate) async fn wait_at_most(
        &self,
        patience: Duration,
        what: &str,
        script: &str,
        arguments: Vec<Value>,
    ) -> Value {
        let began = Instant::now();
        loop {
            // A page that is just being left cannot answer.
            let answer = self.client.execute(script, arguments.clone()).await.unwrap_or_default();
            if !matches!(answer, Value::Null | Value::Bool(false)) && answer != json!(0) {
                return answer;
            }
            if began.elapsed() > patience {
                self.give_up(what).await;
            }
            breathe().await;
        }
    }

    /// Ends the journey, saying what the screen shows instead.
    pub(crate) async fn give_up(&self, what: &str) -> ! {
        let screen = "return location.href + '\\n' + document.body.innerText";
        let screen = self.client.execute(screen, vec![]).await.unwrap_or_default();
        let screen = screen.as_str().unwrap_or("(nothing)").to_owned();
        panic!(
            "waited in vain for {what}.\nThe screen:\n{screen}\nThe console: {:#?}",
            self.console()
        );
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub(crate) fn cdp(&self, command: &str, parameters: &Value) -> Value {
        let path = format!("/session/{}/goog/cdp/execute", self.session);
        self.driver.post(&path, &json!({ "cmd": command, "params": parameters }))
    }

    /// What the browser complained about since last asked: errors, warnings, files that did not
    /// come, violations of the content security policy.
    pub(crate) fn console(&self) -> Vec<String> {
        let path = format!("/session/{}/se/log", self.session);
        let log = self.driver.post(&path, &json!({ "type": "browser" }));
        let entries = log.as_array().cloned().unwrap_or_default();
        let loud = entries.iter().filter(|entry| {
            let level = entry["level"].as_str().unwrap_or_default();
            let message = entry["message"].as_str().unwrap_or_default();
            // Chromium says so of every wasm preload; the start script checks the file itself.
            matches!(level, "SEVERE" | "WARNING") && !message.contains("crbug.com/981419")
        });
        loud.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The addresses the page asked for since last asked, whoever answered.
    pub(crate) fn requests(&self) -> Vec<String> {
        let path = format!("/session/{}/se/log", self.session);
        let log = self.driver.post(&path, &json!({ "type": "performance" }));
        let entries = log.as_array().cloned().unwrap_or_default();
        let url = |entry: &Value| {
            let entry: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &entry["message"];
            let sent = message["method"] == "Network.requestWillBeSent";
            sent.then(|| message["params"]["request"]["url"].as_str().map(str::to_owned))?
        };
        entries.iter().filter_map(url).collect()
    }

    /// Waits for a download whose name holds this, and gives back where it is.
    pub(crate) async fn downloaded(&self, name: &str) -> PathBuf {
        let began = Instant::now();
        loop {
            let files = fs::read_dir(self.folder.join("downloads")).expect("the folder is there");
            for file in files.flatten() {
                let found = file.file_name().to_string_lossy().into_owned();
                // The browser makes the file first and fills it after.
                let is_filled = file.metadata().is_ok_and(|about| about.len() > 0);
                if found.contains(name) && !found.ends_with(".crdownload") && is_filled {
                    return file.path();
                }
            }
            if began.elapsed() > PATIENCE {
                self.give_up(&format!("a download named {name}")).await;
            }
            breathe().await;
        }
    }

    /// A folder that goes with the profile, for files to import.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs this script in every page, before its own; also after the browser was started again.
    pub(crate) fn run_before_pages(&mut self, script: &'static str) {
        self.before_pages.push(script);
        self.run_before(script);
    }

    /// The number of the browser's own process.
    pub(crate) fn process(&self) -> u64 {
        self.process
    }

    fn run_before(&self, script: &str) {
        let source = json!({ "source": script });
        self.cdp("Page.addScriptToEvaluateOnNewDocument", &source);
    }

    async fn start_again(&mut self) {
        self.start_again_at("").await;
    }

    async fn start_again_at(&mut self, address: &str) {
        let (client, session, process) = start(&self.driver, &self.folder, &self.flags).await;
        self.client = client;
        self.session = session;
        self.process = process;
        self.prepare();
        self.go(address).await;
    }

    fn prepare(&self) {
        for script in &self.before_pages {
            self.run_before(script);
        }
        let folder = self.folder.join("downloads");
        self.cdp(
            "Browser.setDownloadBehavior",
            &json!({ "behavior": "allow", "downloadPath": folder }),
        );
        self.resize(1280, 900);
        self.set_dark(false);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.driver.end(&self.session);
        // The browser may still be writing its last; what stays is in the temporary folder.
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// Lets a moment pass between two looks at the same thing.
pub(crate) async fn breathe() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}

/// Puts a copy of a folder in the place of another.
fn copy_folder(from: &Path, to: &Path) {
    // The browser may still be writing its last, and leaves nothing that is missed here.
    drop(fs::remove_dir_all(to));
    let copied = Command::new("cp").arg("-aT").args([from, to]).status();
    assert!(copied.expect("cp is there").success(), "the profile could not be copied");
}

/// Whether the element went away or was covered while it was being used, so that one looks again.
pub(crate) fn is_passing(error: &CmdError) -> bool {
    let CmdError::Standard(answer) = error else { return false };
    matches!(
        answer.error,
        ErrorStatus::StaleElementReference
            | ErrorStatus::ElementClickIntercepted
            | ErrorStatus::ElementNotInteractable
            | ErrorStatus::NoSuchElement
    )
}

async fn start(driver: &Driver, folder: &Path, flags: &[String]) -> (Client, String, u64) {
    let shared = include_str!("../browser/webdriver.json");
    let mut wishes: Value = serde_json::from_str(shared).expect("webdriver.json is JSON");
    let arguments = wishes["goog:chromeOptions"]["args"].as_array_mut().expect("a list of flags");
    arguments.push(json!(format!("--user-data-dir={}", folder.join("profile").display())));
    arguments.push(json!("--lang=en-US"));
    arguments.extend(flags.iter().map(|flag| json!(flag)));
    // Every other host than this computer is a name that does not resolve.
    arguments.push(json!("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"));
    wishes["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });
    let wishes = wishes.as_object().expect("webdriver.json is an object").clone();

    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(wishes)
        .connect(&driver.url())
        .await
        .expect("a session with the browser");
    let session = client.session_id().await.unwrap().expect("a new session has an id");
    let granted = client.capabilities().expect("a new session has capabilities");
    let process = granted.get("goog:processID").and_then(Value::as_u64).unwrap_or_default();
    (client, session, process)
}
