//! The orders of a customer: how far each is, what is paid, where the goods are, and the next step.

use leptos::prelude::*;

use crate::app::components::{Button, ButtonKind, Fold, Notice, Tag, Tone, Track};
use crate::app::language::format::isolated;
use crate::app::language::orders;
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::pages::customer::story::particulars;
use crate::app::parts::orders::{OrderDraft, OrderFields, facts_since};
use crate::app::parts::people::{EditForm, name_of};
use crate::app::parts::remind::{WriteDialog, Writing};
use crate::book::{Bought, orders as saying};
use crate::outreach::{Answered, Occasion};
use crate::people::reach::reach;
use crate::trade::order::{Fact, Order, Payment, StageId, Stages};
use crate::units::id::{CustomerId, GroupId, PurchaseId};

/// An order that came to a stage, of which the customer can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offer {
    purchase: PurchaseId,
    stage: StageId,
    /// Whom.
    to: CustomerId,
    /// What was answered about writing to them before.
    before: Option<Answered>,
}

impl Offer {
    /// Offers to tell of a stage; nothing where nobody can be told.
    fn of(card: Card, purchase: PurchaseId, stage: StageId) -> Option<Self> {
        let to = untrack(|| whom(card))?;
        Some(Self { purchase, stage, to, before: untrack(|| last_word(card, to)) })
    }
}

/// What was answered about writing to somebody for no special reason.
fn last_word(card: Card, to: CustomerId) -> Option<Answered> {
    card.state.book().with(|book| book.outreach().answer(to, Occasion::Word))
}

/// All of them, the finished ones folded away; nothing for whoever has none.
#[component]
pub fn Orders(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let offer = RwSignal::new(None::<Offer>);
    let writing = Writing::here();
    // One of which somebody is still to be told stays in sight, though it may be finished.
    let is_open = move |id: PurchaseId, order: &Order, stages: &Stages| {
        order.is_open(stages) || offer.get().is_some_and(|offer| offer.purchase == id)
    };
    let with = move |open: bool| {
        Memo::new(move |_| {
            card.state.book().with(|book| {
                let stages = &book.shop().stages;
                let all = book.purchases_of(card.id).map(|(id, _)| id);
                let fits = |id: &PurchaseId| {
                    book.order(*id).is_some_and(|order| is_open(*id, order, stages) == open)
                };
                all.filter(fits).collect::<Vec<_>>()
            })
        })
    };
    let (open, done) = (with(true), with(false));
    let order = move |id| view! { <OneOrder card id offer writing /> };
    let n_done = Memo::new(move |_| done.read().len());
    let finished = move || {
        (n_done.get() > 0).then(|| {
            let title =
                Signal::derive(move || said!(i18n, order.all_done, n = format.count(n_done.get())));
            view! {
                <Fold title>
                    <div class="orders">
                        <For each=move || done.get() key=|id| *id children=order />
                    </div>
                </Fold>
            }
        })
    };
    let has_any = Memo::new(move |_| !open.read().is_empty() || n_done.get() > 0);
    view! {
        <Show when=move || has_any.get()>
            <section class="orders" aria-label=words!(i18n, order.title)>
                <For each=move || open.get() key=|id| *id children=order />
                {finished}
            </section>
        </Show>
        <WriteDialog writing />
    }
}

/// Notes what was said of an order, as one step that can be taken back.
fn say(card: Card, id: PurchaseId, facts: Vec<Fact>, told: String) -> Result<(), String> {
    let said: Vec<_> = card.state.journal().with_untracked(|journal| {
        facts.into_iter().map(|fact| saying::say(journal, id, fact)).collect()
    });
    let made = card.state.commit(|batch| {
        let stamps: Vec<_> = said.into_iter().map(|change| batch.push(change)).collect();
        stamps.first().copied().map(GroupId)
    });
    match made {
        Ok(Some(group)) => card.notices.tell_with_undo(told, group),
        Ok(None) => {}
        Err(refusal) => return Err(sentences::not_made(card.i18n, refusal)),
    }
    Ok(())
}

/// Makes a purchase an order, at the first stage.
pub fn track(card: Card, id: PurchaseId) {
    let (stage, name) = card.state.book().with_untracked(|book| {
        let stages = &book.shop().stages;
        (stages.first(), orders::stage(card.i18n, stages, stages.first()))
    });
    let told = said!(card.i18n, order.tracked, stage = isolated(&name));
    if let Err(refusal) = say(card, id, vec![Fact::Stage(Some(stage))], told) {
        card.notices.tell(refusal);
    }
}

