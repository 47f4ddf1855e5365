//! A birthday in a form: day and month, and the year only where it is known.

use leptos::prelude::*;

use crate::app::components::{Choice, Field, FieldGroup, FieldKind, Select};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::state::AppState;
use crate::units::calendar::{Birthday, Day};
use crate::units::digits;

/// A birthday as far as it is written.
#[derive(Clone, Copy, Debug)]
pub struct BirthdayDraft {
    day: RwSignal<String>,
    month: RwSignal<String>,
    year: RwSignal<String>,
}

/// Why what is written is no birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BirthdayRefusal {
    /// There is no such day.
    NoSuchDay,
    /// It lies before 1900 or has not come yet.
    OutOfTime,
}

impl BirthdayRefusal {
    /// In words, and what to do.
    #[must_use]
    pub fn text(self, i18n: I18n) -> String {
        match self {
            Self::NoSuchDay => said!(i18n, customer.birthday_no_such_day),
            Self::OutOfTime => said!(i18n, customer.birthday_out_of_time),
        }
    }
}

impl BirthdayDraft {
    /// Begins with what is known.
    #[must_use]
    pub fn of(birthday: Option<Birthday>) -> Self {
        let text = |number: Option<String>| RwSignal::new(number.unwrap_or_default());
        Self {
            day: text(birthday.map(|birthday| birthday.day().to_string())),
            month: text(birthday.map(|birthday| birthday.month().to_string())),
            year: text(birthday.and_then(Birthday::year).map(|year| year.to_string())),
        }
    }

    /// Begins anew with what is known.
    pub fn begin(self, birthday: Option<Birthday>) {
        let text = |number: Option<String>| number.unwrap_or_default();
        self.day.set(text(birthday.map(|birthday| birthday.day().to_string())));
        self.month.set(text(birthday.map(|birthday| birthday.month().to_string())));
        self.year.set(text(birthday.and_then(Birthday::year).map(|year| year.to_string())));
    }

    /// The birthday that is written; `None` when all is empty.
    ///
    /// # Errors
    /// A day that does not exist, or none of the years from 1900 to `today`.
    pub fn read(self, today: Day) -> Result<Option<Birthday>, BirthdayRefusal> {
        let (day, month, year) = (self.day.read(), self.month.read(), self.year.read());
        if [&*day, &*month, &*year].iter().all(|text| text.trim().is_empty()) {
            return Ok(None);
        }
        let number = |text: &str| digits::to_ascii(text.trim()).parse::<u32>().ok();
        let refusal = BirthdayRefusal::NoSuchDay;
        let (day, month) = (number(&day).ok_or(refusal)?, number(&month).ok_or(refusal)?);
        let year = match year.trim() {
            "" => None,
            text => Some(number(text).and_then(|year| i32::try_from(year).ok()).ok_or(refusal)?),
        };
        let birthday = Birthday::new(year, month, day).ok_or(refusal)?;
        let born = year.and_then(|year| Day::from_ymd(year, month, day));
        if born.is_some_and(|born| born < Day::FIRST || today < born) {
            return Err(BirthdayRefusal::OutOfTime);
        }
        Ok(Some(birthday))
    }

    /// Whether nothing of it is written.
    #[must_use]
    pub fn is_empty(self) -> bool {
        [self.day, self.month, self.year].iter().all(|text| text.read().trim().is_empty())
    }

    /// Takes out all that is written.
    pub fn empty(self) {
        for text in [self.day, self.month, self.year] {
            text.set(String::new());
        }
    }

    fn is_complete(self) -> bool {
        !self.day.read().trim().is_empty() && !self.month.read().is_empty()
    }
}

/// Day, month and year of a birthday.
#[component]
pub fn BirthdayFields(
    /// What is written.
    draft: BirthdayDraft,
    /// Whether an unfinished one is refused already: saving was tried.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let read = move || draft.read(state.today().get());
    let error = Signal::derive(move || {
        let shown = tried.get() || draft.is_complete();
        read().err().filter(|_| shown).map(|refusal| refusal.text(i18n))
    });
    let hint = Signal::derive(move || {
        let birthday = read().ok().flatten()?;
        Some(format.birthday(birthday.month(), birthday.day()))
    });
    let months = Signal::derive(move || months(i18n));
    view! {
        <FieldGroup label=words!(i18n, customer.birthday)>
            <Field
                label=words!(i18n, customer.birthday_day)
                kind=FieldKind::Digits
                value=draft.day
                error
                hint
                on_input=move |text| draft.day.set(text)
            />
            <Select
                label=words!(i18n, customer.birthday_month)
                choices=months
                value=draft.month
                on_change=move |month| draft.month.set(month)
            />
            <Field
                label=words!(i18n, customer.birthday_year)
                kind=FieldKind::Digits
                value=draft.year
                on_input=move |text| draft.year.set(text)
            />
        </FieldGroup>
    }
}

fn months(i18n: I18n) -> Vec<Choice> {
    let names = [
        said!(i18n, customer.month_none),
        said!(i18n, customer.month_january),
        said!(i18n, customer.month_february),
        said!(i18n, customer.month_march),
        said!(i18n, customer.month_april),
        said!(i18n, customer.month_may),
        said!(i18n, customer.month_june),
        said!(i18n, customer.month_july),
        said!(i18n, customer.month_august),
        said!(i18n, customer.month_september),
        said!(i18n, customer.month_october),
        said!(i18n, customer.month_november),
        said!(i18n, customer.month_december),
    ];
    let value = |number: usize| if number == 0 { String::new() } else { number.to_string() };
    let choices = names.into_iter().enumerate();
    choices.map(|(number, name)| Choice::new(value(number), name)).collect()
}
