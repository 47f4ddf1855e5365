//! How they are reached, written anew.

use leptos::prelude::*;

use crate::app::components::{Choice, Field, FieldGroup, FieldKind, Fold, Select};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, words};
use crate::app::pages::customer::card::Card;
use crate::app::pages::customer::own::{OwnDraft, OwnFields};
use crate::app::pages::customer::pick::Pick;
use crate::app::parts::people::{
    self, EditForm, FormColumns, ManyDraft, ManyFields, email_problem, no_problem, phone_problem,
};
use crate::book::WorkRefusal;
use crate::people::customer::{Channel, Consent, Customer, Fact, Member};
use crate::units::calendar::Day;
use crate::units::id::CustomerId;

/// The channels a customer has a name on.
const MESSENGERS: [Channel; 3] = [Channel::WhatsApp, Channel::Telegram, Channel::Viber];

const YES: &str = "yes";
const NO: &str = "no";

/// How they are reached, as far as it is written.
#[derive(Clone)]
struct Draft {
    phones: ManyDraft,
    emails: ManyDraft,
    messengers: [ManyDraft; 3],
    addresses: ManyDraft,
    works_at: RwSignal<Option<CustomerId>>,
    role: RwSignal<String>,
    hours: RwSignal<String>,
    own: OwnDraft,
    prefers: RwSignal<String>,
    best_time: RwSignal<String>,
    consents: [RwSignal<String>; 7],
    consent_source: RwSignal<String>,
}

impl Draft {
    fn of(card: Card, customer: &Customer) -> Self {
        let messenger = |channel| {
            ManyDraft::of(customer.members().iter().filter_map(move |member| {
                let Member::Messenger(on, name) = member else { return None };
                (*on == channel).then_some(name.as_str())
            }))
        };
        let addresses = customer.members().iter().filter_map(|member| {
            let Member::Address(address) = member else { return None };
            Some(address.as_str())
        });
        let consent = |channel| RwSignal::new(answer(customer, channel).to_owned());
        Self {
            phones: ManyDraft::of(customer.phones()),
            emails: ManyDraft::of(customer.emails()),
            messengers: MESSENGERS.map(messenger),
            addresses: ManyDraft::of(addresses),
            works_at: RwSignal::new(customer.works_at()),
            role: RwSignal::new(customer.role().to_owned()),
            hours: RwSignal::new(customer.opening_hours().to_owned()),
            own: OwnDraft::of(card, customer),
            prefers: RwSignal::new(customer.prefers().map(value_of).unwrap_or_default()),
            best_time: RwSignal::new(customer.best_time().to_owned()),
            consents: Channel::ALL.map(consent),
            consent_source: RwSignal::new(String::new()),
        }
    }

    /// Whether a field says that it cannot go in.
    fn has_problem(&self, i18n: I18n) -> bool {
        self.phones.has_problem(i18n, phone_problem)
            || self.emails.has_problem(i18n, email_problem)
            || self.own.facts().is_err()
    }

    /// The facts that differ from what was known.
    fn facts(&self, before: &Customer, today: Day) -> Vec<Fact> {
        let prefers = channel_of(&self.prefers.read());
        let best_time = self.best_time.read().trim().to_owned();
        let works_at = self.works_at.get();
        let role = self.role.read().trim().to_owned();
        let hours = self.hours.read().trim().to_owned();
        let facts = [
            (works_at != before.works_at()).then_some(Fact::WorksAt(works_at)),
            (role != before.role()).then_some(Fact::Role(role)),
            (hours != before.opening_hours()).then_some(Fact::OpeningHours(hours)),
            (prefers != before.prefers()).then_some(Fact::Prefers(prefers)),
            (best_time != before.best_time()).then_some(Fact::BestTime(best_time)),
        ];
        let source = self.consent_source.read().trim().to_owned();
        let consents =
            Channel::ALL.into_iter().zip(&self.consents).filter_map(|(channel, said)| {
                let said = said.get();
                let is_new = !said.is_empty() && said != answer(before, channel);
                let consent = Consent { given: said == YES, on: today, source: source.clone() };
                is_new.then_some(Fact::Consent(channel, consent))
            });
        let own = self.own.facts().unwrap_or_default();
        facts.into_iter().flatten().chain(own).chain(consents).collect()
    }

