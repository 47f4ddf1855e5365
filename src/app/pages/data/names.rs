//! Rows that share a phone, an email or a number though their names differ, and known customers
//! who would get another name: shown before anything happens, one by one and all at once.

use leptos::prelude::*;

use super::form::place;
use super::import::Import;
use super::phrases::{and_more, key as key_name};
use crate::app::components::{Button, ButtonKind, Cell, CellKind, DataTable, Panel};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{said, use_i18n, words};
use crate::files::import::{NamePair, Rename};

/// How many pairs are listed at first, and more at each press.
const PAGE: usize = 20;

/// The pairs and the renames; nothing where there are none.
#[component]
pub fn Names(
    /// The list.
    import: Import,
) -> impl IntoView {
    let pairs = Memo::new(move |_| {
        import.plan().with(|plan| match plan {
            Some(Ok(plan)) => plan.pairs.clone(),
            Some(Err(_)) | None => Vec::new(),
        })
    });
    let renames = Memo::new(move |_| {
        import.plan().with(|plan| match plan {
            Some(Ok(plan)) => plan.renames.clone(),
            Some(Err(_)) | None => Vec::new(),
        })
    });
    let has_pairs = Memo::new(move |_| pairs.with(|pairs| !pairs.is_empty()));
    view! {
        {move || has_pairs.get().then(|| view! { <Pairs import pairs /> })}
        {move || {
            let renames = renames.get();
            (!renames.is_empty()).then(|| view! { <Renames renames /> })
        }}
    }
}

/// The pairs.
#[component]
fn Pairs(
    /// The list.
    import: Import,
    /// They.
    pairs: Memo<Vec<NamePair>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let shown = RwSignal::new(PAGE);
    let n = move || pairs.with(Vec::len);
    let say_all = move |are_one: bool| import.say_pair(None, are_one);
    let all_apart = Callback::new(move |()| say_all(false));
    let all_one = Callback::new(move |()| say_all(true));
    let list =
        move || pairs.with(|pairs| pairs.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let row = move |pair: NamePair| view! { <PairRow import pair /> };
    let left = move || n().saturating_sub(shown.get()).min(PAGE);
    let show_more = move |()| shown.update(|shown| *shown += PAGE);
    view! {
        <Panel
            title=words!(i18n, import.pairs, count = n(), n = format.count(n()))
            aside=words!(i18n, import.pairs_aside)
        >
            <div class="stack">
                <DataTable caption=words!(i18n, import.pairs_caption)>
                    <For each=list key=|pair| (pair.id.clone(), pair.are_one, pair.line) children=row />
                </DataTable>
                <div class="cluster">
                    {move || (left() > 0).then(|| {
                        let label = words!(i18n, import.more, count = left(), n = format.count(left()));
                        view! { <Button label on_press=show_more /> }
                    })}
                    {move || (n() > 1).then(|| view! {
                        <Button label=words!(i18n, import.pairs_all_apart) on_press=all_apart />
                        <Button label=words!(i18n, import.pairs_all_one) on_press=all_one />
                    })}
                </div>
            </div>
        </Panel>
    }
}

/// Two names, what they share, and what happens to them.
#[component]
fn PairRow(
    /// The list.
    import: Import,
    /// They.
    pair: NamePair,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let NamePair { id, line, key, value, ours, theirs, are_one } = pair;
    let text = move || {
        let (ours, theirs, value) = (isolated(&ours), isolated(&theirs), isolated(&value));
        let key = key_name(i18n, key);
        if are_one {
            said!(i18n, import.pair_one, ours = ours, theirs = theirs, key = key, value = value)
        } else {
            said!(i18n, import.pair_apart, ours = ours, theirs = theirs, key = key, value = value)
        }
    };
    let label = Signal::derive(move || {
        if are_one { said!(i18n, import.pair_keep_apart) } else { said!(i18n, import.pair_are_one) }
    });
    let turn = move |()| import.say_pair(Some(id.clone()), !are_one);
    view! {
        <tr>
            <Cell>
                <span class="import__line">
                    {move || said!(i18n, import.line, n = place(i18n, format, import, line))}
                </span>
            </Cell>
            <Cell>{text}</Cell>
            <Cell kind=CellKind::Figure>
                <Button label kind=ButtonKind::Quiet on_press=turn />
            </Cell>
        </tr>
    }
}

/// Customers who would get another name.
#[component]
fn Renames(
    /// They.
    renames: Vec<Rename>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let n = renames.len();
    let rows = renames.into_iter().take(PAGE).map(move |Rename { from, to, .. }| {
        let text = words!(i18n, import.rename, from = isolated(&from), to = isolated(&to));
        view! { <tr><Cell>{text}</Cell></tr> }
    });
    let rest = n.saturating_sub(PAGE);
    view! {
        <Panel
            title=words!(i18n, import.renames, count = n, n = format.count(n))
            aside=words!(i18n, import.renames_aside)
        >
            <div class="stack">
                <DataTable caption=words!(i18n, import.renames_caption)>
                    {rows.collect_view()}
                </DataTable>
                {and_more(i18n, format, rest)}
            </div>
        </Panel>
    }
}
