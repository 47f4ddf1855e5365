//! The people of a company: whom one speaks to there, each with a card of their own.

use leptos::prelude::*;

use crate::app::around::leaving::Leaving;
use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, ButtonLink, Dialog, Field, FieldKind, Glyph, Panel, Row, Rows,
};
use crate::app::language::format::isolated;
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::pages::customer::reach::birthday_text;
use crate::app::parts::people::{
    BirthdayDraft, BirthdayFields, EditForm, FormColumns, Portrait, Twin, name_of, phone_problem,
};
use crate::people::customer::{Channel, Customer, Fact, Member};
use crate::people::reach::{dialled, may_reach};
use crate::people::same::Key;
use crate::units::id::{CustomerId, GroupId};

/// The panel.
#[component]
pub fn StaffPanel(
    /// Which company.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let adding = RwSignal::new(false);
    let people = Memo::new(move |_| {
        card.state.book().with(|book| {
            let all = book.people_at(card.id).into_iter();
            all.map(|(id, person)| (id, person.clone())).collect::<Vec<_>>()
        })
    });
    let nothing = move || {
        let is_empty = people.read().is_empty();
        is_empty.then(|| view! { <p class="muted">{words!(i18n, company.people_empty)}</p> })
    };
    let end = move || {
        let open = move |()| adding.set(true);
        view! { <Button label=words!(i18n, company.add) kind=ButtonKind::Quiet on_press=open /> }
    };
    let rows =
        move || people.get().into_iter().map(|(id, person)| line(card, id, &person)).collect_view();
    view! {
        <Panel title=words!(i18n, company.people) end>
            {nothing}
            <Rows>{rows}</Rows>
        </Panel>
        <AddDialog card open=adding />
    }
}

/// One person, with what to know before calling.
fn line(card: Card, id: CustomerId, person: &Customer) -> AnyView {
    let i18n = card.i18n;
    let is_said = |text: &String| !text.is_empty();
    let phone = person.phones().next().map(str::to_owned);
    let birthday = person
        .birthday()
        .map(|birthday| said!(i18n, company.birthday, day = birthday_text(card, birthday)));
    let list = |before, after| said!(i18n, customer.listed, before = before, after = after);
    let parts = [
        Some(person.role().to_owned()).filter(is_said),
        Some(person.best_time().to_owned()).filter(is_said),
        phone.as_deref().map(isolated),
        birthday,
        person.likes().map(str::to_owned).reduce(list),
    ];
    let join = |before, after| said!(i18n, customer.joined, before = before, after = after);
    let subtitle = parts.into_iter().flatten().reduce(join);
    let name = name_of(i18n, Some(person));
    let number = phone.filter(|_| may_reach(person, Channel::Phone));
    let end = move || {
        number.map(|number| {
            let href = format!("tel:{}", dialled(&number));
            view! { <ButtonLink label=words!(i18n, customer.call) href glyph=Glyph::Phone /> }
        })
    };
    let title = name.clone();
    let face = move || view! { <Portrait name=name.clone() /> };
    view! { <Row title subtitle face href=Route::Customer(id).href() end /> }.into_any()
}

#[component]
fn AddDialog(
    /// Of which company.
    card: Card,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let leaving = expect_context::<Leaving>();
    view! {
        <Dialog
            open
            on_close=move |()| {
                if leaving.may_close() {
                    open.set(false);
                }
            }
            title=words!(card.i18n, company.add)
            close_label=words!(card.i18n, frame.close)
        >
            <AddForm card open />
        </Dialog>
    }
}

/// A person as far as they are written down.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    role: RwSignal<String>,
    phone: RwSignal<String>,
    likes: RwSignal<String>,
    birthday: BirthdayDraft,
}

impl Draft {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        let birthday = BirthdayDraft::of(None);
        Self { name: text(), role: text(), phone: text(), likes: text(), birthday }
    }

    /// What is written, or why it cannot go in.
    fn read(self, card: Card) -> Result<(Vec<Fact>, Vec<Member>), String> {
        let i18n = card.i18n;
        let text = |signal: RwSignal<String>| signal.read().trim().to_owned();
        let [name, role, phone, likes] = [self.name, self.role, self.phone, self.likes].map(text);
        let Ok(birthday) = self.birthday.read(card.state.today().get()) else {
            return Err(said!(i18n, customer.look_at_fields));
        };
        if phone_problem(i18n, &phone).is_some() {
            return Err(said!(i18n, customer.look_at_fields));
        }
        if name.is_empty() && phone.is_empty() {
            return Err(said!(i18n, company.nothing));
        }
        let is_said = |text: &String| !text.is_empty();
        let facts = [
            Some(name).filter(is_said).map(Fact::Name),
            Some(Fact::WorksAt(Some(card.id))),
            Some(role).filter(is_said).map(Fact::Role),
            birthday.map(|birthday| Fact::Birthday(Some(birthday))),
        ];
        let members = [
            Some(phone).filter(is_said).map(Member::Phone),
            Some(likes).filter(is_said).map(Member::Likes),
        ];
        Ok((facts.into_iter().flatten().collect(), members.into_iter().flatten().collect()))
    }
}

#[component]
fn AddForm(
    /// Of which company.
    card: Card,
    /// What closes the form.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    let draft = Draft::new();
    let (tried, refused) = (RwSignal::new(false), RwSignal::new(None));
    let save = move |()| {
        tried.set(true);
        let (facts, members) = match untrack(|| draft.read(card)) {
            Ok(written) => written,
            Err(problem) => return refused.set(Some(problem)),
        };
        match card.state.commit(|batch| batch.add_customer(facts, members)) {
            Ok(id) => {
                open.set(false);
                let name =
                    card.state.book().with_untracked(|book| name_of(i18n, book.customer(id)));
                let told = said!(i18n, company.added, name = isolated(&name));
                card.notices.tell_with_undo(told, GroupId(id.0));
            }
            Err(refusal) => refused.set(Some(sentences::not_made(i18n, refusal))),
        }
    };
    view! {
        <EditForm
            save_label=words!(i18n, company.add)
            on_save=save
            on_cancel=move |()| open.set(false)
            refused
            columns=FormColumns::One
        >
            <AddFields card draft tried />
        </EditForm>
    }
}

#[component]
fn AddFields(
    /// Of which company.
    card: Card,
    /// What is written.
    draft: Draft,
    /// Whether saving was tried.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    let phone_error = Signal::derive(move || {
        tried.get().then(|| phone_problem(i18n, &draft.phone.read())).flatten()
    });
    view! {
        <Field
            label=words!(i18n, customer.name)
            value=draft.name
            error=Signal::derive(move || sentences::text_problem(i18n, &draft.name.read()))
            on_input=move |text| draft.name.set(text)
        />
        <Field
            label=words!(i18n, company.role)
            placeholder=words!(i18n, company.role_example)
            value=draft.role
            error=Signal::derive(move || sentences::text_problem(i18n, &draft.role.read()))
            on_input=move |text| draft.role.set(text)
        />
        <Field
            label=words!(i18n, customer.phone)
            kind=FieldKind::Phone
            value=draft.phone
            error=phone_error
            on_input=move |text| draft.phone.set(text)
        />
        <Twin shared=Key::Phone text=draft.phone />
        <BirthdayFields draft=draft.birthday tried />
        <Field
            label=words!(i18n, customer.likes)
            value=draft.likes
            error=Signal::derive(move || sentences::text_problem(i18n, &draft.likes.read()))
            on_input=move |text| draft.likes.set(text)
        />
    }
}
