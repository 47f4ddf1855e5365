//! Who it is, and what can be done at once.

use leptos::prelude::*;

use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, ButtonLink, Dialog, Glyph, Menu, MenuItem, PageHead, Tone,
};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::pages::customer::naming::NamingDialog;
use crate::app::pages::customer::photo::{PhotoDialog, PhotoFace};
use crate::app::parts::remind::{WriteDialog, Writing};
use crate::book::Change;
use crate::figures::overview::Standing;
use crate::figures::rhythm::Status;
use crate::outreach::Occasion;
use crate::people::customer::{Channel, Fact};
use crate::people::reach::{dialled, reach};

/// The head of the page.
#[component]
pub fn Head(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let naming = RwSignal::new(false);
    let erasing = RwSignal::new(false);
    let picturing = RwSignal::new(false);
    let writing = Writing::here();
    let name = Signal::derive(move || card.name());
    let items = Signal::derive(move || menu(card, naming, picturing, erasing));
    let sale = Route::Sale(Some(card.id)).href();
    let end = move || {
        view! {
            <ReachLinks card writing />
            <ButtonLink label=words!(i18n, frame.sale) href=sale kind=ButtonKind::Primary />
            <Menu label=words!(i18n, frame.more) items />
        }
    };
    view! {
        <PageHead
            title=name
            subtitle=Signal::derive(move || subtitle(card))
            face=move || view! { <PhotoFace card open=picturing /> }
            end
        />
        <NamingDialog card open=naming />
        <PhotoDialog card open=picturing />
        <EraseDialog card open=erasing />
        <WriteDialog writing />
    }
}

/// What they are in one line: segment, card, since when, when it suits them.
fn subtitle(card: Card) -> Option<String> {
    let (i18n, format) = (card.i18n, card.format);
    let customer = card.customer.read();
    let standing = card.standing.get();
    let is_said = |text: &&str| !text.is_empty();
    let parts = [
        customer.is_company().then(|| said!(i18n, company.company)),
        standing.map(|known| sentences::segment(i18n, known.segment)),
        Some(customer.card())
            .filter(is_said)
            .map(|number| said!(i18n, customer.card_number, number = number.to_owned())),
        standing.map(|known| {
            said!(i18n, customer.since, month = format.month(known.totals.first.month()))
        }),
        Some(customer.best_time()).filter(is_said).map(str::to_owned),
    ];
    let join = |before, after| said!(i18n, customer.joined, before = before, after = after);
    parts.into_iter().flatten().reduce(join)
}

/// A text and a call, where there is a way and they may be reached by it.
#[component]
fn ReachLinks(
    /// Whom.
    card: Card,
    /// Where a text is written.
    writing: Writing,
) -> impl IntoView {
    let i18n = card.i18n;
    let can_write = Memo::new(move |_| reach(&card.customer.read()).is_some());
    let number = Memo::new(move |_| {
        let number = card.customer.read().phones().next().map(dialled);
        number.filter(|_| card.may_reach(Channel::Phone))
    });
    let call = move || {
        number.get().map(|number| {
            let href = format!("tel:{number}");
            view! { <ButtonLink label=words!(i18n, customer.call) href glyph=Glyph::Phone /> }
        })
    };
    let write = move || {
        can_write.get().then(|| {
            let open = move |()| writing.open(card.id, untrack(|| occasion(card)));
            view! {
                <Button label=words!(i18n, customer.message) glyph=Glyph::Mail on_press=open />
            }
        })
    };
    view! {
        {write}
        {call}
    }
}

/// Why they would be written to now: as Today names them, for a long absence, or just so.
fn occasion(card: Card) -> Occasion {
    let is_asleep = |standing: Standing| standing.rhythm.status == Status::Asleep;
    let otherwise = || match card.standing.get().is_some_and(is_asleep) {
        true => Occasion::Asleep,
        false => Occasion::Word,
    };
    card.named_for().unwrap_or_else(otherwise)
}

fn menu(
    card: Card,
    naming: RwSignal<bool>,
    picturing: RwSignal<bool>,
    erasing: RwSignal<bool>,
) -> Vec<MenuItem> {
    let i18n = card.i18n;
    let never = card.customer.read().never_write();
    let silence =
        if never { said!(i18n, customer.write_again) } else { said!(i18n, customer.never_write) };
    let turn = move |()| {
        if let Err(refusal) = card.save(vec![Fact::NeverWrite(!never)], vec![]) {
            card.notices.tell(refusal);
        }
    };
    vec![
        MenuItem::new(said!(i18n, customer.edit_name), move |()| naming.set(true))
            .with_glyph(Glyph::Edit),
        MenuItem::new(said!(i18n, customer.photo), move |()| picturing.set(true))
            .with_glyph(Glyph::Person),
        MenuItem::new(silence, turn).with_glyph(Glyph::Mail),
        MenuItem::new(said!(i18n, customer.erase), move |()| erasing.set(true))
            .with_glyph(Glyph::Trash)
            .with_tone(Tone::Bad),
    ]
}

/// Asks before somebody is erased, and says what that means.
#[component]
fn EraseDialog(
    /// Whom.
    card: Card,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    let erase = move |()| {
        open.set(false);
        let all = card.state.book().with_untracked(|book| book.all_of(card.id));
        let erased = card.state.commit(|batch| {
            for customer in all {
                batch.push(Change::EraseCustomer { customer });
            }
        });
        match erased {
            Ok(()) => {
                card.notices.tell(said!(i18n, customer.erased));
                Route::Customers(None).go();
            }
            Err(refusal) => card.tell_refused(refusal),
        }
    };
    let title = Signal::derive(move || said!(i18n, customer.erase_title, name = card.name()));
    let footer = move || {
        view! {
            <Button label=words!(i18n, frame.cancel) on_press=move |()| open.set(false) />
            <Button
                label=words!(i18n, customer.erase)
                kind=ButtonKind::Danger
                glyph=Glyph::Trash
                on_press=erase
            />
        }
    };
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title
            close_label=words!(i18n, frame.close)
            footer
        >
            <p>{words!(i18n, customer.erase_gone)}</p>
            <p>{words!(i18n, customer.erase_stays)}</p>
            <p>
                <strong>{words!(i18n, customer.erase_forever)}</strong>
            </p>
        </Dialog>
    }
}
