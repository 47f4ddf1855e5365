//! A café's purchase log that is always of today, as a till would export it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use regulars::units::calendar::Day;

const FAMILY: [&str; 12] = [
    "Kovács", "Nagy", "Szabó", "Tóth", "Horváth", "Varga", "Kiss", "Molnár", "Németh", "Farkas",
    "Balogh", "Papp",
];
const GIVEN: [&str; 10] =
    ["Anna", "Péter", "Zsófi", "Márk", "Lili", "Dóra", "Gergő", "Eszter", "Bence", "Réka"];

/// Writes the log of so many guests: name, phone, date, amount. Every third guest comes each week,
/// the others less often; every fifth stopped coming when they were due four times ago.
pub(crate) fn log(folder: &Path, n_guests: i32, today: Day) -> PathBuf {
    let mut csv = String::from("Name;Phone;Date;Amount\r\n");
    for guest in 0..n_guests {
        let place = usize::try_from(guest).expect("guests are counted up");
        let name = format!("{} {}", FAMILY[place % 12], GIVEN[place / 12 % 10]);
        let gap = [7, 11, 14, 21, 30, 9][place % 6];
        // Nobody comes on the last day: it may not have come yet where the browser thinks it is.
        let away = 1 + if guest % 5 == 0 { gap * 4 } else { guest % gap };
        for visit in 0..(3 + guest % 12) {
            let day = today.plus(-away - visit * gap).date();
            let amount = 600 + (guest * 37 + visit * 13) % 2400;
            writeln!(csv, "{name};+36 30 {};{day};{amount} Ft\r", 5_550_000 + guest)
                .expect("text grows");
        }
    }
    let file = folder.join("till.csv");
    fs::write(&file, csv).expect("a log");
    file
}

/// Today by this machine's clock, which the browser shares.
pub(crate) fn today() -> Day {
    let now = std::time::SystemTime::now();
    let since = now.duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    Day(i32::try_from(since.as_secs() / 86_400).expect("a day of this era"))
}
