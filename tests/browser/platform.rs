//! The browser itself.

use regulars::app::around::route::{List, Route};
use regulars::browser;
use regulars::browser::picture::{self, PictureRefusal};
use regulars::people::photo;
use regulars::units::calendar::{Day, Moment};
use regulars::units::id::{CustomerId, Replica, Stamp};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The page Regulars opens on needs these of every browser it promises to work in.
#[wasm_bindgen_test]
fn the_browser_has_what_regulars_is_made_of() {
    let window = web_sys::window().expect("a test in the browser has a window");
    for name in ["indexedDB", "caches", "BroadcastChannel", "Intl"] {
        let found = js_sys::Reflect::has(&window, &name.into()).expect("a window can be asked");
        assert!(found, "{name} is missing");
    }
}

#[wasm_bindgen_test]
fn a_zone_is_known_by_its_name() {
    let zone = browser::zone("Europe/Budapest");
    let at = |month, day, minute: i64| {
        let day = Day::from_ymd(2026, month, day).expect("a day");
        zone.moment(i64::from(day.0) * 1440 + minute)
    };
    let shown = |month, day, minute| {
        let day = Day::from_ymd(2026, month, day).expect("a day");
        Moment { day, minute: Some(minute) }
    };
    assert_eq!(at(8, 5, 22 * 60 + 30), shown(8, 6, 30));
    assert_eq!(at(1, 5, 22 * 60 + 30), shown(1, 5, 23 * 60 + 30));
    // Two in the morning became three on 29 March 2026.
    assert_eq!(at(3, 29, 59), shown(3, 29, 119));
    assert_eq!(at(3, 29, 60), shown(3, 29, 180));
    assert_eq!(browser::zone("Asia/Tehran").ahead_minutes(29_700_000), 210);
    assert!(browser::zone_names().iter().any(|name| name == "Europe/Budapest"));
}

#[wasm_bindgen_test]
fn the_day_is_told_by_the_zone_the_shop_lives_by() {
    // 22:30 of universal time on 5 August 2026.
    let time_ms = u64::try_from(Day::from_ymd(2026, 8, 5).expect("a day").0).expect("after 1970")
        * 86_400_000
        + 81_000_000;
    browser::live_by("Pacific/Auckland");
    let there = browser::local(time_ms);
    browser::live_by("");
    let own = browser::zone("").moment(i64::try_from(time_ms / 60_000).expect("minutes"));
    assert_eq!(there.day, Day::from_ymd(2026, 8, 6).expect("a day"));
    assert_eq!(there.minute, Some(10 * 60 + 30));
    assert_eq!(browser::local(time_ms), own);
}

#[wasm_bindgen_test]
fn every_address_leads_back_to_its_place() {
    let anna = CustomerId(Stamp::new(1_800_000_000_000, 7, Replica::new(1, 0)));
    let lists = [List::Active, List::Top, List::New].map(|list| Route::Customers(Some(list)));
    let others = [Route::Sleepers, Route::Customer(anna), Route::Sale(Some(anna))];
    let offered = Route::ALL.map(|place| place.route);
    for route in offered.into_iter().chain(lists).chain(others) {
        assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
        assert!(offered.contains(&route.place().route), "{}", route.href());
    }
    for (hash, route) in [
        ("", Route::Today),
        ("#nowhere", Route::Today),
        ("#/customers/nobody", Route::Customers(None)),
        ("#/customer/nobody", Route::Customers(None)),
        ("#/sale/nobody", Route::Sale(None)),
        ("#/settings/", Route::Settings),
    ] {
        assert_eq!(Route::parse(hash), route, "{hash}");
    }
}

/// A picture of noise, which no browser packs well, as a BMP file.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let n_bytes = width * height * 3;
    let mut file = b"BM".to_vec();
    file.extend((54 + n_bytes).to_le_bytes());
    file.extend([0; 4]);
    file.extend(54_u32.to_le_bytes());
    file.extend(40_u32.to_le_bytes());
    file.extend(width.to_le_bytes());
    file.extend(height.to_le_bytes());
    file.extend([1, 0, 24, 0]);
    file.extend([0; 24]);
    let mut state = 1_u32;
    file.extend((0..n_bytes).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    }));
    file
}

#[wasm_bindgen_test]
async fn a_picture_of_any_size_is_made_small_enough_to_keep() {
    let large = picture::kept(&noise(1200, 900)).await;
    let large = large.expect("a picture");
    assert!(large.bytes().len() <= photo::MAX_BYTES);
    assert_eq!(large.format(), photo::Format::Jpeg);
    assert!(
        picture::address(&large).is_some_and(|at| at.starts_with("data:image/jpeg;base64,/9j/"))
    );
    // What is small enough stays as it is, and a few pixels are a picture, too.
    assert_eq!(picture::kept(large.bytes()).await, Ok(large));
    assert!(picture::kept(&noise(4, 1)).await.is_ok());
}

#[wasm_bindgen_test]
async fn what_is_no_picture_is_refused() {
    let mut cut = noise(40, 30);
    cut.truncate(30);
    for bytes in [&b"MZ no picture"[..], &cut, &[]] {
        let refused = picture::kept(bytes).await;
        assert_eq!(refused, Err(PictureRefusal::Unreadable));
    }
}
