//! The figures of a million purchases by a hundred thousand customers, ours and pandas', in one
//! run: `cargo bench --bench figures_million`.
//!
//! The log is made up, the same one in both. The first run makes a Python environment under
//! `target/` and installs pandas into it; without Python ours are printed alone.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::hint::black_box;
    use std::path::Path;
    use std::process::Command;
    use std::time::Instant;

    use regulars::calendar::Day;
    use regulars::concentration::Concentration;
    use regulars::figures::{Figures, Terms};
    use regulars::money::Money;
    use regulars::retention::Cohorts;
    use regulars::rfm::RfmTable;
    use regulars::rhythm::Rhythms;
    use regulars::segment;
    use regulars::shop::RhythmLimits;
    use regulars::size::SizeLimits;
    use regulars::visit::{Period, Sale, Visits};

    const N_CUSTOMERS: u32 = 100_000;
    const N_PURCHASES: u64 = 1_000_000;
    const FIRST_DAY: i32 = 18_993;
    const N_DAYS: u64 = 1_096;
    const TODAY: Day = Day(20_089);
    const N_RUNS: usize = 11;
    const N_MORE: u64 = 1000;

    pub(crate) fn main() {
        let mut sales: Vec<Sale> = (0..N_PURCHASES).map(sale).collect();
        sales.sort_by_key(|sale| sale.day);
        let terms = terms();
        let visits = Visits::new(N_CUSTOMERS, &sales);
        let ours = [
            ("visits", timed(|| Visits::new(N_CUSTOMERS, &sales))),
            ("rfm", timed(|| segment::counts(&rfm(&visits)))),
            ("rhythm", timed(|| rhythms(&visits, &terms).counts())),
            ("concentration", timed(|| shares(&Concentration::of_income(&visits, TODAY)))),
            ("cohorts", timed(|| Cohorts::new(&visits, TODAY).retention(1))),
        ];
        let pandas = pandas();
        print_table("median ms", &ours.map(|(name, took)| (name, took.median)), &|name| {
            pandas.as_ref()?["median_ms"][name].as_f64()
        });
        // On a machine with other work the least of the runs is nearest to the truth.
        print_table("least ms", &ours.map(|(name, took)| (name, took.least)), &|name| {
            pandas.as_ref()?["least_ms"][name].as_f64()
        });
        println!(
            "pandas found {}",
            pandas.map_or("nothing".into(), |found| found["checks"].to_string())
        );
        println!("ours found   {}", found(&visits, &terms));
        one_more(visits, terms);
    }

    fn print_table(title: &str, ours: &[(&str, f64)], pandas: &dyn Fn(&str) -> Option<f64>) {
        println!("{title:<16}{:>10}{:>12}{:>8}", "ours", "pandas", "ratio");
        let (mut sum, mut sum_pandas) = (0.0, 0.0);
        for (name, ms) in ours {
            let theirs = pandas(name).unwrap_or(f64::NAN);
            println!("{name:<16}{ms:>10.2}{theirs:>12.2}{:>7.1}x", theirs / ms);
            sum += ms;
            sum_pandas += theirs;
        }
        println!("{:<16}{sum:>10.2}{sum_pandas:>12.2}{:>7.1}x", "all", sum_pandas / sum);
    }

    /// One more purchase and all figures read again, a thousand times over.
    fn one_more(visits: Visits, terms: Terms) {
        let mut figures = Figures::new(visits.clone(), terms);
        let mut took: Vec<f64> = (N_PURCHASES..N_PURCHASES + N_MORE)
            .map(sale)
            .map(|sale| {
                let start = Instant::now();
                figures.add(&sale);
                black_box(read(&figures));
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        took.sort_by(f64::total_cmp);
        let (middle, late) = (took[took.len() / 2], took[took.len() * 99 / 100]);
        println!(
            "one more purchase and every figure read: median {middle:.3} ms, 99 % {late:.3} ms"
        );
        let mut scratch = visits;
        for row in N_PURCHASES..N_PURCHASES + N_MORE {
            scratch.add(&sale(row));
        }
        assert!(
            figures == Figures::new(scratch, terms),
            "the figures differ from those from scratch"
        );
    }

    fn read(figures: &Figures) -> impl Sized {
        (
            segment::counts(figures.rfm()),
            figures.rhythms().counts(),
            shares(figures.income()),
            figures.cohorts().retention(1),
        )
    }

    fn rfm(visits: &Visits) -> RfmTable {
        RfmTable::new(visits, Period::until(TODAY), None)
    }

    fn rhythms(visits: &Visits, terms: &Terms) -> Rhythms {
        Rhythms::new(visits, terms.sizes, terms.limits, TODAY)
    }

    fn shares(income: &Concentration) -> (Option<f64>, Option<f64>, Option<f64>) {
        (income.gini(), income.share_of_top(3), income.share_of_top_percent(20))
    }

    fn terms() -> Terms {
        Terms {
            today: TODAY,
            rfm_from: Day::FIRST,
            cuts: None,
            sizes: SizeLimits::new(Money(50_000), Money(200_000)).expect("limits rise"),
            limits: RhythmLimits::default(),
        }
    }

    /// The numbers the script prints as its checks.
    ///
    /// Fewer are on time by a few in a thousand: by chance some of these made-up customers bought
    /// in one season only, which the script does not look for.
    fn found(visits: &Visits, terms: &Terms) -> String {
        let n_visits: usize = visits.customers().map(|customer| visits.of(customer).len()).sum();
        let table = rfm(visits);
        let is_best = |scores: (u8, u8)| scores == (5, 5);
        let best = table.iter().flatten().map(|(_, scores)| (scores.recency, scores.frequency));
        let best = best.filter(|scores| is_best(*scores)).count();
        let rhythms = rhythms(visits, terms);
        let own =
            rhythms.iter().flatten().filter(|rhythm| rhythm.basis == regulars::rhythm::Basis::Own);
        let on_time =
            own.filter(|rhythm| rhythm.status == regulars::rhythm::Status::OnTime).count();
        let gini = Concentration::of_income(visits, TODAY).gini();
        let cohorts = Cohorts::new(visits, TODAY).list();
        let second: u32 = cohorts.iter().filter_map(|cohort| cohort.n_active.get(1)).sum();
        format!("{n_visits} {best} {on_time} {gini:?} {second}")
    }

    /// Milliseconds of several runs.
    #[derive(Clone, Copy)]
    struct Took {
        median: f64,
        least: f64,
    }

    fn timed<T>(mut run: impl FnMut() -> T) -> Took {
        let mut took: Vec<f64> = (0..N_RUNS)
            .map(|_| {
                let start = Instant::now();
                let made = black_box(run());
                let ms = start.elapsed().as_secs_f64() * 1000.0;
                // Freeing what was made is not part of making it.
                drop(made);
                ms
            })
            .collect();
        took.sort_by(f64::total_cmp);
        Took { median: took[N_RUNS / 2], least: took[0] }
    }

    /// A draw of SplitMix64 by its number.
    fn draw(number: u64) -> u64 {
        let state = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn sale(row: u64) -> Sale {
        let who = draw(3 * row);
        let n = u64::from(N_CUSTOMERS);
        // The smaller of two draws: some customers come far more often than others.
        let who = ((who & 0xffff_ffff) % n).min((who >> 32) % n);
        let day = i32::try_from(draw(3 * row + 1) % N_DAYS).expect("a thousand days");
        let cents = i64::try_from(100 + draw(3 * row + 2) % 20_000).expect("a small sum");
        Sale {
            customer: Some(u32::try_from(who).expect("a hundred thousand customers")),
            day: Day(FIRST_DAY + day),
            paid: Money(cents),
            refunded: Money::ZERO,
            cost: None,
        }
    }

    /// What the script prints; `None`, and a word about it, where it cannot run.
    fn pandas() -> Option<serde_json::Value> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let venv = root.join("target/bench-venv");
        let python = venv.join("bin/python");
        if !python.exists() {
            println!("making {} with pandas in it", venv.display());
            Command::new("python3").args(["-m", "venv"]).arg(&venv).status().ok()?;
            let pip = ["-m", "pip", "install", "--quiet", "pandas"];
            Command::new(&python).args(pip).status().ok()?;
        }
        let script = root.join("tests/bench/million_pandas.py");
        let printed = Command::new(&python).arg(script).output().ok()?;
        let found = serde_json::from_slice(&printed.stdout).ok();
        if found.is_none() {
            println!("pandas did not run: {}", String::from_utf8_lossy(&printed.stderr));
        }
        found
    }
}
