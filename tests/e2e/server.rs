//! A host for the built app: files, over HTTP, below a path, as any cheap host does it.
//!
//! It can be stopped and started again on the same port, can fail on purpose, and remembers what
//! it was asked. Like such hosts it tells browsers to keep what they got for ten minutes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The path the app is served below, so that nothing counts on standing at the top.
const BELOW: &str = "/some/shop/";

/// What the host does with a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Serves it.
    #[default]
    Serves,
    /// Says it is not there.
    Misses,
    /// Gives half of it for the whole, and lets the browser keep that.
    Halves,
    /// Does not answer until the manner changes.
    Hangs,
}

/// A host on this computer, serving one folder.
pub(crate) struct Server {
    port: u16,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    folder: PathBuf,
    stopped: bool,
    manners: BTreeMap<String, Manner>,
    requests: Vec<String>,
}

impl Server {
    /// Serves the built app, `dist/`.
    pub(crate) fn start() -> Self {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(dist.join("sw.js").exists(), "build the app first: trunk build --release");
        Self::serving(&dist)
    }

    /// Serves a folder.
    pub(crate) fn serving(folder: &Path) -> Self {
        let shared = Arc::new(Shared::default());
        let mut server = Self { port: 0, shared, listening: None };
        server.serve(folder);
        server.listen();
        server
    }

    /// The address of the app.
    pub(crate) fn url(&self) -> String {
        format!("{}{BELOW}", self.origin().trim_end_matches('/'))
    }

    /// The address of the host itself.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves another folder from now on: a new version was put on the host.
    pub(crate) fn serve(&mut self, folder: &Path) {
        self.change(|state| state.folder = folder.to_owned());
    }

    /// From now on, treats every file whose path ends so in this manner.
    pub(crate) fn treat(&self, ending: &str, manner: Manner) {
        self.change(|state| {
            state.manners.insert(ending.to_owned(), manner);
        });
    }

    /// Stops answering, as when the network is gone.
    pub(crate) fn stop(&mut self) {
        self.change(|state| state.stopped = true);
        // Wakes the listener, which then sees that it has stopped.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        if let Some(listening) = self.listening.take() {
            listening.join().expect("the listener ends by itself");
        }
    }

    /// Answers again, on the same port.
    pub(crate) fn start_again(&mut self) {
        self.change(|state| state.stopped = false);
        self.listen();
    }

    /// The paths asked for so far, in order, as they were sent.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.shared.state.lock().expect("no thread panics with the state").requests.clone()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.shared.state.lock().expect("no thread panics with the state"));
        self.shared.changed.notify_all();
    }

    fn listen(&mut self) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).expect("a free port");
        self.port = listener.local_addr().expect("a bound listener has an address").port();
        let shared = Arc::clone(&self.shared);
        self.listening = Some(thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.state.lock().expect("no thread panics with the state").stopped {
                    return;
                }
                let shared = Arc::clone(&shared);
                // A browser that hangs up early is no failure of the host.
                thread::spawn(move || drop(shared.answer(stream)));
            }
        }));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let mut lines = BufReader::new(stream.try_clone()?).lines();
        let first = lines.next().transpose()?.unwrap_or_default();
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let Some(asked) = first.split(' ').nth(1) else { return Ok(()) };
        let (status, kind, body) = self.find(asked);
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Cache-Control: max-age=600\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        stream.write_all(&body)
    }

    fn find(&self, asked: &str) -> (&'static str, &'static str, Vec<u8>) {
        let missing = || ("404 Not Found", "text/plain", b"There is nothing here.".to_vec());
        let path = asked.split(['?', '#']).next().unwrap_or_default();
        let mut state = self.state.lock().expect("no thread panics with the state");
        state.requests.push(asked.to_owned());
        let mut manner = state.manner(path);
        while manner == Manner::Hangs && !state.stopped {
            state = self.changed.wait(state).expect("no thread panics with the state");
            manner = state.manner(path);
        }
        let Some(below) = path.strip_prefix(BELOW) else { return missing() };
        if manner == Manner::Misses || below.contains("..") {
            return missing();
        }
        let name = if below.is_empty() { "index.html" } else { below };
        match fs::read(state.folder.join(name)) {
            Ok(mut body) => {
                if manner == Manner::Halves {
                    body.truncate(body.len() / 2);
                }
                ("200 OK", kind_of(name), body)
            }
            Err(_) => missing(),
        }
    }
}

impl State {
    fn manner(&self, path: &str) -> Manner {
        let known = self.manners.iter().find(|(ending, _)| path.ends_with(ending.as_str()));
        known.map(|(_, manner)| *manner).unwrap_or_default()
    }
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
