//! Taking something back: at once where little hangs on it, else after a word on what would go.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Button, ButtonKind, Checkbox, Dialog};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::state::AppState;
use crate::book::Change;
use crate::book::undo::Outcome;
use crate::units::id::{CustomerId, GroupId};

/// How many of those who go or stay are named.
const NAMED: usize = 3;

/// What is about to be taken back, and what that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    /// What was pressed.
    groups: Vec<GroupId>,
    /// The later groups that let everybody go.
    since: Vec<GroupId>,
    /// What taking back the groups would change.
    alone: Outcome,
    /// What taking back the later groups too would change.
    with_since: Outcome,
    /// What is said when it is done.
    told: String,
}

/// The question before something large is taken back; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Undoing {
    i18n: I18n,
    state: AppState,
    notices: Notices,
    asked: RwSignal<Option<Asked>>,
    with_since: RwSignal<bool>,
}

impl Undoing {
    /// Nothing is asked yet.
    #[must_use]
    pub fn new(i18n: I18n, state: AppState, notices: Notices) -> Self {
        let (asked, with_since) = (RwSignal::new(None), RwSignal::new(false));
        Self { i18n, state, notices, asked, with_since }
    }

    /// Takes groups back, or asks first; `told` is what is said when it is done.
    pub fn take_back(self, groups: Vec<GroupId>, told: String) {
        let Some(alone) = self.state.outcome_of_undo(&groups) else {
            return self.go(&groups, told);
        };
        let since = self.state.made_since(&alone.staying, &groups);
        let with_since = if since.is_empty() {
            alone.clone()
        } else {
            self.state.outcome_of_all(&[since.clone(), groups.clone()].concat())
        };
        self.with_since.set(false);
        self.asked.set(Some(Asked { groups, since, alone, with_since, told }));
    }

    /// The later groups go first: taken back before the others, nothing of theirs holds on to these.
    fn go(self, groups: &[GroupId], told: String) {
        let pushed = self.state.commit(|batch| {
            let undone = groups.iter().map(|group| batch.push(Change::Undo { group: *group }));
            undone.collect::<Vec<_>>().first().copied()
        });
        match pushed {
            Ok(Some(first)) => self.notices.tell_with_undo(told, GroupId(first)),
            Ok(None) => {}
            Err(refusal) => self.notices.tell(sentences::not_made(self.i18n, refusal)),
        }
    }

    fn confirm(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        let since = if self.with_since.get_untracked() { asked.since } else { Vec::new() };
        self.asked.set(None);
        self.go(&[since, asked.groups].concat(), asked.told);
    }

    /// What the answer that is chosen now would change.
    fn outcome(self) -> Option<Outcome> {
        let asked = self.asked.get()?;
        Some(if self.with_since.get() { asked.with_since } else { asked.alone })
    }
}

/// The question, over whatever page it was asked on.
#[component]
pub fn UndoDialog() -> impl IntoView {
    let i18n = use_i18n();
    let undoing = expect_context::<Undoing>();
    let close = move |()| undoing.asked.set(None);
    view! {
        <Dialog
            open=Signal::derive(move || undoing.asked.read().is_some())
            on_close=close
            title=words!(i18n, undoing.title)
            close_label=words!(i18n, frame.close)
            footer=move || view! {
                <Button label=words!(i18n, frame.cancel) on_press=close />
                <Button
                    label=words!(i18n, undoing.yes)
                    kind=ButtonKind::Primary
                    on_press=move |()| undoing.confirm()
                />
            }
        >
            <Effects undoing />
        </Dialog>
    }
}

/// What would go and what would stay, one a line.
#[component]
fn Effects(
    /// The question.
    undoing: Undoing,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let lines = move || {
        let Some(outcome) = undoing.outcome() else { return Vec::new() };
        lines(i18n, format, undoing.state, &outcome)
    };
    let since = Memo::new(move |_| undoing.asked.read().as_ref().map_or(0, |it| it.since.len()));
    let is_mixed = move || {
        let asked = undoing.asked.read();
        asked.as_ref().is_some_and(|it| !it.alone.staying.is_empty() && it.since.is_empty())
    };
    let label = Signal::derive(move || {
        let n = since.get();
        said!(i18n, undoing.with_since, count = n, n = format.count(n))
    });
    view! {
        <div class="stack">
            <ul class="effects">
                {move || lines().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
            <Show when=move || since.get() != 0>
                <Checkbox
                    label
                    checked=undoing.with_since
                    on_change=move |yes| undoing.with_since.set(yes)
                />
            </Show>
            {move || is_mixed().then(|| view! {
                <p class="muted">{words!(i18n, undoing.stay_mixed)}</p>
            })}
            <p class="muted">{words!(i18n, undoing.again)}</p>
        </div>
    }
}

fn lines(i18n: I18n, format: Format, state: AppState, outcome: &Outcome) -> Vec<String> {
    let count = |n: usize| format.count(n);
    let names = |ids: &[CustomerId]| names(i18n, format, state, ids);
    let mut lines = Vec::new();
    let n = outcome.gone_customers.len();
    if n > 0 {
        let names = names(&outcome.gone_customers);
        lines.push(said!(i18n, undoing.customers_go, count = n, n = count(n), names = names));
    }
    let n = outcome.gone_purchases;
    if n > 0 {
        let amount = format.money(outcome.gone_amount);
        lines.push(said!(i18n, undoing.purchases_go, count = n, n = count(n), amount = amount));
    }
    let n = outcome.changed_customers;
    if n > 0 {
        lines.push(said!(i18n, undoing.changed, count = n, n = count(n)));
    }
    let n = outcome.lost_changes;
    if n > 0 {
        lines.push(said!(i18n, undoing.lost, count = n, n = count(n)));
    }
    if lines.is_empty() {
        lines.push(said!(i18n, undoing.nothing_goes));
    }
    let n = outcome.staying.len();
    if n > 0 {
        let names = names(&outcome.staying);
        lines.push(said!(i18n, undoing.stay, count = n, n = count(n), names = names));
    }
    if outcome.currency_stays {
        let code = state.book().with(|book| book.shop().currency.code().to_owned());
        lines.push(said!(i18n, undoing.currency_stays, code = isolated(&code)));
    }
    lines
}

/// The first few by name, and how many more there are.
fn names(i18n: I18n, format: Format, state: AppState, ids: &[CustomerId]) -> String {
    let name = |id: &CustomerId| {
        let book = state.book().read();
        let label = book.customer(*id).map(|customer| customer.label().to_owned());
        let label = label.filter(|label| !label.is_empty());
        label.map_or_else(|| said!(i18n, undoing.no_name), |label| isolated(&label))
    };
    let join = |before, after| said!(i18n, customer.listed, before = before, after = after);
    let named = ids.iter().take(NAMED).map(name).reduce(join).unwrap_or_default();
    match ids.len().saturating_sub(NAMED) {
        0 => named,
        more => said!(i18n, undoing.names_more, names = named, n = format.count(more)),
    }
}
