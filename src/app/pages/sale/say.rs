//! What is worth saying to whoever stands at the counter.

use leptos::prelude::*;

use crate::advice::counter::{Saying, worth_saying};
use crate::app::around::route::Route;
use crate::app::components::Panel;
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::pages::sale::draft::Draft;
use crate::app::state::AppState;
use crate::figures::rhythm::Basis;
use crate::units::id::CustomerId;

/// The one thing worth saying to the chosen customer.
#[component]
pub fn WorthSaying(
    /// The sale in the making.
    draft: Draft,
) -> impl IntoView {
    let i18n = use_i18n();
    saying(draft, move |href, words| {
        view! {
            <Panel
                title=words!(i18n, sale.say)
                end=move || view! { <a href=href>{words!(i18n, sale.open_card)}</a> }
            >
                <p class="note">
                    <bdi>{words}</bdi>
                </p>
            </Panel>
        }
        .into_any()
    })
}

/// The same in one line, right above the button, where there is no room beside it.
#[component]
pub fn SayShortly(
    /// The sale in the making.
    draft: Draft,
) -> impl IntoView {
    saying(draft, |href, words| {
        view! {
            <p class="sale__say narrow-only">
                <a href=href>
                    <bdi>{words}</bdi>
                </a>
            </p>
        }
        .into_any()
    })
}

/// Shows the words for the chosen customer, with the address of their card; nothing while there
/// is nothing to say.
fn saying(
    draft: Draft,
    show: impl Fn(String, Signal<String>) -> AnyView + Send + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let saying = saying_of(draft, state);
    move || {
        saying.get().map(|(customer, saying)| {
            let words = Signal::derive(move || words_of(i18n, format, state, saying.clone()));
            show(Route::Customer(customer).href(), words)
        })
    }
}

/// Who is chosen, and what is worth saying to them.
fn saying_of(draft: Draft, state: AppState) -> Memo<Option<(CustomerId, Saying)>> {
    Memo::new(move |_| {
        let customer = draft.chosen(state)?;
        let standing = state.overview().with(|overview| overview.standing(customer));
        let today = state.today().get();
        let saying = state
            .book()
            .with(|book| Some(worth_saying(book.customer(customer)?, standing.as_ref(), today)))?;
        Some((customer, saying))
    })
}

fn words_of(i18n: I18n, format: Format, state: AppState, saying: Saying) -> String {
    match saying {
        Saying::Birthday(0) => said!(i18n, sale.say_birthday_today),
        Saying::Birthday(days) => {
            let on = format.weekday(state.today().get().plus(days));
            said!(i18n, sale.say_birthday, day = on)
        }
        Saying::Back(rhythm) => {
            let ago = sentences::days(i18n, format, rhythm.days_since);
            match rhythm.gap_tenths.filter(|_| rhythm.basis == Basis::Own) {
                Some(gap) => {
                    let every = sentences::every(i18n, format, gap);
                    said!(i18n, sale.say_back, ago = ago, every = every)
                }
                None => said!(i18n, sale.say_back_after, ago = ago),
            }
        }
        Saying::NeverBought => said!(i18n, sale.say_first),
        Saying::Note(note) => note,
        Saying::AsUsual(rhythm) if rhythm.days_since == 0 => said!(i18n, sale.say_today),
        Saying::AsUsual(rhythm) => {
            let ago = sentences::days(i18n, format, rhythm.days_since);
            said!(i18n, sale.say_usual, ago = ago)
        }
    }
}
