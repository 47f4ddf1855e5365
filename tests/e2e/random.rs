//! One device on a bad day: tabs open and close while others sell, the browser is killed, its
//! profile is copied, the disk is cleared under it, in an order that is drawn. After each the sales
//! are those that were acknowledged, in every tab.

use fantoccini::wd::WindowHandle;
use serde_json::json;

use crate::bench::say;
use crate::browser::Browser;
use crate::days::{save_copy, set_forints, take_copy};
use crate::draw::{Draws, runs};
use crate::server::Server;
use crate::{act, check, faults, find};

/// What happens.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// A sale in any tab.
    Sale,
    /// A tab opens while another one sells.
    Opening,
    /// A tab is closed.
    Closing,
    /// The browser is killed.
    Killing,
    /// The disk is cleared, and a tab sells.
    Clearing,
    /// The profile is copied, both sell, and the copy's sales come home in a file.
    Copying,
}

/// A day has each of these, in an order that is drawn.
const DAY: [Event; 11] = [
    Event::Sale,
    Event::Sale,
    Event::Opening,
    Event::Opening,
    Event::Opening,
    Event::Closing,
    Event::Killing,
    Event::Killing,
    Event::Clearing,
    Event::Clearing,
    Event::Copying,
];

/// Sells for one forint and tells what the screen says of it.
const SELL_ONE: &str = "
    const status = () => document.querySelector('.rail__foot [role=status]')?.textContent;
    const button = (name) =>
        [...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(name));
    button('1').click();
    await new Promise((resolve) => setTimeout(resolve));
    button('Record sale').click();
    do await new Promise((resolve) => setTimeout(resolve, 1));
    while (status()?.startsWith('Saving'));
    return status() ?? document.querySelector('h1').textContent;";

/// Whether the screen shows this.
const SHOWS: &str = "return document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])";

/// The device, its tabs, and how many sales it acknowledged.
struct Device {
    browser: Browser,
    tabs: Vec<WindowHandle>,
    sold: u64,
}

impl Device {
    async fn begin(server: &Server) -> Self {
        let browser = Browser::open(server).await;
        set_forints(&browser).await;
        let tabs = vec![browser.client.window().await.unwrap()];
        Self { browser, tabs, sold: 0 }
    }

    async fn meet(&mut self, event: Event, server: &Server, draws: &mut Draws) {
        match event {
            Event::Sale => {
                self.go_to_any(draws).await;
                self.sell().await;
            }
            Event::Opening => self.open_while_selling(draws).await,
            Event::Closing => self.close_any(draws).await,
            Event::Killing => {
                self.browser.kill().await;
                self.has_one_tab().await;
            }
            Event::Clearing => self.clear(server, draws).await,
            Event::Copying => self.copy(server, draws).await,
        }
    }

    async fn go_to_any(&self, draws: &mut Draws) {
        let n_tabs = u64::try_from(self.tabs.len()).expect("a few tabs");
        let any = usize::try_from(draws.below(n_tabs)).expect("a few tabs");
        self.browser.client.switch_to_window(self.tabs[any].clone()).await.unwrap();
    }

    /// What the screen says after a sale in the tab that is in front.
    async fn try_to_sell(&self) -> String {
        to_sell(&self.browser).await;
        let said = self.browser.run_async(SELL_ONE, vec![]).await;
        said.as_str().expect("a text").to_owned()
    }

    async fn sell(&mut self) {
        let said = self.try_to_sell().await;
        assert!(said.starts_with("On this device"), "the screen says {said}");
        self.sold += 1;
    }

