//! Reference: how they are reached and when, where they work or when they are open, what stands in
//! the fields that the owner added, and what they allowed.

use leptos::prelude::*;

use crate::app::around::route::Route;
use crate::app::components::{Button, Row, Rows, Tag, Tone};
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::pages::customer::own;
use crate::app::parts::people::{self, EditPanel, name_of};
use crate::app::parts::remind::Answers;
use crate::outreach::{Answer, Answered, Occasion};
use crate::people::customer::{Channel, Customer, Member};
use crate::people::reach::dialled;
use crate::units::sorting::sort_by_key;

pub mod form;

use form::ReachForm;

/// The panel.
#[component]
pub fn ReachPanel(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    view! {
        <EditPanel
            title=words!(card.i18n, company.reference)
            editing
            reading=move || view! { <Reading card /> }
            form=move || view! { <ReachForm card editing /> }
        />
    }
}

#[component]
fn Reading(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let is_empty = Memo::new(move |_| {
        let customer = card.customer.read();
        ways(&customer).is_empty()
            && [customer.best_time(), customer.role(), customer.opening_hours()]
                .iter()
                .all(|it| it.is_empty())
            && customer.works_at().is_none()
            && customer.consents().count() == 0
            && own::standing(card).is_empty()
    });
    let nothing = move || {
        is_empty.get().then(|| view! { <p class="muted">{words!(i18n, customer.reach_empty)}</p> })
    };
    let way_lines = move || {
        let customer = card.customer.read();
        let prefers = customer.prefers();
        ways(&customer).into_iter().map(|member| way(card, member, prefers)).collect_view()
    };
    view! {
        {nothing}
        <dl class="facts">
            {move || work(card)} {way_lines} {move || times(card)} {move || own_lines(card)}
            {move || consents(card)}
        </dl>
        <Reminders card />
    }
}

/// The members by which they are reached, in the order of recording.
fn ways(customer: &Customer) -> Vec<Member> {
    let is_way = |member: &&Member| match member {
        Member::Phone(_) | Member::Email(_) | Member::Messenger(..) | Member::Address(_) => true,
        Member::Tag(_)
        | Member::Likes(_)
        | Member::AlsoNamed(_)
        | Member::AlsoCard(_)
        | Member::AlsoFileId(_) => false,
    };
    let mut ways: Vec<Member> = customer.members().iter().filter(is_way).cloned().collect();
    // Phones first, then emails and the rest; within a kind as recorded.
    sort_by_key(&mut ways, |member| match member {
        Member::Phone(_) => 0,
        Member::Email(_) => 1,
        Member::Messenger(..) => 2,
        Member::Address(_)
        | Member::Tag(_)
        | Member::Likes(_)
        | Member::AlsoNamed(_)
        | Member::AlsoCard(_)
        | Member::AlsoFileId(_) => 3,
    });
    ways
}

/// One way to reach them; numbers and addresses lead to the program that uses them.
fn way(card: Card, member: Member, prefers: Option<Channel>) -> AnyView {
    let i18n = card.i18n;
    let (label, channels, text, href) = match member {
        Member::Phone(number) => {
            let href = format!("tel:{}", dialled(&number));
            let channels = vec![Channel::Phone, Channel::Sms];
            (said!(i18n, customer.phone), channels, number, Some(href))
        }
        Member::Email(address) => {
            let href = format!("mailto:{address}");
            (said!(i18n, customer.email), vec![Channel::Email], address, Some(href))
        }
        Member::Messenger(channel, name) => {
            (people::channel(i18n, channel), vec![channel], name, None)
        }
        Member::Address(address)
        | Member::Tag(address)
        | Member::Likes(address)
        | Member::AlsoNamed(address)
        | Member::AlsoCard(address)
        | Member::AlsoFileId(address) => {
            (said!(i18n, customer.address), vec![Channel::Post], address, None)
        }
    };
    let allowed = channels.iter().any(|channel| card.may_reach(*channel));
    let text = match href.filter(|_| allowed) {
        Some(href) => view! { <a href=href><bdi dir="auto">{text}</bdi></a> }.into_any(),
        None => view! { <bdi dir="auto">{text}</bdi> }.into_any(),
    };
    let preferred = prefers.is_some_and(|channel| channels.contains(&channel)).then(|| {
        view! { <Tag label=words!(i18n, customer.prefers_this) tone=Tone::Good /> }
    });
    view! { <dt>{label}</dt> <dd>{text} {preferred}</dd> }.into_any()
}

