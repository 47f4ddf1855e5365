//! What the owner sets: each thing is kept as soon as it is changed, and can be taken back.

pub mod country;
pub mod currency;
pub mod fields;
pub mod limits;
pub mod one;
pub mod stages;
pub mod zone;

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{FieldKind, PageHead, Panel};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::language_choice::LanguageChoice;
use crate::app::state::AppState;
use crate::book::Change;
use crate::trade::shop::Setting;
use crate::trade::typed::{self, TypedRefusal};
use crate::units::id::GroupId;

use country::CountryChoice;
use currency::CurrencyChoice;
use fields::OwnFieldsOfTheShop;
use limits::Limits;
use one::OneSetting;
use stages::StagesOfOrders;
use zone::ZoneChoice;

/// What the owner sets.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="page settings">
            <PageHead title=words!(i18n, frame.settings) subtitle=words!(i18n, settings.kept_at_once) />
            <ShopPanel />
            <Panel title=words!(i18n, settings.figures)>
                <Shares />
            </Panel>
            <Panel title=words!(i18n, settings.rhythm)>
                <Limits />
            </Panel>
            <Panel title=words!(i18n, own.title) aside=words!(i18n, own.hint)>
                <OwnFieldsOfTheShop />
            </Panel>
            <Panel title=words!(i18n, order.stages)>
                <StagesOfOrders />
            </Panel>
            <DevicePanel />
        </div>
    }
    .into_any()
}

/// Keeps one setting and says so, with the way back; `false` when nothing can be changed now.
#[must_use]
pub fn keep(i18n: I18n, state: AppState, notices: Notices, setting: Setting) -> bool {
    match state.commit(|batch| batch.push(Change::SetSetting(setting))) {
        Ok(stamp) => {
            notices.tell_with_undo(said!(i18n, settings.kept), GroupId(stamp));
            true
        }
        Err(refusal) => {
            notices.tell(sentences::not_made(i18n, refusal));
            false
        }
    }
}

/// Its name and its money.
#[component]
fn ShopPanel() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    view! {
        <Panel title=words!(i18n, settings.shop)>
            <div class="form">
                <OneSetting
                    label=words!(i18n, settings.name)
                    hint=words!(i18n, settings.name_hint)
                    current=Signal::derive(move || state.book().read().shop().name.clone())
                    read=move |text: String| match sentences::text_problem(i18n, &text) {
                        Some(problem) => Err(problem),
                        None => Ok(Setting::Name(text.trim().to_owned())),
                    }
                />
                <CurrencyChoice />
                <ZoneChoice />
                <CountryChoice />
            </div>
        </Panel>
    }
}

/// The two shares that the figures of money are worked out with.
#[component]
fn Shares() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let number = move |percent: u8| format.number(f64::from(percent), 0);
    let margin_hint = Signal::derive(move || {
        if state.book().read().shop().margin_is_set {
            said!(i18n, settings.margin_hint)
        } else {
            said!(i18n, settings.margin_assumed)
        }
    });
    let percent =
        move |text: &str| typed::percent(text).map_err(|refusal| percent_refusal(i18n, refusal));
    view! {
        <div class="form">
            <OneSetting
                label=words!(i18n, settings.margin)
                hint=margin_hint
                kind=FieldKind::Decimal
                current=Signal::derive(move || number(state.book().read().shop().margin_percent))
                read=move |text: String| percent(&text).map(Setting::MarginPercent)
            />
            <OneSetting
                label=words!(i18n, settings.return_share)
                hint=words!(i18n, settings.return_share_hint)
                kind=FieldKind::Decimal
                current=Signal::derive(move || number(state.book().read().shop().return_percent))
                read=move |text: String| percent(&text).map(Setting::ReturnPercent)
            />
        </div>
    }
}

fn percent_refusal(i18n: I18n, refusal: TypedRefusal) -> String {
    match refusal {
        TypedRefusal::TooFine => said!(i18n, settings.percent_whole),
        TypedRefusal::NotAShare => said!(i18n, settings.percent_range),
        TypedRefusal::NotANumber
        | TypedRefusal::OtherCurrency(_)
        | TypedRefusal::Amount(_)
        | TypedRefusal::NoProduct => said!(i18n, settings.percent_not_a_number),
    }
}

/// What belongs to this device and not to the shop.
#[component]
fn DevicePanel() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let number = move || state.device().read().device.clone();
    view! {
        <Panel title=words!(i18n, settings.device)>
            <div class="stack">
                <LanguageChoice label=words!(i18n, settings.language) />
                <dl class="facts">
                    <dt>{words!(i18n, settings.device_number)}</dt>
                    <dd>
                        <bdi>{number}</bdi>
                    </dd>
                </dl>
                <p class="muted small">
                    {words!(i18n, settings.device_hint)} " "
                    <a href=Route::Data.href()>{words!(i18n, settings.device_data)}</a>
                </p>
            </div>
        </Panel>
    }
}
