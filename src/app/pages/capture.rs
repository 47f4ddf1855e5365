//! Collecting people at a stall or a fair: a name and a phone are enough, the event goes with
//! everybody, and the next one can be written down at once. It needs no network and one hand.

use leptos::{html, prelude::*};

use crate::app::around::leaving::Leaving;
use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, ButtonSize, ButtonType, Checkbox, Choice, Field, FieldKind, Notice,
    PageHead, Panel, RadioGroup, Row, Rows, Tone, focus_first,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people::{ToldBy, Twin, email_problem, name_of, phone_problem, told_by};
use crate::app::state::AppState;
use crate::browser;
use crate::people::customer::{Channel, Consent, Fact, Member};
use crate::people::same::Key;
use crate::units::id::{CustomerId, GroupId};

const EVENT: &str = "regulars.event";
const KIND: &str = "regulars.capture-kind";

/// As what they want to buy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    /// For themselves.
    #[default]
    Retail,
    /// To sell it on.
    Wholesale,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Retail => "retail",
            Self::Wholesale => "wholesale",
        }
    }

    fn of(name: &str) -> Self {
        if name == Self::Wholesale.name() { Self::Wholesale } else { Self::Retail }
    }

    fn label(self, i18n: I18n) -> String {
        match self {
            Self::Retail => said!(i18n, capture.retail),
            Self::Wholesale => said!(i18n, capture.wholesale),
        }
    }
}

/// What is written of the one at hand; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Capture {
    i18n: I18n,
    format: Format,
    state: AppState,
    notices: Notices,
    event: RwSignal<String>,
    kind: RwSignal<Kind>,
    name: RwSignal<String>,
    phone: RwSignal<String>,
    email: RwSignal<String>,
    note: RwSignal<String>,
    told_by: RwSignal<String>,
    agreed: RwSignal<bool>,
    /// Whether saving was tried: only then an unfinished number is wrong.
    tried: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
    /// Whoever was written down on this page, newest first.
    taken: RwSignal<Vec<CustomerId>>,
    form: NodeRef<html::Form>,
    /// Whether something is typed that would be lost with the page.
    unsaved: RwSignal<bool>,
}

impl Capture {
    fn here() -> Self {
        let unsaved = RwSignal::new(false);
        expect_context::<Leaving>().watch(unsaved, RwSignal::new(false));
        let text = || RwSignal::new(String::new());
        let kind = browser::remembered(KIND).map(|kind| Kind::of(&kind));
        Self {
            i18n: use_i18n(),
            format: expect_context(),
            state: expect_context(),
            notices: expect_context(),
            event: RwSignal::new(browser::remembered(EVENT).unwrap_or_default()),
            kind: RwSignal::new(kind.unwrap_or_default()),
            name: text(),
            phone: text(),
            email: text(),
            note: text(),
            told_by: text(),
            agreed: RwSignal::new(false),
            tried: RwSignal::new(false),
            refused: RwSignal::new(None),
            taken: RwSignal::new(Vec::new()),
            form: NodeRef::new(),
            unsaved,
        }
    }

    fn set_event(self, event: String) {
        browser::remember(EVENT, event.trim());
        self.event.set(event);
    }

    fn set_kind(self, kind: Kind) {
        browser::remember(KIND, kind.name());
        self.kind.set(kind);
    }

