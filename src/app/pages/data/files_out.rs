//! Files that the worker writes: everything as a workbook, customers for a phone, birthdays for a
//! calendar.

use std::collections::BTreeSet;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::phrases::meaning;
use super::telling::tell_book;
use crate::app::around::notices::Notices;
use crate::app::components::{Button, Glyph};
use crate::app::errands::{Died, Errands};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, Locale, said, use_i18n};
use crate::app::parts::copy::work::{Step, Ticket, Work, share_of};
use crate::app::parts::remind;
use crate::app::state::AppState;
use crate::browser::{self, Bytes};
use crate::files::birthdays_out::NAME;
use crate::files::columns::OwnField;
use crate::files::csv_out::{CUSTOMER_COLUMNS, PURCHASE_COLUMNS};
use crate::files::workbook_out::Words;
use crate::people::photo::PhotoId;
use crate::work::{Answer, Contact, Request, Wanted};

/// How many days before a birthday its alarm is: time to order a small present.
const ALARM_DAYS: u32 = 3;

/// A file that the worker writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutFile {
    /// Everything.
    Workbook,
    /// Customers.
    Cards,
    /// Birthdays.
    Birthdays,
}

/// Why there is no file; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NotSaved {
    Died(Died),
    NotWritten,
    Refused,
}

impl OutFile {
    /// What the file is called: no name of the shop, for every app and cloud it passes can read it.
    fn name(self, day: &str) -> String {
        match self {
            Self::Workbook => format!("regulars-{day}.xlsx"),
            Self::Cards => format!("regulars-contacts-{day}.vcf"),
            Self::Birthdays => format!("regulars-birthdays-{day}.ics"),
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Cards => "text/vcard;charset=utf-8",
            Self::Birthdays => "text/calendar;charset=utf-8",
        }
    }

    fn wanted(self, state: AppState, i18n: I18n, format: Format) -> Wanted {
        let today = state.today().get_untracked();
        match self {
            Self::Cards => {
                let own = state.book().with_untracked(|book| OwnField::all(book.fields()));
                Wanted::Cards { own }
            }
            Self::Birthdays => {
                let title = said!(i18n, data.birthday_event, name = NAME.to_string());
                Wanted::Birthdays { title, today, alarm_days: ALARM_DAYS }
            }
            Self::Workbook => state.book().with_untracked(|book| {
                let contact =
                    |(customer, occasion, answered): (_, _, crate::outreach::Answered)| {
                        let what = remind::event(i18n, format, occasion, answered.answer);
                        Contact { customer, on: answered.on, what }
                    };
                let contacts = book.outreach().answers().map(contact).collect();
                let currency = book.shop().currency;
                let own = OwnField::all(book.fields());
                let words = Words { own, ..words_of(i18n) };
                Wanted::Workbook { words, currency, today, contacts }
            }),
        }
    }
}

fn words_of(i18n: I18n) -> Words {
    let columns = CUSTOMER_COLUMNS.into_iter().chain(PURCHASE_COLUMNS);
    Words {
        titles: columns.map(|column| (column, meaning(i18n, column))).collect(),
        number: said!(i18n, data.column_row),
        contact: said!(i18n, data.column_contact),
        sheets: [
            said!(i18n, data.sheet_customers),
            said!(i18n, data.sheet_phones),
            said!(i18n, data.sheet_purchases),
            said!(i18n, data.sheet_contacts),
        ],
        right_to_left: match i18n.locale_untracked() {
            Locale::En => false,
            Locale::Fa => true,
        },
        own: Vec::new(),
    }
}

/// Has a file written; `None` when it was stopped.
async fn written(
    state: AppState,
    ticket: &Ticket,
    wanted: Wanted,
) -> Option<Result<Vec<u8>, NotSaved>> {
    ticket.show(Step::Writing).await?;
    let errands = Errands::start();
    errands.tell(&Request::BeginWriting, Bytes::default());
    tell_book(state, ticket, &errands).await?;
    if matches!(wanted, Wanted::Cards { .. }) {
        tell_photos(state, ticket, &errands).await?;
    }
    let errand = errands.ask(&Request::Write(Box::new(wanted)), Bytes::default());
    loop {
        let (answer, beside) = match errand.next().await? {
            Ok(told) => told,
            Err(died) => return Some(Err(NotSaved::Died(died))),
        };
        ticket.is_wanted()?;
        match answer {
            Answer::Progress(_, progress) => ticket.tell(Step::Writing, share_of(progress))?,
            Answer::Written => return Some(Ok(beside)),
            Answer::NotWritten => return Some(Err(NotSaved::NotWritten)),
            // Of another wish than this.
            Answer::Refused(_)
            | Answer::Read(_)
            | Answer::Planned(_)
            | Answer::Page
            | Answer::Photo
            | Answer::Made(_)
            | Answer::NotMade(_)
            | Answer::Pairs(_)
            | Answer::Seen(_) => {}
        }
    }
}

/// Tells the worker the pictures of everybody.
async fn tell_photos(state: AppState, ticket: &Ticket, errands: &Errands) -> Option<()> {
    let ids: BTreeSet<PhotoId> = state.book().with_untracked(|book| {
        book.customers().iter().filter_map(|(_, customer)| customer.photo()).collect()
    });
    for id in ids {
        if let Some(photo) = state.photo(id).await {
            errands.tell(&Request::Photo, photo.bytes().into());
        }
        ticket.is_wanted()?;
    }
    Some(())
}

fn sentence(i18n: I18n, why: NotSaved) -> String {
    match why {
        NotSaved::Died(Died::NotLoaded) => said!(i18n, data.export_not_loaded),
        NotSaved::Died(Died::Stopped) => said!(i18n, data.export_stopped),
        NotSaved::NotWritten => said!(i18n, data.export_not_written),
        NotSaved::Refused => said!(i18n, data.export_failed),
    }
}

/// Hands out one file.
#[component]
pub fn FileButton(
    /// What the page is busy with.
    work: Work,
    /// Which file.
    file: OutFile,
    /// What the button says.
    label: Signal<String>,
    /// Whether there is nothing to put into it.
    disabled: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let save = move |()| {
        let ticket = work.begin(Step::Writing);
        let wanted = file.wanted(state, i18n, format);
        spawn_local(async move {
            let outcome = match written(state, &ticket, wanted).await {
                None => return,
                Some(Ok(bytes)) => {
                    let name = file.name(&state.today().get_untracked().date().to_string());
                    let is_saved = browser::save_file(&name, file.kind(), &bytes);
                    if is_saved { Ok(()) } else { Err(NotSaved::Refused) }
                }
                Some(Err(why)) => Err(why),
            };
            ticket.end();
            if let Err(why) = outcome {
                notices.tell(untrack(|| sentence(i18n, why)));
            }
        });
    };
    let disabled = Signal::derive(move || disabled.get() || work.is_busy());
    view! { <Button label glyph=Glyph::Download disabled on_press=save /> }
}