    /// The numbers and addresses that are gone or new.
    fn members(&self, before: &Customer) -> Vec<(Member, bool)> {
        let known = |is: &dyn Fn(&Member) -> bool| {
            before.members().iter().filter(|member| is(member)).cloned().collect::<Vec<_>>()
        };
        let phones = known(&|member| matches!(member, Member::Phone(_)));
        let emails = known(&|member| matches!(member, Member::Email(_)));
        let addresses = known(&|member| matches!(member, Member::Address(_)));
        let mut changes = self.phones.changes(&phones, Member::Phone);
        changes.extend(self.emails.changes(&emails, Member::Email));
        for (channel, draft) in MESSENGERS.into_iter().zip(self.messengers) {
            let names =
                known(&|member| matches!(member, Member::Messenger(on, _) if *on == channel));
            changes.extend(draft.changes(&names, |name| Member::Messenger(channel, name)));
        }
        changes.extend(self.addresses.changes(&addresses, Member::Address));
        changes
    }
}

/// What they said of a channel, as a value of a form; empty when they were not asked.
fn answer(customer: &Customer, channel: Channel) -> &'static str {
    let said = customer.consents().find(|(known, _)| *known == channel);
    match said {
        None => "",
        Some((_, consent)) if consent.given => YES,
        Some(_) => NO,
    }
}

fn value_of(channel: Channel) -> String {
    (channel as usize).to_string()
}

fn channel_of(value: &str) -> Option<Channel> {
    Channel::ALL.get(value.parse::<usize>().ok()?).copied()
}

/// The form.
#[component]
pub fn ReachForm(
    /// Whose.
    card: Card,
    /// What closes the form.
    editing: RwSignal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    let before = card.customer.get_untracked();
    let draft = Draft::of(card, &before);
    let (tried, refused) = (RwSignal::new(false), RwSignal::new(None));
    let fields = draft.clone();
    let known = before.clone();
    let save = move |()| {
        tried.set(true);
        let today = card.state.today().get_untracked();
        if untrack(|| draft.has_problem(i18n)) {
            return refused.set(Some(said!(i18n, customer.look_at_fields)));
        }
        if let Some(problem) = untrack(|| work_problem(card, &before, draft.works_at.get())) {
            return refused.set(Some(problem));
        }
        let (facts, members) = untrack(|| (draft.facts(&before, today), draft.members(&before)));
        match card.save(facts, members) {
            Ok(()) => editing.set(false),
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    view! {
        <EditForm
            save_label=words!(i18n, frame.save)
            on_save=save
            on_cancel=move |()| editing.set(false)
            refused
            columns=FormColumns::One
        >
            <Numbers i18n draft=fields.clone() tried />
            <Work card draft=fields.clone() />
            <OwnFields i18n draft=fields.own />
            <Fold title=words!(i18n, frame.more)>
                <div class="stack">
                    <Addresses i18n draft=fields.clone() tried />
                    <Wishes i18n draft=fields.clone() />
                    <Consents i18n draft=fields.clone() known=known.clone() />
                </div>
            </Fold>
        </EditForm>
    }
}

/// Why they cannot be reached at a company, where that is new.
fn work_problem(card: Card, before: &Customer, works_at: Option<CustomerId>) -> Option<String> {
    let company = works_at.filter(|company| before.works_at() != Some(*company))?;
    let refusal = card.state.book().with(|book| book.check_work(card.id, company)).err()?;
    Some(match refusal {
        WorkRefusal::Themself => said!(card.i18n, company.works_themself),
        WorkRefusal::NotThere => said!(card.i18n, company.works_gone),
    })
}

/// For a company when it is open, for a person where they work.
#[component]
fn Work(
    /// Whose.
    card: Card,
    /// What is written.
    draft: Draft,
) -> impl IntoView {
    let i18n = card.i18n;
    let (hours, role, works_at) = (draft.hours, draft.role, draft.works_at);
    if card.customer.read_untracked().is_company() {
        return view! {
            <Field
                label=words!(i18n, company.hours)
                placeholder=words!(i18n, company.hours_example)
                value=hours
                error=Signal::derive(move || sentences::text_problem(i18n, &hours.read()))
                on_input=move |text| hours.set(text)
            />
        }
        .into_any();
    }
    view! {
        <Field
            label=words!(i18n, company.role)
            placeholder=words!(i18n, company.role_example)
            value=role
            error=Signal::derive(move || sentences::text_problem(i18n, &role.read()))
            on_input=move |text| role.set(text)
        />
        <Pick label=words!(i18n, company.works_at) card chosen=works_at />
    }
    .into_any()
}

/// Phones and emails.
#[component]
fn Numbers(
    /// The language.
    i18n: I18n,
    /// What is written.
    draft: Draft,
    /// Whether saving was tried.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    view! {
        <ManyFields
            label=words!(i18n, customer.phone)
            kind=FieldKind::Phone
            draft=draft.phones
            problem=phone_problem
            tried
        />
        <ManyFields
            label=words!(i18n, customer.email)
            kind=FieldKind::Email
            draft=draft.emails
            problem=email_problem
            tried
        />
    }
}

/// Names on messengers and addresses.
#[component]
fn Addresses(
    /// The language.
    i18n: I18n,
    /// What is written.
    draft: Draft,
    /// Whether saving was tried.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    let messengers = MESSENGERS.into_iter().zip(draft.messengers).map(|(channel, draft)| {
        let label = Signal::derive(move || people::channel(i18n, channel));
        view! { <ManyFields label draft problem=no_problem tried /> }
    });
    let messengers = messengers.collect_view();
    view! {
        {messengers}
        <ManyFields
            label=words!(i18n, customer.address)
            draft=draft.addresses
            problem=no_problem
            tried
        />
    }
}

