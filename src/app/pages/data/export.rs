//! Files out: lists for a spreadsheet, and the copy of everything.

use leptos::prelude::*;

use super::files_out::{FileButton, OutFile};
use super::phrases::meaning;
use crate::app::around::notices::Notices;
use crate::app::components::{Button, Glyph, Panel};
use crate::app::language::words::{I18n, Locale, said, use_i18n, words};
use crate::app::parts::copy::work::Work;
use crate::app::state::AppState;
use crate::browser;
use crate::files::columns::OwnField;
use crate::files::csv_out::{self, Sold};
use crate::files::table::Separator;

/// What a list holds.
#[derive(Clone, Copy)]
enum List {
    Customers,
    Purchases,
}

impl List {
    /// What the file is called: no name of the shop, for every app and cloud it passes can read it.
    fn stem(self) -> &'static str {
        match self {
            Self::Customers => "regulars-customers",
            Self::Purchases => "regulars-purchases",
        }
    }
}

/// The buttons that hand files out.
#[component]
pub fn Export(
    /// What the page is busy with.
    work: Work,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let is_empty = Signal::derive(move || state.book().with(crate::book::Book::is_empty));
    let has_no_purchases =
        Signal::derive(move || state.book().with(|book| book.purchases().is_empty()));
    view! {
        <Panel title=words!(i18n, data.export) aside=words!(i18n, data.export_aside)>
            <div class="stack">
                {move || is_empty.get().then(|| view! { <p>{words!(i18n, data.export_nothing)}</p> })}
                <div class="cluster">
                    <FileButton
                        work
                        file=OutFile::Workbook
                        label=words!(i18n, data.export_workbook)
                        disabled=is_empty
                    />
                    <FileButton
                        work
                        file=OutFile::Cards
                        label=words!(i18n, data.export_cards)
                        disabled=is_empty
                    />
                    <FileButton
                        work
                        file=OutFile::Birthdays
                        label=words!(i18n, data.export_birthdays)
                        disabled=is_empty
                    />
                    <ListButton
                        list=List::Customers
                        label=words!(i18n, data.export_customers)
                        disabled=is_empty
                    />
                    <ListButton
                        list=List::Purchases
                        label=words!(i18n, data.export_purchases)
                        disabled=has_no_purchases
                    />
                </div>
            </div>
        </Panel>
    }
}

/// Hands out one list.
#[component]
fn ListButton(
    /// Which.
    list: List,
    /// What the button says.
    label: Signal<String>,
    /// Whether there is nothing in it.
    disabled: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let save = move |()| {
        let text = written(state, i18n, list);
        let name = format!("{}-{}.csv", list.stem(), state.today().get_untracked().date());
        if !browser::save_file(&name, "text/csv;charset=utf-8", text.as_bytes()) {
            notices.tell(said!(i18n, data.export_failed));
        }
    };
    view! { <Button label glyph=Glyph::Download disabled on_press=save /> }
}

fn written(state: AppState, i18n: I18n, list: List) -> String {
    let separator = separator(i18n.locale_untracked());
    let title = |column| meaning(i18n, column);
    state.book().with_untracked(|book| match list {
        List::Customers => {
            let own = OwnField::all(book.fields());
            csv_out::customers(book.customers().values(), &own, separator, title)
        }
        List::Purchases => {
            let sold = book.purchases().values().map(|bought| Sold {
                customer: bought.customer().and_then(|id| book.customer(id)),
                purchase: bought.purchase(),
                refunded: bought.amount() - bought.net(),
            });
            csv_out::purchases(sold, book.shop().currency, separator, title)
        }
    })
}

/// What spreadsheets of a language expect between columns.
fn separator(locale: Locale) -> Separator {
    match locale {
        Locale::En | Locale::Fa => Separator::Comma,
    }
}
