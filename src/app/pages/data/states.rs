//! What became of the sales, word by word of the file's column: which count, which do not, and how
//! much was refunded of those of which a part was.

use leptos::prelude::*;

use super::import::Import;
use super::partly::Partly;
use super::phrases::n_sales;
use crate::app::components::{
    Button, Cell, CellKind, Choice, DataTable, LabelPlace, Panel, Select,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{said, use_i18n, words};
use crate::files::import::{Counting, StateWord, state_key};

/// How many words are listed; where there are more, those that are open come first.
const MOST: usize = 24;

/// The words, with what is done about each; nothing where every sale counts.
#[component]
pub fn States(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = Memo::new(move |_| {
        import.plan().with(|plan| match plan {
            Some(Ok(plan)) => plan.states.clone(),
            Some(Err(_)) | None => Vec::new(),
        })
    });
    let counts = |word: &StateWord| word.counting == Some(Counting::Counts) && word.n_partly == 0;
    let is_open = move || words.with(|words| words.iter().any(|word| word.counting.is_none()));
    let is_shown = Memo::new(move |_| {
        let said = import.options().with(|options| !options.states.is_empty());
        said || words.with(|words| !words.iter().all(counts))
    });
    let title = Signal::derive(move || {
        if is_open() { said!(i18n, import.states_question) } else { said!(i18n, import.states) }
    });
    let count_open = move |()| {
        let open = words.with_untracked(|words| {
            let open = words.iter().filter(|word| word.counting.is_none());
            open.map(|word| word.word.clone()).collect::<Vec<_>>()
        });
        import.understand(|options| {
            options.states.extend(open.iter().map(|word| (state_key(word), Counting::Counts)));
        });
    };
    let list = move || {
        let mut list = words.get();
        if list.len() > MOST {
            list.sort_by_key(|word| word.counting.is_some());
            list.truncate(MOST);
        }
        list
    };
    let key = |word: &StateWord| state_key(&word.word);
    let row = move |word: StateWord| {
        let key = state_key(&word.word);
        let now = Memo::new(move |_| {
            words.with(|words| words.iter().find(|word| state_key(&word.word) == key).cloned())
        });
        view! { <StateRow import word now /> }
    };
    move || {
        is_shown.get().then(|| view! {
            <Panel title aside=words!(i18n, import.states_aside)>
                <div class="stack">
                    <DataTable caption=words!(i18n, import.states)>
                        <For each=list key children=row />
                    </DataTable>
                    {move || is_open().then(|| view! {
                        <div class="cluster">
                            <Button label=words!(i18n, import.states_all_count) on_press=count_open />
                        </div>
                    })}
                    <Partly import words />
                </div>
            </Panel>
        })
    }
}

/// One word, how many sales have it, and what is done with them.
#[component]
fn StateRow(
    /// The list.
    import: Import,
    /// The word.
    word: StateWord,
    /// The word as the plan has it now.
    now: Memo<Option<StateWord>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let text = word.word.clone();
    let figures = move || {
        now.get().map(|word| {
            let sales = n_sales(i18n, format, word.n);
            said!(i18n, import.states_sum, sales = sales, sum = format.money(word.sum))
        })
    };
    let value = Signal::derive(move || {
        let counting = now.with(|word| word.as_ref().and_then(|word| word.counting));
        place_of(counting).to_owned()
    });
    let choices = Signal::derive(move || {
        [
            (None, said!(i18n, import.states_open)),
            (Some(Counting::Counts), said!(i18n, import.states_counts)),
            (Some(Counting::DoesNot), said!(i18n, import.states_does_not)),
            (Some(Counting::GivesBack), said!(i18n, import.states_gives_back)),
        ]
        .map(|(counting, label)| Choice::new(place_of(counting), label))
        .to_vec()
    });
    let choose = move |place: String| {
        let key = state_key(&word.word);
        import.understand(|options| match counting_at(&place) {
            Some(counting) => {
                options.states.insert(key, counting);
            }
            None => {
                options.states.remove(&key);
            }
        });
    };
    let label = {
        let text = text.clone();
        words!(i18n, import.states_of, word = isolated(&text))
    };
    view! {
        <tr>
            <Cell>
                <div class="stack stack--close">
                    <strong><bdi>{text}</bdi></strong>
                    <span class="import__line">{figures}</span>
                </div>
            </Cell>
            <Cell kind=CellKind::Figure>
                <Select label label_place=LabelPlace::Hidden choices value on_change=choose />
            </Cell>
        </tr>
    }
}

fn place_of(counting: Option<Counting>) -> &'static str {
    match counting {
        None => "open",
        Some(Counting::Counts) => "counts",
        Some(Counting::DoesNot) => "not",
        Some(Counting::GivesBack) => "back",
    }
}

fn counting_at(place: &str) -> Option<Counting> {
    let all = [Counting::Counts, Counting::DoesNot, Counting::GivesBack];
    all.into_iter().find(|counting| place_of(Some(*counting)) == place)
}
