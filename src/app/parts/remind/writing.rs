//! Writing to somebody: a first text with their name, shown and changed before it is sent.
//!
//! The app sends nothing. It opens the phone's own messages, mail or messenger with the text in it,
//! and what was sent there is known by the owner's word.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::components::{
    Button, ButtonKind, ButtonLink, Choice, Dialog, Field, FieldKind, Glyph, LinkTarget, Notice,
    Select, Tone,
};
use crate::app::language::format::isolated;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people;
use crate::app::parts::remind::Answers;
use crate::app::state::AppState;
use crate::browser;
use crate::outreach::{Answer, Occasion};
use crate::people::customer::Channel;
use crate::people::reach::{Way, link, ways};
use crate::units::id::CustomerId;

/// The text at hand; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Writing {
    i18n: I18n,
    state: AppState,
    /// To whom and why, while it is open.
    to: RwSignal<Option<(CustomerId, Occasion)>>,
    ways: RwSignal<Vec<Way>>,
    by: RwSignal<usize>,
    text: RwSignal<String>,
    /// Whom the text was last for, and how it began: who turns back to it finds it as it was left.
    draft: RwSignal<Option<(CustomerId, String)>>,
    step: RwSignal<Step>,
}

/// What was done with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Nothing yet.
    Written,
    /// It was copied.
    Copied,
    /// The browser did not let it be copied.
    NotCopied,
    /// Another program was opened with it.
    Opened,
}

impl Writing {
    /// Nothing at hand yet.
    #[must_use]
    pub fn here() -> Self {
        Self {
            i18n: use_i18n(),
            state: expect_context(),
            to: RwSignal::new(None),
            ways: RwSignal::new(Vec::new()),
            by: RwSignal::new(0),
            text: RwSignal::new(String::new()),
            draft: RwSignal::new(None),
            step: RwSignal::new(Step::Written),
        }
    }

    /// Begins a text, by the way they prefer.
    pub fn open(self, customer: CustomerId, occasion: Occasion) {
        let (name, shop) = self.names(customer);
        self.begin(customer, occasion, first_text(self.i18n, occasion, &name, &shop));
    }

    /// Begins a text that says something, after the greeting and above the name of the shop.
    pub fn open_saying(self, customer: CustomerId, what: &str) {
        self.begin(customer, Occasion::Word, self.saying(customer, what));
    }

    /// What such a text would be.
    #[must_use]
    pub fn saying(self, customer: CustomerId, what: &str) -> String {
        let (name, shop) = self.names(customer);
        let greeting = greeting(self.i18n, Occasion::Word, &name);
        let what = what.to_owned();
        signed(said!(self.i18n, order.text_greeted, greeting = greeting, text = what), &shop)
    }

    fn names(self, customer: CustomerId) -> (String, String) {
        self.state.book().with_untracked(|book| {
            let name = book.customer(customer).map(|known| known.name().to_owned());
            (name.unwrap_or_default(), book.shop().name.clone())
        })
    }

    fn begin(self, customer: CustomerId, occasion: Occasion, text: String) {
        let ways = self.state.book().with_untracked(|book| book.customer(customer).map(ways));
        let draft = Some((customer, text.clone()));
        if self.draft.get_untracked() != draft {
            self.text.set(text);
            self.draft.set(draft);
        }
        self.ways.set(ways.unwrap_or_default());
        self.by.set(0);
        self.step.set(Step::Written);
        self.to.set(Some((customer, occasion)));
    }

    fn close(self) {
        self.to.set(None);
    }

    fn way(self) -> Option<Way> {
        self.ways.read().get(self.by.get()).cloned()
    }
}

/// The first words, signed by the shop where it has a name.
fn first_text(i18n: I18n, occasion: Occasion, name: &str, shop: &str) -> String {
    signed(greeting(i18n, occasion, name), shop)
}

fn signed(text: String, shop: &str) -> String {
    if shop.is_empty() { text } else { format!("{text}\n{shop}") }
}

fn greeting(i18n: I18n, occasion: Occasion, name: &str) -> String {
    let name = name.trim().to_owned();
    match (occasion, name.is_empty()) {
        (Occasion::Asleep, false) => said!(i18n, remind.text_asleep, name = name),
        (Occasion::Asleep, true) => said!(i18n, remind.text_asleep_nameless),
        (Occasion::Birthday, false) => said!(i18n, remind.text_birthday, name = name),
        (Occasion::Birthday, true) => said!(i18n, remind.text_birthday_nameless),
        (Occasion::Word, false) => said!(i18n, remind.text_word, name = name),
        (Occasion::Word, true) => said!(i18n, remind.text_word_nameless),
    }
}

