//! What must be known before two shops become one: which settings stand, who may be in both.

use std::sync::Arc;

use leptos::prelude::*;

use super::read::{CopyFile, Kinship};
use crate::app::around::route::Route;
use crate::app::components::{Notice, Panel, Row, Rows, Tone};
use crate::app::language::format::{Format, isolated};
use crate::app::language::orders;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::state::AppState;
use crate::book::join::{Difference, Join, JoinRefusal, Twin};
use crate::people::same::Key;
use crate::trade::shop::Setting;
use crate::units::id::CustomerId;

/// How many who may be in both are shown.
const SHOWN: usize = 30;

/// Whether two shops cannot become one.
pub(in crate::app) fn is_refused(kinship: &Kinship) -> bool {
    match kinship {
        Kinship::Apart(join) => join.refusal.is_some(),
        Kinship::Own | Kinship::First => false,
    }
}

/// What joining means; nothing for a copy of this shop.
#[component]
pub fn JoinNotes(
    /// The copy.
    copy: Arc<CopyFile>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Kinship::Apart(join) = &copy.kinship else { return ().into_any() };
    match join.refusal {
        Some(JoinRefusal::OtherCurrency { ours, theirs }) => {
            let text = words!(
                i18n,
                data.join_refused_currency,
                ours = ours.code().to_owned(),
                theirs = theirs.code().to_owned()
            );
            view! { <Notice tone=Tone::Bad>{text}</Notice> }.into_any()
        }
        None => {
            view! { <Notice tone=Tone::Warm>{words!(i18n, data.join_about)}</Notice> }.into_any()
        }
    }
}

/// Which settings stand and who may be in both; nothing for a copy of this shop.
#[component]
pub fn JoinDetails(
    /// The copy.
    copy: Arc<CopyFile>,
) -> impl IntoView {
    match &copy.kinship {
        Kinship::Apart(join) => {
            let join = (**join).clone();
            view! {
                <Settings differences=join.settings.clone() />
                <Twins join />
            }
            .into_any()
        }
        Kinship::Own | Kinship::First => ().into_any(),
    }
}

/// Settings that differ, and which stands.
#[component]
fn Settings(
    /// All of them.
    differences: Vec<Difference>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let row = move |difference: Difference| {
        let title = name_of(i18n, &difference.stands);
        let subtitle = Signal::derive(move || {
            let [stands, given_up] = [&difference.stands, &difference.given_up]
                .map(|setting| isolated(&value_of(i18n, format, setting)));
            said!(i18n, data.join_stands, stands = stands, given_up = given_up)
        });
        view! { <Row title subtitle /> }
    };
    (!differences.is_empty()).then(|| {
        view! {
            <Panel title=words!(i18n, data.join_settings)>
                <Rows>{differences.into_iter().map(row).collect_view()}</Rows>
            </Panel>
        }
    })
}

fn name_of(i18n: I18n, setting: &Setting) -> String {
    match setting {
        Setting::Name(_) => said!(i18n, data.join_name),
        Setting::Currency(_) => said!(i18n, data.join_currency),
        Setting::MarginPercent(_) => said!(i18n, data.join_margin),
        Setting::ReturnPercent(_) => said!(i18n, data.join_return),
        Setting::Limits(_) => said!(i18n, data.join_limits),
        Setting::Zone(_) => said!(i18n, data.join_zone),
        Setting::Country(_) => said!(i18n, data.join_country),
        Setting::Stages(_) => said!(i18n, order.join_stages),
    }
}

fn value_of(i18n: I18n, format: Format, setting: &Setting) -> String {
    match setting {
        Setting::Name(name) if name.is_empty() => said!(i18n, data.join_unnamed),
        Setting::Zone(zone) if zone.is_empty() => said!(i18n, data.join_zone_browser),
        Setting::Country(country) if country.is_empty() => said!(i18n, data.join_unnamed),
        Setting::Name(text) | Setting::Zone(text) | Setting::Country(text) => text.clone(),
        Setting::Stages(stages) => {
            let join = |before, after| said!(i18n, customer.listed, before = before, after = after);
            let names = stages.used().iter().map(|stage| orders::stage(i18n, stages, stage.id));
            names.reduce(join).unwrap_or_default()
        }
        Setting::Currency(currency) => currency.code().to_owned(),
        Setting::MarginPercent(percent) | Setting::ReturnPercent(percent) => {
            format.percent(f64::from(*percent) / 100.0, 0)
        }
        Setting::Limits(limits) => {
            let tenths = [limits.dozing_tenths(), limits.asleep_tenths(), limits.lost_tenths()];
            let [dozing, asleep, lost] =
                tenths.map(|tenths| format.number(f64::from(tenths) / 10.0, 1));
            said!(i18n, data.join_limits_value, dozing = dozing, asleep = asleep, lost = lost)
        }
    }
}

/// Customers who may be in both.
#[component]
fn Twins(
    /// The two shops.
    join: Join,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let n = join.twins.len();
    let names = StoredValue::new(join.names);
    let row = move |twin: Twin| {
        let ours = state.book().with_untracked(|book| {
            book.customer(twin.ours).map(|known| known.label().to_owned()).unwrap_or_default()
        });
        let theirs = names.with_value(|names| names.get(&twin.theirs).cloned());
        let theirs = theirs.unwrap_or_default();
        let title = Signal::derive(move || {
            if ours == theirs {
                return ours.clone();
            }
            said!(i18n, data.join_twin, ours = isolated(&ours), theirs = isolated(&theirs))
        });
        let subtitle = Signal::derive(move || likeness(i18n, twin.by));
        view! { <Row title subtitle href=href_of(twin.ours) /> }
    };
    let more = n.saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        let text = words!(i18n, data.join_twins_more, count = more, n = format.count(more));
        view! { <p class="muted small">{text}</p> }
    });
    (n > 0).then(|| {
        view! {
            <Panel
                title=words!(i18n, data.join_twins, count = n, n = format.count(n))
                aside=words!(i18n, data.join_twins_aside)
            >
                <Rows>{join.twins.into_iter().take(SHOWN).map(row).collect_view()}</Rows>
                {more}
            </Panel>
        }
    })
}

fn href_of(customer: CustomerId) -> String {
    Route::Customer(customer).href()
}

fn likeness(i18n: I18n, by: Key) -> String {
    match by {
        // Two shops are never compared by the numbers of their tills (`book::join`).
        Key::Card | Key::FileId => said!(i18n, data.join_by_card),
        Key::Phone => said!(i18n, data.join_by_phone),
        Key::Email => said!(i18n, data.join_by_email),
        Key::Name => said!(i18n, data.join_by_name),
    }
}
