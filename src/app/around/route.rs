//! Where in the app one is: the part of the address behind `#`.
//!
//! Hashes, so that a static host under any path serves every page with one file and a reload finds
//! it. The router of the framework has no such mode, and six places do not need one.

use leptos::prelude::*;

use crate::app::components::Glyph;
use crate::app::language::words::keys;
use crate::units::id::{CustomerId, Stamp};

/// Beside the lists of customers, where it is found since it was one of them.
const SLEEPERS: &str = "asleep";

/// Behind it an address holds the conditions of a list.
const ASKED: &str = "where";

/// Beside the lists of customers.
const DUPLICATES: &str = "duplicates";

/// Beside the lists of customers.
const SOURCES: &str = "sources";

/// Beside the calls, where what is said on them is written.
const SCRIPTS: &str = "scripts";

/// What the address of one customer begins with.
const CUSTOMER: &str = "customer";

/// A place in the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Route {
    /// What to do today.
    #[default]
    Today,
    /// All customers, or those of a list named on another page.
    Customers(Option<List>),
    /// Everyone who is asleep.
    Sleepers,
    /// Customers who may be one person.
    Duplicates,
    /// One customer.
    Customer(CustomerId),
    /// A new sale, for a customer if one is named.
    Sale(Option<CustomerId>),
    /// Calls: whom, what to say, what came of it.
    Calls,
    /// What is said on calls.
    Scripts,
    /// People written down at a stall, one after the other.
    Capture,
    /// What each source costs and brings.
    Sources,
    /// What visitors are asked when the device is handed to them.
    Questionnaires,
    /// Files in and out, and how safe the base is.
    Data,
    /// Every change, to be taken back.
    History,
    /// What the owner sets.
    Settings,
}

/// A list of customers another page leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// Those who came by their own rhythm.
    Active,
    /// Those who bring the most, best first.
    Top,
    /// A new customer is being written down.
    New,
    /// Whoever fits the conditions that the address holds.
    Asked,
}

impl List {
    const ALL: [Self; 4] = [Self::Active, Self::Top, Self::New, Self::Asked];

    fn slug(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Top => "top",
            Self::New => "new",
            Self::Asked => ASKED,
        }
    }

    fn parse(slug: &str) -> Option<Self> {
        // What is asked stands behind the name.
        let (slug, _) = slug.split_once('/').unwrap_or((slug, ""));
        Self::ALL.into_iter().find(|list| list.slug() == slug)
    }
}

/// Where on every page a place is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// At the thumb on a phone, and in the rail.
    Dock,
    /// In the rail; on a phone behind the dock's last button.
    More,
    /// Raised above the rest: what is done all day.
    Action,
}

/// A place that is offered on every page.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Where it leads.
    pub route: Route,
    /// What its address begins with.
    slug: &'static str,
    /// Its picture.
    pub glyph: Glyph,
    /// Where it is offered.
    pub offered: Offered,
    /// The sentence that names it, by its number.
    pub label: usize,
}

impl Route {
    /// Every place that is offered, in the order it is offered in. Addresses and navigation come
    /// from here.
    pub const ALL: [Place; 9] = [
        Place {
            route: Self::Today,
            slug: "",
            glyph: Glyph::Today,
            offered: Offered::Dock,
            label: keys::frame::today.plain(),
        },
        Place {
            route: Self::Customers(None),
            slug: "customers",
            glyph: Glyph::People,
            offered: Offered::Dock,
            label: keys::frame::customers.plain(),
        },
        Place {
            route: Self::Data,
            slug: "data",
            glyph: Glyph::Data,
            offered: Offered::Dock,
            label: keys::frame::data.plain(),
        },
        Place {
            route: Self::Capture,
            slug: "capture",
            glyph: Glyph::Person,
            offered: Offered::More,
            label: keys::frame::capture.plain(),
        },
        Place {
            route: Self::Questionnaires,
            slug: "questionnaires",
            glyph: Glyph::Edit,
            offered: Offered::More,
            label: keys::frame::kiosk.plain(),
        },
        Place {
            route: Self::Calls,
            slug: "calls",
            glyph: Glyph::Phone,
            offered: Offered::More,
            label: keys::frame::calls.plain(),
        },
        Place {
            route: Self::History,
            slug: "history",
            glyph: Glyph::Undo,
            offered: Offered::More,
            label: keys::frame::history.plain(),
        },
        Place {
            route: Self::Settings,
            slug: "settings",
            glyph: Glyph::Gear,
            offered: Offered::More,
            label: keys::frame::settings.plain(),
        },
        Place {
            route: Self::Sale(None),
            slug: "sale",
            glyph: Glyph::Sale,
            offered: Offered::Action,
            label: keys::frame::sale.plain(),
        },
    ];