/// The channel and the time they prefer.
#[component]
fn Wishes(
    /// The language.
    i18n: I18n,
    /// What is written.
    draft: Draft,
) -> impl IntoView {
    let channels = Signal::derive(move || {
        let choice = |channel| Choice::new(value_of(channel), people::channel(i18n, channel));
        let none = Choice::new("", said!(i18n, customer.prefers_none));
        std::iter::once(none).chain(Channel::ALL.map(choice)).collect::<Vec<_>>()
    });
    view! {
        <Select
            label=words!(i18n, customer.prefers)
            choices=channels
            value=draft.prefers
            on_change=move |value| draft.prefers.set(value)
        />
        <Field
            label=words!(i18n, customer.best_time)
            placeholder=words!(i18n, customer.best_time_example)
            value=draft.best_time
            on_input=move |text| draft.best_time.set(text)
        />
    }
}

/// What they allow, channel by channel.
#[component]
fn Consents(
    /// The language.
    i18n: I18n,
    /// What is written.
    draft: Draft,
    /// What was known: whoever was asked once cannot become unasked.
    known: Customer,
) -> impl IntoView {
    let selects = Channel::ALL.into_iter().zip(draft.consents).map(|(channel, said)| {
        let was_asked = !answer(&known, channel).is_empty();
        let choices = Signal::derive(move || {
            let not_asked = (!was_asked).then(|| Choice::new("", said!(i18n, customer.not_asked)));
            let answers = [
                Choice::new(YES, said!(i18n, customer.consent_given)),
                Choice::new(NO, said!(i18n, customer.consent_refused)),
            ];
            not_asked.into_iter().chain(answers).collect::<Vec<_>>()
        });
        let label = Signal::derive(move || people::channel(i18n, channel));
        view! { <Select label choices value=said on_change=move |value| said.set(value) /> }
    });
    let selects = selects.collect_view();
    view! {
        <FieldGroup label=words!(i18n, customer.consents)>
            {selects}
        </FieldGroup>
        <Field
            label=words!(i18n, customer.consent_source)
            placeholder=words!(i18n, customer.consent_source_example)
            value=draft.consent_source
            on_input=move |text| draft.consent_source.set(text)
        />
    }
}
