//! Who comes back, against who was said to.

use std::collections::HashMap;

use regulars::figures::lifetime::next_visit::OwnGaps;
use regulars::figures::lifetime::{Model, Pareto, Rows, Track, choose};
use regulars::figures::overview::Overview;
use regulars::figures::rhythm::Status;
use regulars::units::calendar::Day;

use crate::log::{Log, QUARTER_DAYS, share};

/// What is known of one customer on the day of a cut, and when they came next.
struct Seen {
    status: Status,
    n_visits: u32,
    /// The gap the app measures them by.
    gap_days: f64,
    /// The median of their own gaps, whatever the app makes of it.
    own_days: f64,
    scores: [f64; N_SCORES],
    /// Days from the cut to the next visit.
    next: Option<i32>,
    is_seasonal: bool,
}

const N_SCORES: usize = 7;
const SCORES: [&str; N_SCORES] = [
    "own rhythm",
    "days since",
    "P(alive)",
    "expected visits",
    "the same, MBG",
    "chance by itself",
    "gain of a word",
];

/// Prints how well returns are told, and how many of each status came back.
pub(crate) fn section(log: &Log, cuts: &[Day]) {
    let (mut quarter, mut own, mut asleep) = (Areas::default(), Areas::default(), Areas::default());
    let mut statuses: HashMap<Status, [f64; 4]> = HashMap::new();
    let mut seasonal = [[0.0; 2]; 2];
    for cut in cuts {
        let seen = seen(log, *cut);
        let observed = log.last.since(*cut);
        let within = |it: &Seen, days: f64| it.next.is_some_and(|next| f64::from(next) <= days);
        let with_rhythm = || seen.iter().filter(|it| it.n_visits >= 3);
        let label = |it: &Seen| within(it, f64::from(QUARTER_DAYS));
        quarter.add(areas(with_rhythm(), label));
        let fits = |it: &&Seen| 3.0 * it.gap_days <= f64::from(observed);
        let own_fits = |it: &&Seen| 3.0 * it.own_days <= f64::from(observed);
        let by_own = areas(with_rhythm().filter(own_fits), |it| within(it, 3.0 * it.own_days));
        own.add(by_own);
        let sleepers = || seen.iter().filter(|it| it.status == Status::Asleep);
        asleep.add(areas(sleepers(), label));
        for it in &seen {
            let counted = statuses.entry(it.status).or_default();
            counted[0] += 1.0;
            counted[1] += f64::from(u8::from(label(it)));
            if fits(&it) {
                counted[2] += 1.0;
                counted[3] += f64::from(u8::from(within(it, 3.0 * it.gap_days)));
            }
            let group = &mut seasonal[usize::from(it.is_seasonal)];
            group[0] += 1.0;
            group[1] += f64::from(u8::from(label(it)));
        }
    }
    println!("\nwho comes back, 3 visits or more: area under the curve, mean of the cuts");
    println!(
        "{:<18}{:>16}{:>22}{:>26}",
        "by", "within 91 days", "within 3 own gaps", "91 days, those asleep"
    );
    for (place, name) in SCORES.iter().enumerate() {
        let [quarter, own, asleep] =
            [&quarter, &own, &asleep].map(|sums| share(sums.sums[place], sums.n_cuts));
        println!("{name:<18}{quarter:>16.3}{own:>22.3}{asleep:>26.3}");
    }
    println!("\nwho came back by themselves, all cuts together");
    println!("{:<18}{:>10}{:>16}{:>22}", "status", "people", "within 91 days", "within 3 own gaps");
    for status in Status::ALL {
        let Some([n, back, n_own, back_own]) = statuses.get(&status) else { continue };
        let name = format!("{status:?}");
        println!(
            "{name:<18}{n:>10}{:>15.1}%{:>21.1}%",
            100.0 * share(*back, *n),
            100.0 * share(*back_own, *n_own)
        );
    }
    let [others, theirs] = seasonal;
    println!(
        "said to have a season: {}, back within 91 days {:.1}%; others {:.1}%",
        theirs[0],
        100.0 * share(theirs[1], theirs[0]),
        100.0 * share(others[1], others[0])
    );
}