    /// Where an address leads; one that leads nowhere leads to today.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches(['#', '/']);
        let (slug, rest) = path.split_once('/').unwrap_or((path, ""));
        let customer = Stamp::parse(rest).map(CustomerId);
        if slug == CUSTOMER {
            return customer.map_or(Self::Customers(None), Self::Customer);
        }
        let place = Self::ALL.into_iter().find(|place| place.slug == slug);
        match place.map(|place| place.route).unwrap_or_default() {
            Self::Customers(_) if rest == SLEEPERS => Self::Sleepers,
            Self::Customers(_) if rest == DUPLICATES => Self::Duplicates,
            Self::Customers(_) if rest == SOURCES => Self::Sources,
            Self::Customers(_) => Self::Customers(List::parse(rest)),
            Self::Sale(_) => Self::Sale(customer),
            Self::Calls if rest == SCRIPTS => Self::Scripts,
            whole @ (Self::Calls
            | Self::Scripts
            | Self::Capture
            | Self::Sources
            | Self::Questionnaires
            | Self::Today
            | Self::Sleepers
            | Self::Duplicates
            | Self::Customer(_)
            | Self::Data
            | Self::History
            | Self::Settings) => whole,
        }
    }

    /// Its address.
    #[must_use]
    pub fn href(self) -> String {
        let slug = self.place().slug;
        match self {
            Self::Customers(Some(list)) => format!("#/{slug}/{}", list.slug()),
            Self::Sleepers => format!("#/{slug}/{SLEEPERS}"),
            Self::Duplicates => format!("#/{slug}/{DUPLICATES}"),
            Self::Scripts => format!("#/{slug}/{SCRIPTS}"),
            Self::Sources => format!("#/{slug}/{SOURCES}"),
            Self::Customer(CustomerId(stamp)) => format!("#/{CUSTOMER}/{stamp}"),
            Self::Sale(Some(CustomerId(stamp))) => format!("#/{slug}/{stamp}"),
            Self::Today
            | Self::Customers(None)
            | Self::Sale(None)
            | Self::Calls
            | Self::Capture
            | Self::Questionnaires
            | Self::Data
            | Self::History
            | Self::Settings => format!("#/{slug}"),
        }
    }

    /// The place it belongs to: a customer is among the customers.
    #[must_use]
    pub fn place(self) -> Place {
        let route = match self {
            Self::Customers(_)
            | Self::Sleepers
            | Self::Duplicates
            | Self::Sources
            | Self::Customer(_) => Self::Customers(None),
            Self::Sale(_) => Self::Sale(None),
            Self::Scripts => Self::Calls,
            Self::Today
            | Self::Questionnaires
            | Self::Calls
            | Self::Capture
            | Self::Data
            | Self::History
            | Self::Settings => self,
        };
        let place = Self::ALL.into_iter().find(|place| place.route == route);
        place.expect("every route belongs to a place of the list")
    }

    /// The whole address of the customers who fit conditions, by their text.
    #[must_use]
    pub fn asking(conditions: &str) -> String {
        let href = web_sys::window().and_then(|window| window.location().href().ok());
        let href = href.unwrap_or_default();
        let page = href.split('#').next().unwrap_or_default();
        let asked = js_sys::encode_uri_component(conditions);
        format!("{page}{}/{asked}", Self::Customers(Some(List::Asked)).href())
    }

    /// The text of the conditions that the address holds, if it holds any.
    #[must_use]
    pub fn asked() -> Option<String> {
        let hash = web_sys::window()?.location().hash().ok()?;
        let (_, asked) = hash.split_once(&format!("/{ASKED}/"))?;
        js_sys::decode_uri_component(asked).ok()?.as_string()
    }

    /// Goes there.
    pub fn go(self) {
        if let Some(window) = web_sys::window() {
            // Refused only in a page that is being left.
            window.location().set_hash(&self.href()).ok();
        }
    }
}

/// Where one is now, and where one came from; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    now: RwSignal<Route>,
    before: StoredValue<Option<Route>>,
}

impl Way {
    /// Follows the address for as long as `may_go` lets it; else the address comes back.
    #[must_use]
    pub fn following(may_go: impl Fn(Route) -> bool + 'static) -> Self {
        let read = || {
            let hash = web_sys::window().and_then(|window| window.location().hash().ok());
            Route::parse(&hash.unwrap_or_default())
        };
        let way = Self { now: RwSignal::new(read()), before: StoredValue::new(None) };
        let handle = window_event_listener(leptos::ev::hashchange, move |_| {
            let (here, there) = (way.now.get_untracked(), read());
            if here == there {
                return;
            }
            if may_go(there) {
                way.before.set_value(Some(here));
                way.now.set(there);
            } else {
                here.go();
            }
        });
        on_cleanup(move || handle.remove());
        way
    }

    /// Where one is now.
    #[must_use]
    pub fn now(self) -> Signal<Route> {
        self.now.into()
    }

    /// Where one was before; nowhere on the first page.
    #[must_use]
    pub fn before(self) -> Option<Route> {
        self.before.get_value()
    }
}