/// One order: read, or a form.
#[component]
fn OneOrder(
    /// Whose.
    card: Card,
    /// Which purchase it is.
    id: PurchaseId,
    /// Of what the customer can be told.
    offer: RwSignal<Option<Offer>>,
    /// Where a text is written.
    writing: Writing,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    let body = move || {
        if editing.get() {
            view! { <OrderForm card id editing offer /> }.into_any()
        } else {
            view! { <Reading card id editing offer /> }.into_any()
        }
    };
    view! {
        <article class="order">
            <OrderHead card id />
            {body}
            <Telling card id offer writing />
        </article>
    }
}

/// When, what and for how much.
#[component]
fn OrderHead(
    /// Whose.
    card: Card,
    /// Which purchase it is.
    id: PurchaseId,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let bought = Memo::new(move |_| card.state.book().read().purchase(id).cloned());
    let day = move || bought.read().as_ref().map(|bought| format.day_short(bought.at().day));
    let goods = move || {
        let purchase = bought.read().as_ref()?.purchase();
        let join = |before, after| said!(i18n, customer.listed, before = before, after = after);
        particulars(i18n, &purchase).into_iter().reduce(join)
    };
    let amount = move || bought.read().as_ref().map(|bought| format.money(bought.net()));
    view! {
        <header class="order__head">
            <span>
                <strong>{day}</strong>
                " "
                <bdi>{goods}</bdi>
            </span>
            <strong>
                <bdi>{amount}</bdi>
            </strong>
        </header>
    }
}

/// What is known of an order now, with what it costs and the stages of the shop.
fn known(card: Card, id: PurchaseId) -> (Order, crate::units::money::Money, Stages) {
    let book = card.state.book().read();
    let amount = book.purchase(id).map(Bought::net).unwrap_or_default();
    (book.order(id).cloned().unwrap_or_default(), amount, book.shop().stages.clone())
}

#[component]
fn Reading(
    /// Whose.
    card: Card,
    /// Which purchase it is.
    id: PurchaseId,
    /// What opens the form.
    editing: RwSignal<bool>,
    /// Of what the customer can be told.
    offer: RwSignal<Option<Offer>>,
) -> impl IntoView {
    let i18n = card.i18n;
    let order = Memo::new(move |_| known(card, id));
    let stops = Signal::derive(move || {
        let (_, _, stages) = order.get();
        stages.used().iter().map(|stage| orders::stage(i18n, &stages, stage.id)).collect::<Vec<_>>()
    });
    let current = Signal::derive(move || {
        let (order, _, stages) = order.get();
        stages.used().iter().position(|stage| Some(stage.id) == order.stage)
    });
    let next = move || {
        let (order, amount, stages) = order.get();
        let stage = stages.after(order.stage?)?;
        let name = orders::stage(i18n, &stages, stage);
        let label = said!(i18n, order.next, stage = isolated(&name));
        let go = move |()| {
            let amount = card.format.money(amount);
            let told = said!(i18n, order.moved, amount = amount, stage = isolated(&name));
            match say(card, id, vec![Fact::Stage(Some(stage))], told) {
                Ok(()) => offer.set(Offer::of(card, id, stage)),
                Err(refusal) => card.notices.tell(refusal),
            }
        };
        Some(view! { <Button label on_press=go /> })
    };
    view! {
        <Track label=words!(i18n, order.stages_of) stops current />
        <div class="order__foot">
            {move || tags(card, &order.get())}
            <div class="cluster__end">
                <Button
                    label=words!(i18n, order.edit)
                    kind=ButtonKind::Quiet
                    on_press=move |()| editing.set(true)
                />
                {next}
            </div>
        </div>
    }
}