    /// Several sales in one tab, while another is opened at a moment that is drawn.
    async fn open_while_selling(&mut self, draws: &mut Draws) {
        self.go_to_any(draws).await;
        to_sell(&self.browser).await;
        self.browser.run(faults::SELL, vec![json!(12), json!(draws.below(60))]).await;
        self.sold += 12;
        let selling = self.browser.client.window().await.unwrap();
        let tab = self.browser.client.new_window(true).await.unwrap().handle;
        self.browser.client.switch_to_window(tab.clone()).await.unwrap();
        self.browser.go("#/data").await;
        self.tabs.push(tab);
        self.browser.client.switch_to_window(selling).await.unwrap();
        self.browser.wait("twelve sales", "return window.done === 12", vec![]).await;
        check::sees(&self.browser, "aved on this device").await;
    }

    async fn close_any(&mut self, draws: &mut Draws) {
        if self.tabs.len() < 2 {
            return;
        }
        self.go_to_any(draws).await;
        let tab = self.browser.client.window().await.unwrap();
        self.browser.client.close_window().await.unwrap();
        self.tabs.retain(|other| *other != tab);
        self.browser.client.switch_to_window(self.tabs[0].clone()).await.unwrap();
    }

    /// The disk is cleared; the next sale misses it, and everything is written back.
    async fn clear(&mut self, server: &Server, draws: &mut Draws) {
        self.go_to_any(draws).await;
        faults::clear_disk(&self.browser, server);
        let said = self.try_to_sell().await;
        assert!(!said.starts_with("On this device"), "a sale on a cleared disk: {said}");
        self.sold += 1;
        check::is_at(&self.browser, "Your data was cleared from this device").await;
        act::press(&self.browser, "Write everything back").await;
        find::one(&self.browser, find::Kind::Pressable, "Record sale").await;
    }

    async fn copy(&mut self, server: &Server, draws: &mut Draws) {
        let browser = self.browser.copied(server).await;
        self.has_one_tab().await;
        let shared = self.sold;
        let mut twin = Self { browser, tabs: Vec::new(), sold: shared };
        twin.has_one_tab().await;
        for device in [&mut *self, &mut twin] {
            for _ in 0..=draws.below(3) {
                device.sell().await;
            }
        }
        take_copy(&self.browser, &save_copy(&twin.browser).await).await;
        check::sees(&self.browser, "On this device").await;
        self.sold += twin.sold - shared;
    }

    /// After it was started again: one tab, which has started.
    async fn has_one_tab(&mut self) {
        self.tabs = vec![self.browser.client.window().await.unwrap()];
        self.browser.wait_until_started().await;
    }

    /// Every tab shows what was sold.
    async fn shows_all(&self, told: &str) {
        for tab in &self.tabs {
            self.browser.client.switch_to_window(tab.clone()).await.unwrap();
            self.browser.go("#/data").await;
            let here = format!("0 customers, {} purchase", self.sold);
            let what = format!("“{here}” {told}");
            self.browser.wait(&what, SHOWS, vec![json!(here)]).await;
        }
    }
}

async fn to_sell(browser: &Browser) {
    browser.go("#/sale").await;
    find::one(browser, find::Kind::Pressable, "Record sale").await;
}

#[tokio::test]
async fn whatever_happens_to_tabs_and_disk_every_acknowledged_sale_is_there() {
    let mut draws = Draws::new("a bad day");
    let server = Server::start();
    let n_days = runs(1, 20);
    let mut sold = 0;
    for day in 0..n_days {
        let mut device = Device::begin(&server).await;
        to_sell(&device.browser).await;
        device.sell().await;
        let mut met = Vec::new();
        for event in shuffled(&mut draws) {
            met.push(event);
            device.meet(event, &server, &mut draws).await;
            device.shows_all(&format!("after {met:?}, seed {}, day {day}", draws.seed())).await;
        }
        sold += device.sold;
    }
    say(&format!("{n_days} bad days: {sold} sales, none lost and none made up"));
}

fn shuffled(draws: &mut Draws) -> Vec<Event> {
    let mut left = DAY.to_vec();
    let mut events = Vec::new();
    while !left.is_empty() {
        let any = draws.below(u64::try_from(left.len()).expect("a few events"));
        events.push(left.swap_remove(usize::try_from(any).expect("a few events")));
    }
    events
}