    /// What is written, or why it cannot go in; `None` where the field itself says why.
    fn read(self) -> Result<(Vec<Fact>, Vec<Member>), Option<String>> {
        let Self { i18n, state, .. } = self;
        let text = |signal: RwSignal<String>| signal.read().trim().to_owned();
        let [name, phone, email, note] = [self.name, self.phone, self.email, self.note].map(text);
        let event = text(self.event);
        if phone_problem(i18n, &phone).or(email_problem(i18n, &email)).is_some() {
            return Err(None);
        }
        let sender = told_by(i18n, state, &self.told_by.read()).map_err(|_| None)?;
        if [&name, &phone, &email].iter().all(|text| text.is_empty()) {
            return Err(Some(said!(i18n, capture.nothing)));
        }
        if self.agreed.get() && phone.is_empty() && email.is_empty() {
            return Err(Some(said!(i18n, capture.agreed_to_nothing)));
        }
        let long =
            [&name, &note, &event].into_iter().find_map(|it| sentences::text_problem(i18n, it));
        if long.is_some() {
            return Err(long);
        }
        let on = state.today().get();
        let consent = |channel| {
            let source = if event.is_empty() { said!(i18n, capture.asked) } else { event.clone() };
            Fact::Consent(channel, Consent { given: true, on, source })
        };
        let agreed = self.agreed.get();
        let is_said = |text: &String| !text.is_empty();
        let facts = [
            Some(name).filter(is_said).map(Fact::Name),
            Some(event.clone()).filter(is_said).map(Fact::Source),
            Some(note).filter(is_said).map(Fact::Note),
            sender.map(|sender| Fact::ReferredBy(Some(sender))),
            (agreed && !phone.is_empty()).then(|| consent(Channel::Sms)),
            (agreed && !email.is_empty()).then(|| consent(Channel::Email)),
        ];
        let members = [
            Some(phone).filter(is_said).map(Member::Phone),
            Some(email).filter(is_said).map(Member::Email),
            Some(Member::Tag(self.kind.get().label(i18n))),
        ];
        Ok((facts.into_iter().flatten().collect(), members.into_iter().flatten().collect()))
    }

    fn save(self) {
        let Self { i18n, state, notices, .. } = self;
        self.tried.set(true);
        let (facts, members) = match untrack(|| self.read()) {
            Ok(written) => written,
            Err(refusal) => {
                let refusal = refusal.unwrap_or_else(|| said!(i18n, customer.look_at_fields));
                return self.refused.set(Some(refusal));
            }
        };
        match state.commit(|batch| batch.add_customer(facts, members)) {
            Ok(id) => {
                self.taken.update(|taken| taken.insert(0, id));
                let name = state.book().with_untracked(|book| name_of(i18n, book.customer(id)));
                let text = said!(i18n, capture.saved, name = isolated(&name));
                notices.tell_with_undo(text, GroupId(id.0));
                self.empty();
            }
            Err(refusal) => self.refused.set(Some(sentences::not_made(i18n, refusal))),
        }
    }

    /// Makes room for the next one, with the cursor in the name.
    fn empty(self) {
        for text in [self.name, self.phone, self.email, self.note, self.told_by] {
            text.set(String::new());
        }
        self.agreed.set(false);
        self.unsaved.set(false);
        self.tried.set(false);
        self.refused.set(None);
        if let Some(form) = self.form.get_untracked() {
            focus_first(&form, ".capture__person input");
        }
    }
}

/// The page.
#[component]
pub fn CapturePage() -> impl IntoView {
    let capture = Capture::here();
    let i18n = capture.i18n;
    view! {
        <div class="page">
            <PageHead
                title=words!(i18n, frame.capture)
                subtitle=words!(i18n, capture.text)
            />
            <div class="grid grid--main">
                <Form capture />
                <Taken capture />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Form(
    /// What is written.
    capture: Capture,
) -> impl IntoView {
    let i18n = capture.i18n;
    let sent = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        capture.save();
    };
    let kinds = Signal::derive(move || {
        [Kind::Retail, Kind::Wholesale]
            .map(|kind| Choice::new(kind.name(), kind.label(i18n)))
            .to_vec()
    });
    let refused =
        move || capture.refused.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> });
    view! {
        <form class="capture" node_ref=capture.form novalidate on:submit=sent>
            <Panel>
                <div class="stack">
                    <Field
                        label=words!(i18n, capture.event)
                        hint=words!(i18n, capture.event_hint)
                        value=capture.event
                        on_input=move |event| capture.set_event(event)
                        error=Signal::derive(move || sentences::text_problem(i18n, &capture.event.read()))
                    />
                    <RadioGroup
                        label=words!(i18n, capture.kind)
                        choices=kinds
                        value=Signal::derive(move || capture.kind.get().name().to_owned())
                        on_change=move |kind: String| capture.set_kind(Kind::of(&kind))
                    />
                </div>
            </Panel>
            <Panel>
                <div class="stack capture__person" on:input=move |_| capture.unsaved.set(true)>
                    <Person capture />
                    <div role="alert">{refused}</div>
                    <div class="capture__save">
                        <Button
                            label=words!(i18n, capture.save)
                            kind=ButtonKind::Primary
                            size=ButtonSize::Big
                            r#type=ButtonType::Submit
                        />
                    </div>
                </div>
            </Panel>
        </form>
    }
}

