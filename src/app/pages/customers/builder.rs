//! Who is on the list: the conditions, one a line, read back as a sentence.

use leptos::prelude::*;

use crate::app::components::{
    Button, ButtonKind, Choice, Glyph, IconButton, LabelPlace, Notice, Panel, RadioGroup, Tone,
};
use crate::app::language::asked::{self, Telling};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::pages::customers::condition::ConditionLine;
use crate::app::pages::customers::listing::Listing;
use crate::app::state::AppState;
use crate::lists::draft::{Line, Several};
use crate::lists::field::Field;
use crate::lists::filter::{FilterRefusal, Joined, MOST_DEPTH, Unread};

/// The form of the conditions.
#[component]
pub fn Builder(
    /// What is asked for.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let root = Memo::new(move |_| listing.draft.read().root().key);
    let in_words = move || {
        let filter = listing.whole_filter();
        state.book().with(|book| Telling { i18n, format, book }.filter(&filter))
    };
    let too_many = move || match listing.filter() {
        Err(FilterRefusal::TooMany { most } | FilterRefusal::TooDeep { most }) => {
            let n = format.count(most);
            Some(view! { <Notice tone=Tone::Bad>{said!(i18n, filter.too_many, n = n)}</Notice> })
        }
        Ok(_) => None,
    };
    let gone = move || {
        let told = |why| state.book().with(|book| Telling { i18n, format, book }.unjudged(why));
        let texts: Vec<String> =
            listing.problems().into_iter().map(|problem| told(problem.why)).collect();
        let notice = |text: String| view! { <Notice tone=Tone::Warm>{text}</Notice> };
        texts.into_iter().map(notice).collect_view()
    };
    let end = move || {
        view! {
            <Button
                label=words!(i18n, filter.clear)
                kind=ButtonKind::Quiet
                on_press=move |()| listing.draft.update(crate::lists::draft::Draft::clear)
            />
        }
    };
    view! {
        <Panel title=words!(i18n, filter.title) aside=words!(i18n, filter.live) end>
            <div class="builder">
                {move || view! { <GroupLines listing key=root.get() depth=1 /> }}
                {too_many}
                {gone}
                <p class="builder__words" aria-live="polite">
                    <strong>{words!(i18n, filter.in_words)}</strong> " " {in_words}
                </p>
            </div>
        </Panel>
    }
}

/// The lines of a group, and the ways to more of them.
#[component]
fn GroupLines(
    /// What is asked for.
    listing: Listing,
    /// The group.
    key: u32,
    /// How deep it stands, the outermost at one.
    depth: usize,
) -> AnyView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let several = Memo::new(move |_| listing.draft.read().several(key).cloned());
    let joined =
        Signal::derive(move || several.read().as_ref().map_or(Joined::All, |it| it.joined));
    let keys = move || several.get().map_or(Vec::new(), |several| keys_of(&several));
    let line = move |key: u32| line(listing, i18n, key, depth);
    let with_book = move |change: &dyn Fn(&mut crate::lists::draft::Draft, &crate::book::Book)| {
        state.book().with_untracked(|book| listing.draft.update(|draft| change(draft, book)));
    };
    let add = move |()| {
        with_book(&|draft, book| {
            draft.add(key, Field::Status, book);
        });
    };
    let add_group = move |()| with_book(&|draft, book| draft.add_group(key, Field::Tag, book));
    let head = (depth == 1).then(|| {
        view! {
            <RadioGroup
                label=words!(i18n, filter.how_many)
                label_place=LabelPlace::Hidden
                choices=Signal::derive(move || joined_choices(i18n))
                value=Signal::derive(move || joined.get().token().to_owned())
                on_change=move |token: String| {
                    let joined = if token == Joined::Any.token() { Joined::Any } else { Joined::All };
                    listing.draft.update(|draft| draft.join(key, joined));
                }
            />
        }
        .into_any()
    });
    let head = head.unwrap_or_else(|| {
        let text = move || match joined.get() {
            Joined::Any => said!(i18n, filter.and_any),
            Joined::All => said!(i18n, filter.and_all),
        };
        view! { <p class="builder__joined">{text}</p> }.into_any()
    });
    view! {
        <div class=if depth == 1 { "builder__group" } else { "builder__group builder__group--within" }>
            {head}
            <For each=keys key=|key| *key children=line />
            <div class="cluster">
                <Button
                    label=words!(i18n, filter.add)
                    kind=ButtonKind::Quiet
                    glyph=Glyph::Sale
                    on_press=add
                />
                {(depth < MOST_DEPTH).then(|| view! {
                    <Button
                        label=words!(i18n, filter.add_group)
                        kind=ButtonKind::Quiet
                        glyph=Glyph::Sale
                        on_press=add_group
                    />
                })}
            </div>
        </div>
    }
    .into_any()
}

fn keys_of(several: &Several) -> Vec<u32> {
    several.lines.iter().map(Line::key).collect()
}

fn line(listing: Listing, i18n: I18n, key: u32, depth: usize) -> AnyView {
    let draft = listing.draft.read_untracked();
    if draft.several(key).is_some() {
        return view! { <GroupLines listing key depth=depth + 1 /> }.into_any();
    }
    if draft.asking(key).is_some() {
        return view! { <ConditionLine listing key /> }.into_any();
    }
    let unread = draft.root().lines.iter().find_map(|line| match line {
        Line::Unread(known, unread) if *known == key => Some(unread.clone()),
        Line::Unread(..) | Line::Asking(_) | Line::Several(_) => None,
    });
    view! { <UnreadLine listing i18n key unread /> }.into_any()
}

/// A condition that was not understood: as it was written, to be taken out.
#[component]
fn UnreadLine(
    /// What is asked for.
    listing: Listing,
    /// The language.
    i18n: I18n,
    /// The line.
    key: u32,
    /// What was written.
    unread: Option<Unread>,
) -> impl IntoView {
    let text = unread.map(|unread| unread.text().to_owned()).unwrap_or_default();
    view! {
        <div class="condition">
            <code class="condition__unread" dir="ltr">{text}</code>
            <IconButton
                label=words!(i18n, filter.remove_unread)
                glyph=Glyph::Close
                on_press=move |()| listing.draft.update(|draft| draft.remove(key))
            />
        </div>
    }
}

fn joined_choices(i18n: I18n) -> Vec<Choice> {
    vec![
        Choice::new(Joined::All.token(), said!(i18n, filter.all_of)),
        Choice::new(Joined::Any.token(), said!(i18n, filter.any_of)),
    ]
}

/// Every field of the shop, to be chosen from, under the names of their groups.
pub fn field_choices(i18n: I18n, state: AppState) -> Vec<Choice> {
    state.book().with(|book| {
        let choice = |field: Field| Choice::new(field.token(), asked::label(i18n, book, field));
        Field::all_of(book).into_iter().map(choice).collect()
    })
}