/// Areas of the cuts in which some came back and some did not.
#[derive(Default)]
struct Areas {
    sums: [f64; N_SCORES],
    n_cuts: f64,
}

impl Areas {
    fn add(&mut self, more: Option<[f64; N_SCORES]>) {
        let Some(more) = more else { return };
        self.n_cuts += 1.0;
        for (sum, more) in self.sums.iter_mut().zip(more) {
            *sum += more;
        }
    }
}

fn seen(log: &Log, cut: Day) -> Vec<Seen> {
    let overview = Overview::new(&log.book, cut);
    let tracks: Vec<Option<Track>> = log.histories.iter().map(|it| it.track(cut)).collect();
    let known: Vec<Track> = tracks.iter().copied().flatten().collect();
    let model = Pareto::fit(&Rows::new(&known)).ok().map(|fitted| Model::Pareto(fitted.model));
    let mbg = choose(&Rows::new(&known)).ok().map(|chosen| chosen.fitted.model);
    let person = |((history, id), track): ((&_, &_), &Option<Track>)| {
        let history: &regulars::figures::lifetime::History = history;
        let standing = overview.standing(*id)?;
        let track = (*track)?;
        let gap_days = f64::from(standing.rhythm.gap_tenths?) / 10.0;
        let days_since = f64::from(standing.rhythm.days_since);
        let of_model = |score: fn(&Model, &Track) -> f64| {
            model.as_ref().map_or(0.0, |model| score(model, &track))
        };
        let next = history.visits().get(history.until(cut).len());
        Some(Seen {
            status: standing.rhythm.status,
            n_visits: standing.totals.n_visits,
            gap_days,
            own_days: OwnGaps::of(history, cut).map_or(gap_days, |own| own.median),
            scores: [
                -days_since / gap_days,
                -days_since,
                of_model(|model, track| model.p_alive(track)),
                of_model(|model, track| model.expected_visits(track, 13.0)),
                mbg.as_ref().map_or(0.0, |model| model.expected_visits(&track, 13.0)),
                overview.comes_alone(*id)?,
                overview.word(*id).map_or(0.0, |word| f64::from(word.gain_permille())),
            ],
            next: next.map(|visit| visit.day.since(cut)),
            is_seasonal: standing.rhythm.season.is_some(),
        })
    };
    log.histories.iter().zip(&log.ids).zip(&tracks).filter_map(person).collect()
}

/// For each score the probability that of two people, one who came back and one who did not, it
/// puts the first one higher; `None` where all did or none.
fn areas<'a>(
    people: impl Iterator<Item = &'a Seen>,
    came_back: impl Fn(&Seen) -> bool,
) -> Option<[f64; N_SCORES]> {
    let people: Vec<(&Seen, bool)> = people.map(|it| (it, came_back(it))).collect();
    let has = |came: bool| people.iter().any(|it| it.1 == came);
    (has(true) && has(false)).then(|| {
        std::array::from_fn(|place| {
            area(people.iter().map(|it| (it.0.scores[place], it.1)).collect())
        })
    })
}

fn area(mut rows: Vec<(f64, bool)>) -> f64 {
    rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut pairs, mut n_back) = (0.0, 0.0, 0.0);
    for equal in rows.chunk_by(|a, b| a.0 == b.0) {
        let back = equal.iter().filter(|it| it.1).fold(0.0, |n, _| n + 1.0);
        let gone = equal.iter().fold(0.0, |n, _| n + 1.0) - back;
        pairs += back * (below + 0.5 * gone);
        below += gone;
        n_back += back;
    }
    share(pairs, below * n_back)
}