/// What they do at which company.
fn work(card: Card) -> impl IntoView {
    let i18n = card.i18n;
    let book = card.state.book().read();
    let role = card.customer.read().role().to_owned();
    let company = book.company_of(card.id);
    let label = match company.is_some() {
        true => said!(i18n, company.works_at),
        false => said!(i18n, company.role),
    };
    let link = company.map(|id| {
        let name = name_of(i18n, book.customer(id));
        view! { <a href=Route::Customer(id).href()><bdi>{name}</bdi></a> }
    });
    (link.is_some() || !role.is_empty()).then(|| {
        let role = (!role.is_empty()).then(|| view! { <bdi>{role}</bdi> });
        view! { <dt>{label}</dt> <dd>{role} {link}</dd> }
    })
}

/// When they are open, and the time that suits them.
fn times(card: Card) -> impl IntoView {
    let i18n = card.i18n;
    let customer = card.customer.read();
    let line = |label: String, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| view! { <dt>{label}</dt> <dd><bdi>{text}</bdi></dd> })
    };
    (
        line(said!(i18n, company.hours), customer.opening_hours()),
        line(said!(i18n, customer.best_time), customer.best_time()),
    )
}

/// What stands in the fields that the owner added.
fn own_lines(card: Card) -> impl IntoView {
    let line = |(name, value): (String, String)| {
        view! { <dt><bdi>{name}</bdi></dt> <dd><bdi dir="auto">{value}</bdi></dd> }
    };
    own::standing(card).into_iter().map(line).collect_view()
}

/// A birthday as it is read.
pub fn birthday_text(card: Card, birthday: crate::units::calendar::Birthday) -> String {
    match birthday.year().and_then(|year| birthday.in_year(year)) {
        Some(day) => card.format.day(day),
        None => card.format.birthday(birthday.month(), birthday.day()),
    }
}

/// What they said of each channel, and when.
fn consents(card: Card) -> Vec<AnyView> {
    let i18n = card.i18n;
    let customer = card.customer.read();
    let lines = customer.consents().map(|(channel, consent)| {
        let day = card.format.day_short(consent.on);
        let text = if consent.given {
            said!(i18n, customer.consent_given_on, day = day)
        } else {
            said!(i18n, customer.consent_refused_on, day = day)
        };
        let source = consent.source.clone();
        let source = (!source.is_empty()).then(|| view! { <span class="muted"><bdi>{source}</bdi></span> });
        let tone = if consent.given { Tone::Good } else { Tone::Bad };
        view! { <dt>{people::channel(i18n, channel)}</dt> <dd><Tag label=text tone /> {source}</dd> }
            .into_any()
    });
    lines.collect()
}

/// What the owner put off or does not want to be reminded of, with the way back.
#[component]
fn Reminders(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let answers = Answers::here();
    let standing = Memo::new(move |_| {
        let today = card.state.today().get();
        let all: Vec<_> = card.state.book().with(|book| book.outreach().of(card.id).collect());
        all.into_iter().filter(|(_, said)| said.is_put_off(today)).collect::<Vec<_>>()
    });
    let line = move |(occasion, said): (Occasion, Answered)| {
        let title = Signal::derive(move || reminder_text(card, occasion, said.answer));
        let again = move |()| answers.give(card.id, occasion, Answer::Open);
        view! {
            <Row
                title
                end=move || view! {
                    <Button label=words!(i18n, remind.put_back) on_press=again />
                }
            />
        }
    };
    move || {
        let standing = standing.get();
        (!standing.is_empty()).then(|| {
            view! {
                <Rows label=words!(i18n, remind.reminders)>
                    {standing.into_iter().map(line).collect_view()}
                </Rows>
            }
        })
    }
}

fn reminder_text(card: Card, occasion: Occasion, answer: Answer) -> String {
    let (i18n, format) = (card.i18n, card.format);
    match (occasion, answer) {
        (Occasion::Birthday, Answer::Later(until)) => {
            said!(i18n, remind.reminder_birthday_later, day = format.day(until))
        }
        (Occasion::Asleep | Occasion::Word, Answer::Later(until)) => {
            said!(i18n, remind.reminder_asleep_later, day = format.day(until))
        }
        (Occasion::Birthday, _) => said!(i18n, remind.reminder_birthday_never),
        (Occasion::Asleep | Occasion::Word, _) => said!(i18n, remind.reminder_asleep_never),
    }
}