/// The fields of the one at hand.
#[component]
fn Person(
    /// What is written.
    capture: Capture,
) -> impl IntoView {
    let i18n = capture.i18n;
    let phone_error = Signal::derive(move || {
        capture.tried.get().then(|| phone_problem(i18n, &capture.phone.read())).flatten()
    });
    let email_error = Signal::derive(move || {
        capture.tried.get().then(|| email_problem(i18n, &capture.email.read())).flatten()
    });
    view! {
        <Field
            label=words!(i18n, customer.name)
            value=capture.name
            on_input=move |text| capture.name.set(text)
            error=Signal::derive(move || sentences::text_problem(i18n, &capture.name.read()))
        />
        <Twin shared=Key::Name text=capture.name />
        <Field
            label=words!(i18n, customer.phone)
            kind=FieldKind::Phone
            value=capture.phone
            on_input=move |text| capture.phone.set(text)
            error=phone_error
        />
        <Twin shared=Key::Phone text=capture.phone />
        <Checkbox
            label=words!(i18n, capture.agreed)
            hint=words!(i18n, capture.agreed_hint)
            checked=capture.agreed
            on_change=move |yes| capture.agreed.set(yes)
        />
        <Field
            label=words!(i18n, customer.email)
            kind=FieldKind::Email
            value=capture.email
            on_input=move |text| capture.email.set(text)
            error=email_error
        />
        <Twin shared=Key::Email text=capture.email />
        <ToldBy text=capture.told_by />
        <Field
            label=words!(i18n, capture.note)
            placeholder=words!(i18n, capture.note_example)
            value=capture.note
            on_input=move |text| capture.note.set(text)
            error=Signal::derive(move || sentences::text_problem(i18n, &capture.note.read()))
        />
    }
}

/// Whoever was written down since the page was opened.
#[component]
fn Taken(
    /// What is written.
    capture: Capture,
) -> impl IntoView {
    let Capture { i18n, format, state, .. } = capture;
    let there = Memo::new(move |_| {
        let book = state.book().read();
        let taken = capture.taken.read();
        let there = taken.iter().copied().filter(|id| book.customer(*id).is_some());
        there.collect::<Vec<CustomerId>>()
    });
    let aside = Signal::derive(move || {
        let n = there.read().len();
        said!(i18n, capture.n_taken, count = n, n = format.count(n))
    });
    let line = move |id: CustomerId| {
        let title =
            Signal::derive(move || state.book().with(|book| name_of(i18n, book.customer(id))));
        let subtitle = Signal::derive(move || {
            let book = state.book().read();
            let customer = book.customer(id)?;
            let phone = customer.phones().next().map(isolated);
            let tags = customer.tags().map(str::to_owned);
            let join = |before, after| said!(i18n, customer.joined, before = before, after = after);
            phone.into_iter().chain(tags).reduce(join)
        });
        view! { <Row title subtitle href=Route::Customer(id).href() /> }
    };
    view! {
        <Panel title=words!(i18n, capture.taken) aside>
            <Rows>
                <For each=move || there.get() key=|id| *id children=line />
            </Rows>
            <a href=Route::Sources.href()>{words!(i18n, capture.what_it_brings)}</a>
        </Panel>
    }
}
