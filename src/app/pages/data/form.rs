//! In which form a list came: what is said of an address book, and which sheet of a workbook is
//! read.

use leptos::prelude::*;

use super::import::Import;
use crate::app::components::{Choice, Notice, Panel, Select, Tone};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::files::form::{Form, Part};

/// Where a line stands: its number, and its sheet where two are read together.
pub(super) fn place(i18n: I18n, format: Format, import: Import, line: u32) -> String {
    import.shape().with(|shape| {
        let (line, sheet) = shape.form.place(line);
        let n = format.number(f64::from(line), 0);
        match sheet {
            Some(sheet) => said!(i18n, import.line_in_sheet, n = n, sheet = isolated(sheet)),
            None => n,
        }
    })
}

/// What is read of a workbook, in words.
pub(super) fn part_name(i18n: I18n, part: &Part) -> String {
    match part {
        Part::Sheet { name, .. } => said!(i18n, import.sheet_named, sheet = isolated(name)),
        Part::Together { customers, sales } => {
            let (customers, sales) = (isolated(customers), isolated(sales));
            said!(i18n, import.sheets_together, customers = customers, sales = sales)
        }
    }
}

/// The choice of a sheet where there are several, and what of a list is not kept.
#[component]
pub fn FormChoice(
    /// The list.
    import: Import,
) -> impl IntoView {
    let form = Memo::new(move |_| import.shape().with(|shape| shape.form.clone()));
    move || match form.get() {
        Form::Text => ().into_any(),
        Form::Cards { photos, n_photos_lost, groups, .. } => {
            view! { <Beside photos n_photos_lost groups /> }.into_any()
        }
        Form::Workbook { parts, .. } if parts.len() < 2 => ().into_any(),
        Form::Workbook { parts, chosen } => view! { <Sheets import parts chosen /> }.into_any(),
    }
}

/// What stands in an address book beside the contacts.
#[component]
fn Beside(
    /// Pictures that are kept.
    photos: usize,
    /// Pictures that cannot be.
    n_photos_lost: usize,
    /// Groups of contacts.
    groups: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let lost = n_photos_lost;
    let said = |n: usize, text: Signal<String>| {
        (n > 0).then(|| view! { <Notice tone=Tone::Neutral><p>{text}</p></Notice> })
    };
    view! {
        {said(photos, words!(i18n, import.photos, count = photos, n = format.count(photos)))}
        {said(lost, words!(i18n, import.photos_lost, count = lost, n = format.count(lost)))}
        {said(groups, words!(i18n, import.groups, count = groups, n = format.count(groups)))}
    }
}

/// Which sheet is read.
#[component]
fn Sheets(
    /// The list.
    import: Import,
    /// What there is to choose from.
    parts: Vec<Part>,
    /// Which is read now.
    chosen: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let label = move |part: &Part| {
        let name = part_name(i18n, part);
        match part {
            Part::Sheet { rows, .. } => {
                let n = format.count(*rows);
                said!(i18n, import.sheet_option, count = *rows, sheet = name, n = n)
            }
            Part::Together { .. } => name,
        }
    };
    let choices = Signal::derive(move || {
        let places = parts.iter().enumerate();
        places.map(|(place, part)| Choice::new(place.to_string(), label(part))).collect()
    });
    let choose = move |place: String| {
        if let Ok(place) = place.parse() {
            import.read_as(|read| read.part = Some(place));
        }
    };
    view! {
        <Panel title=words!(i18n, import.sheets_title) aside=words!(i18n, import.sheets_aside)>
            <div class="form">
                <Select
                    label=words!(i18n, import.sheet)
                    hint=words!(i18n, import.sheet_hint)
                    choices
                    value=Signal::stored(chosen.to_string())
                    on_change=choose
                />
            </div>
        </Panel>
    }
}