/// The dialog in which a text is read, changed and handed on.
#[component]
pub fn WriteDialog(
    /// The text at hand.
    writing: Writing,
) -> impl IntoView {
    let i18n = use_i18n();
    let answers = Answers::here();
    let open = Signal::derive(move || writing.to.read().is_some());
    let title = Signal::derive(move || {
        let name = writing.to.get().map(|(customer, _)| answers.name(customer));
        said!(i18n, remind.write_to, name = isolated(&name.unwrap_or_default()))
    });
    view! {
        <Dialog
            open
            on_close=move |()| writing.close()
            title
            close_label=words!(i18n, frame.close)
            footer=move || view! { <Foot writing answers /> }
        >
            <div class="stack">
                <Text writing />
            </div>
        </Dialog>
    }
}

/// By what, and the words.
#[component]
fn Text(
    /// The text at hand.
    writing: Writing,
) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Signal::derive(move || {
        let ways = writing.ways.read();
        let label = |way: &Way| {
            let channel = people::channel(i18n, way.channel);
            said!(i18n, customer.joined, before = channel, after = isolated(&way.to))
        };
        let choice = |(place, way): (usize, &Way)| Choice::new(place.to_string(), label(way));
        ways.iter().enumerate().map(choice).collect::<Vec<_>>()
    });
    let choose = move |value: String| {
        writing.by.set(value.parse().unwrap_or_default());
        writing.step.set(Step::Written);
    };
    let hint = Signal::derive(move || match writing.way() {
        Some(Way { channel: Channel::Phone, .. }) => said!(i18n, remind.say_hint),
        Some(Way { channel: Channel::Post, to }) => {
            said!(i18n, remind.post_hint, address = isolated(&to))
        }
        Some(Way {
            channel:
                Channel::Sms | Channel::Email | Channel::WhatsApp | Channel::Telegram | Channel::Viber,
            ..
        })
        | None => said!(i18n, remind.text_hint),
    });
    let step = move || match writing.step.get() {
        Step::Written => None,
        Step::Copied => Some((Tone::Good, said!(i18n, remind.copied))),
        Step::NotCopied => Some((Tone::Bad, said!(i18n, remind.copy_failed))),
        Step::Opened => Some((Tone::Good, said!(i18n, remind.sent_it))),
    };
    view! {
        <Field
            label=words!(i18n, remind.text)
            kind=FieldKind::Paragraph
            value=writing.text
            on_input=move |text| writing.text.set(text)
            hint
        />
        <Select
            label=words!(i18n, remind.by)
            choices
            value=Signal::derive(move || writing.by.get().to_string())
            on_change=choose
        />
        <div role="status">
            {move || step().map(|(tone, text)| view! { <Notice tone>{text}</Notice> })}
        </div>
    }
}

/// Copy it, open it elsewhere, note it as done.
#[component]
fn Foot(
    /// The text at hand.
    writing: Writing,
    /// Where the answer goes.
    answers: Answers,
) -> impl IntoView {
    let i18n = use_i18n();
    let copy = move |()| {
        let text = writing.text.get_untracked();
        spawn_local(async move {
            let copied = browser::copy_text(&text).await;
            writing.step.set(if copied { Step::Copied } else { Step::NotCopied });
        });
    };
    let done = move |()| {
        let Some((customer, occasion)) = writing.to.get_untracked() else { return };
        let channel = untrack(|| writing.way()).map(|way| way.channel);
        writing.draft.set(None);
        writing.close();
        // Once the dialog has closed, the focus is back on the line it came from.
        set_timeout(
            move || answers.give(customer, occasion, Answer::Done(channel)),
            Duration::ZERO,
        );
    };
    let open = move || {
        let way = writing.way()?;
        let href = link(&way, &writing.text.get())?;
        // Programs open from here; only a web page needs a window of its own.
        let target =
            if href.starts_with("https:") { LinkTarget::NewWindow } else { LinkTarget::Here };
        Some(view! {
            <ButtonLink
                label=open_label(i18n, way.channel)
                href
                target
                kind=ButtonKind::Primary
                on_press=move |()| writing.step.set(Step::Opened)
            />
        })
    };
    view! {
        <Button label=words!(i18n, remind.copy) kind=ButtonKind::Quiet on_press=copy />
        <Button label=words!(i18n, remind.done) glyph=Glyph::Check on_press=done />
        {open}
    }
}

fn open_label(i18n: I18n, channel: Channel) -> String {
    match channel {
        Channel::Sms => said!(i18n, remind.open_sms),
        Channel::Phone => said!(i18n, remind.open_phone),
        Channel::Email => said!(i18n, remind.open_email),
        Channel::WhatsApp => said!(i18n, remind.open_whatsapp),
        Channel::Telegram => said!(i18n, remind.open_telegram),
        Channel::Viber => said!(i18n, remind.open_viber),
        Channel::Post => String::new(),
    }
}
