//! The story: everything that happened with a customer, newest first.

use leptos::prelude::*;

use crate::app::components::{Button, ButtonKind, EmptyState, Face, Glyph, Row, Rows};
use crate::app::language::words::{I18n, said, words};
use crate::app::language::{orders, sentences};
use crate::app::pages::customer::card::Card;
use crate::app::parts::remind;
use crate::book::story::{Event, What, story};
use crate::browser;
use crate::people::field::Field;
use crate::trade::purchase::Purchase;

/// So many lines are shown, and so many more each time the owner asks.
const PAGE: usize = 40;

/// The lines of the story.
#[component]
pub fn Story(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let events = Memo::new(move |_| {
        let (journal, book) = (card.state.journal().read(), card.state.book().read());
        story(&journal, &book, card.id, browser::local)
    });
    let limit = RwSignal::new(PAGE);
    let shown = move || events.read().iter().take(limit.get()).cloned().collect::<Vec<_>>();
    let has_more = Memo::new(move |_| events.read().len() > limit.get());
    let is_empty = Memo::new(move |_| events.read().is_empty());
    let more = move || {
        has_more.get().then(|| {
            let show = move |()| limit.update(|limit| *limit += PAGE);
            view! { <Button label=words!(i18n, customer.earlier) on_press=show /> }
        })
    };
    let nothing = move || {
        is_empty.get().then(|| view! { <EmptyState title=words!(i18n, customer.story_empty) /> })
    };
    view! {
        {nothing}
        <Rows label=words!(i18n, customer.story)>
            <For
                each=shown
                key=|event| (event.stamp, event.undo)
                children=move |event| view! { <Line card event /> }
            />
        </Rows>
        {more}
    }
}

/// One line of the story.
#[component]
fn Line(
    /// Whose.
    card: Card,
    /// What happened.
    event: Event,
) -> impl IntoView {
    let i18n = card.i18n;
    let glyph = match event.what {
        What::Added => Glyph::Person,
        What::Bought(_) => Glyph::Bag,
        What::Refunded(_) => Glyph::Undo,
        What::Removed(_) => Glyph::Trash,
        What::Answered(..) => Glyph::Mail,
        What::Called(_) => Glyph::Phone,
        What::Edited(_) => Glyph::Edit,
        What::Merged => Glyph::People,
        What::Ordered { .. } => Glyph::Bag,
    };
    let undo = event.undo;
    let event = StoredValue::new(event);
    let title = Signal::derive(move || event.with_value(|event| title(card, &event.what)));
    let subtitle = Signal::derive(move || event.with_value(|event| subtitle(card, event)));
    let end = move || {
        undo.map(|group| {
            let take_back = move |()| card.undo(group);
            let label = words!(i18n, frame.undo);
            view! { <Button label kind=ButtonKind::Quiet on_press=take_back /> }
        })
    };
    view! { <Row title subtitle face=move || view! { <Face glyph /> } end /> }
}

fn title(card: Card, what: &What) -> String {
    let (i18n, format) = (card.i18n, card.format);
    match what {
        What::Added => said!(i18n, customer.event_added),
        What::Bought(purchase) => {
            said!(i18n, customer.event_bought, amount = format.money(purchase.amount))
        }
        What::Refunded(refund) => {
            said!(i18n, customer.event_refunded, amount = format.money(refund.amount))
        }
        What::Removed(amount) => {
            said!(i18n, customer.event_removed, amount = format.money(*amount))
        }
        What::Answered(occasion, answer) => remind::event(i18n, format, *occasion, *answer),
        What::Edited(fields) => {
            let join = |before, after| said!(i18n, customer.listed, before = before, after = after);
            let book = card.state.book().read();
            let name = |field: &Field| sentences::field(i18n, &book, *field);
            let fields = fields.iter().map(name).reduce(join);
            said!(i18n, customer.event_edited, fields = fields.unwrap_or_default())
        }
        What::Called(call) => {
            said!(i18n, calls.event, outcome = sentences::outcome(i18n, call.outcome))
        }
        What::Merged => said!(i18n, customer.event_merged),
        What::Ordered { amount, facts } => {
            let book = card.state.book().read();
            let what = orders::said_of(i18n, format, &book.shop().stages, *amount, facts);
            said!(i18n, order.event, amount = format.money(*amount), what = what)
        }
    }
}

/// When, what else is known of it, and on which device it was recorded.
fn subtitle(card: Card, event: &Event) -> String {
    let i18n = card.i18n;
    let mut parts = vec![when(card, event)];
    match &event.what {
        What::Bought(purchase) => parts.extend(particulars(i18n, purchase)),
        What::Refunded(refund) => {
            parts.extend(Some(refund.reason.clone()).filter(|reason| !reason.is_empty()));
        }
        What::Called(call) => {
            let by = Some(&call.caller).filter(|name| !name.is_empty());
            parts.extend(by.map(|name| said!(i18n, customer.served_by, name = name.clone())));
            parts.extend(Some(call.words.clone()).filter(|words| !words.is_empty()));
            let next = call.next.map(|day| said!(i18n, calls.again_on, day = card.format.day(day)));
            parts.extend(next);
        }
        What::Added
        | What::Removed(_)
        | What::Answered(..)
        | What::Edited(_)
        | What::Merged
        | What::Ordered { .. } => {}
    }
    let is_here = event.replica().device() == card.state.replica().device();
    if !is_here {
        parts.push(said!(i18n, customer.other_device));
    } else if !matches!(event.what, What::Bought(_)) {
        parts.push(said!(i18n, customer.this_device));
    }
    let join = |before, after| said!(i18n, customer.joined, before = before, after = after);
    parts.into_iter().reduce(join).unwrap_or_default()
}

/// When it happened, as far as that is known.
fn when(card: Card, event: &Event) -> String {
    let i18n = card.i18n;
    let moment = card.format.moment(event.at);
    match &event.what {
        What::Bought(purchase) if purchase.at.day > card.state.today().get() => {
            said!(i18n, clocks.ahead_in_list, day = moment)
        }
        What::Bought(_) | What::Refunded(_) | What::Called(_) => moment,
        What::Added
        | What::Removed(_)
        | What::Answered(..)
        | What::Edited(_)
        | What::Merged
        | What::Ordered { .. } => sentences::when_made(i18n, card.format, event.stamp),
    }
}

/// The goods, who served, where, and the note of a purchase, as far as they are known.
pub fn particulars(i18n: I18n, purchase: &Purchase) -> Vec<String> {
    let is_said = |text: &&String| !text.is_empty();
    let join = |before, after| said!(i18n, customer.listed, before = before, after = after);
    let goods = purchase.lines.iter().map(|line| line.product.clone()).reduce(join);
    let served = Some(&purchase.employee)
        .filter(is_said)
        .map(|name| said!(i18n, customer.served_by, name = name.clone()));
    let plain = [&purchase.channel, &purchase.note].into_iter().filter(is_said).cloned();
    goods.into_iter().chain(served).chain(plain).collect()
}