/// What is paid, when it is due, where the goods are; and a stage that is none of the shop's.
fn tags(
    card: Card,
    (order, amount, stages): &(Order, crate::units::money::Money, Stages),
) -> AnyView {
    let (i18n, format) = (card.i18n, card.format);
    let is_used = |id: StageId| stages.used().iter().any(|stage| stage.id == id);
    let stage = order
        .stage
        .filter(|id| !is_used(*id))
        .map(|id| (orders::stage(i18n, stages, id), Tone::Neutral));
    let tone = if order.payment == Payment::Paid { Tone::Good } else { Tone::Warm };
    let payment = Some((orders::payment(i18n, format, order.payment, *amount), tone));
    let is_late = order.is_late(stages, card.state.today().get());
    let due = order.due.map(|day| {
        let day = format.day_short(day);
        match is_late {
            true => (said!(i18n, order.late, day = day), Tone::Bad),
            false => (said!(i18n, order.due, day = day), Tone::Neutral),
        }
    });
    let place = Some(&order.place).filter(|place| !place.is_empty());
    let place =
        place.map(|place| (said!(i18n, order.place_is, place = isolated(place)), Tone::Neutral));
    let all = [stage, payment, due, place].into_iter().flatten();
    all.map(|(label, tone)| view! { <Tag label tone /> }).collect_view().into_any()
}

#[component]
fn OrderForm(
    /// Whose.
    card: Card,
    /// Which purchase it is.
    id: PurchaseId,
    /// What closes the form.
    editing: RwSignal<bool>,
    /// Of what the customer can be told.
    offer: RwSignal<Option<Offer>>,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let (before, amount, stages) = untrack(|| known(card, id));
    let currency = card.state.book().with_untracked(|book| book.shop().currency);
    let draft = OrderDraft::of(&before, stages.first(), currency);
    let refused = RwSignal::new(None);
    let save = move |()| {
        let after = match untrack(|| draft.read(amount, currency)) {
            Ok(after) => after,
            Err(problem) => return refused.set(Some(problem.words(i18n, format))),
        };
        let moved = after.stage.filter(|stage| before.stage != Some(*stage));
        match say(card, id, facts_since(&before, &after), said!(i18n, order.saved)) {
            Ok(()) => {
                editing.set(false);
                // What was offered before still is, where the stage stayed.
                if let Some(stage) = moved {
                    offer.set(Offer::of(card, id, stage));
                }
            }
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    let untrack_it =
        move |()| match say(card, id, vec![Fact::Stage(None)], said!(i18n, order.untracked)) {
            Ok(()) => editing.set(false),
            Err(refusal) => refused.set(Some(refusal)),
        };
    view! {
        <EditForm
            save_label=words!(i18n, frame.save)
            on_save=save
            on_cancel=move |()| editing.set(false)
            refused
        >
            <OrderFields draft amount=Some(amount) />
            <div class="form__all">
                <Button
                    label=words!(i18n, order.untrack)
                    kind=ButtonKind::Quiet
                    on_press=untrack_it
                />
            </div>
        </EditForm>
    }
}

/// Whoever can be told: the customer, or for a company the first of its people who can be reached.
fn whom(card: Card) -> Option<CustomerId> {
    let book = card.state.book().read();
    let people = book.people_at(card.id).into_iter().map(|(id, _)| id);
    let can_be_told = |id: &CustomerId| book.customer(*id).and_then(reach).is_some();
    std::iter::once(card.id).chain(people).find(can_be_told)
}

/// Offers to tell of a new stage; nothing where nobody can be told.
#[component]
fn Telling(
    /// Whose order it is.
    card: Card,
    /// Which purchase it is.
    id: PurchaseId,
    /// Of what the customer can be told.
    offer: RwSignal<Option<Offer>>,
    /// Where a text is written.
    writing: Writing,
) -> impl IntoView {
    let i18n = card.i18n;
    let at_hand = move || {
        let offer = offer.get().filter(|offer| offer.purchase == id)?;
        let (order, _, stages) = known(card, id);
        // It may have been taken back, moved on elsewhere, or told by now.
        let is_at_hand =
            order.stage == Some(offer.stage) && last_word(card, offer.to) == offer.before;
        is_at_hand.then(|| (offer.to, orders::text(i18n, &stages, offer.stage)))
    };
    move || {
        let (whom, what) = at_hand()?;
        let name = card.state.book().with(|book| name_of(i18n, book.customer(whom)));
        let text = writing.saying(whom, &what);
        let told = said!(i18n, order.offer, name = isolated(&name), text = isolated(&text));
        let write = move |()| writing.open_saying(whom, &what);
        Some(view! {
            <Notice tone=Tone::Good>
                <p class="note" role="status">{told}</p>
                <div class="cluster">
                    <Button
                        label=words!(i18n, order.offer_write)
                        kind=ButtonKind::Primary
                        on_press=write
                    />
                    <Button
                        label=words!(i18n, order.offer_not_now)
                        kind=ButtonKind::Quiet
                        on_press=move |()| offer.set(None)
                    />
                </div>
            </Notice>
        })
    }
}
