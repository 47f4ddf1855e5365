//! Where in the app one is: the part of the address behind `#`.
//!
//! Hashes, so that a static host under any path serves every page with one file and a reload finds
//! it. The router of the framework has no such mode, and six places do not need one.

use leptos::prelude::*;

use crate::units::id::{CustomerId, Stamp};

/// Beside the lists of customers, where it is found since it was one of them.
const SLEEPERS: &str = "asleep";

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
    /// One customer.
    Customer(CustomerId),
    /// A new sale, for a customer if one is named.
    Sale(Option<CustomerId>),
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
}

impl List {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Active, "active"), (Self::Top, "top"), (Self::New, "new")];
}

impl Route {
    /// The place of an address; one that is none is today.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches(['#', '/']);
        let (page, rest) = path.split_once('/').unwrap_or((path, ""));
        let customer = Stamp::parse(rest).map(CustomerId);
        match (page, customer) {
            ("customers", _) if rest == SLEEPERS => Self::Sleepers,
            ("customers", _) => {
                let list = List::ALL.into_iter().find(|(_, name)| *name == rest);
                Self::Customers(list.map(|(list, _)| list))
            }
            ("customer", Some(customer)) => Self::Customer(customer),
            ("customer", None) => Self::Customers(None),
            ("sale", customer) => Self::Sale(customer),
            ("data", _) => Self::Data,
            ("history", _) => Self::History,
            ("settings", _) => Self::Settings,
            _ => Self::Today,
        }
    }

    /// Its address.
    #[must_use]
    pub fn href(self) -> String {
        match self {
            Self::Today => "#/".to_owned(),
            Self::Customers(None) => "#/customers".to_owned(),
            Self::Customers(Some(list)) => {
                let name = List::ALL.into_iter().find(|(known, _)| *known == list);
                format!("#/customers/{}", name.map_or("", |(_, name)| name))
            }
            Self::Sleepers => format!("#/customers/{SLEEPERS}"),
            Self::Customer(CustomerId(stamp)) => format!("#/customer/{stamp}"),
            Self::Sale(None) => "#/sale".to_owned(),
            Self::Sale(Some(CustomerId(stamp))) => format!("#/sale/{stamp}"),
            Self::Data => "#/data".to_owned(),
            Self::History => "#/history".to_owned(),
            Self::Settings => "#/settings".to_owned(),
        }
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
