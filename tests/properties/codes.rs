//! Codes under a camera: what is drawn is read, whatever it looks like, and nothing else is.

use proptest::prelude::*;
use regulars::work::codes::{CodeRefusal, MOST, Picture, read};
use regulars::work::{Answer, Hand, Request};

use crate::codes_drawn::{Drawn, Sight, seen};

fn picture(drawn: &Drawn, sight: Sight) -> Picture {
    let (width, height) = sight.size;
    Picture::new(width, height, seen(drawn, sight)).expect("a picture that can be looked at")
}

#[track_caller]
fn check(drawn: &Drawn, sight: Sight, expected: &str) {
    assert_eq!(read(&picture(drawn, sight)), Some(Ok(expected.to_owned())), "{sight:?}");
}

/// A card held as people hold cards.
fn sights(module: f64) -> Vec<Sight> {
    let plain = Sight { module, ..Sight::default() };
    vec![
        plain,
        Sight { noise: 20, ..plain },
        Sight { shadow: 0.6, ..plain },
        Sight { degrees: 4.0, ..plain },
        Sight { degrees: -8.0, noise: 10, ..plain },
        Sight { degrees: 180.0, noise: 10, shadow: 0.4, ..plain },
        Sight { degrees: 187.0, ..plain },
    ]
}

#[test]
fn a_qr_code_is_read_however_it_is_held() {
    let drawn = Drawn::qr(b"A17-0417");
    for sight in sights(5.0) {
        check(&drawn, sight, "A17-0417");
    }
    for degrees in [0.0, 4.0, 20.0, 45.0, 90.0, 270.0] {
        for module in [3.0, 4.0] {
            check(&drawn, Sight { degrees, module, ..Sight::default() }, "A17-0417");
        }
    }
    check(&Drawn::qr("کارت ۱۷".as_bytes()), Sight::default(), "کارت ۱۷");
}

#[test]
fn bars_are_read_however_they_are_held() {
    let codes = [
        (Drawn::code_128("Card-0417"), "Card-0417"),
        (Drawn::code_128_from("\u{106}0417998812"), "0417998812"),
        (Drawn::code_128_from("\u{c0}CARD\u{106}0417\u{181}ab"), "CARD0417ab"),
        (Drawn::ean_13("4006381333931"), "4006381333931"),
        (Drawn::ean_13("0012345678905"), "0012345678905"),
        (Drawn::ean_8("96385074"), "96385074"),
    ];
    for (drawn, expected) in &codes {
        for sight in sights(3.0).into_iter().chain(sights(2.2)) {
            check(drawn, sight, expected);
        }
        for degrees in [45.0, 90.0, 135.0, 270.0] {
            check(drawn, Sight { degrees, module: 2.5, ..Sight::default() }, expected);
        }
    }
}

#[test]
fn every_first_digit_of_an_ean_13_is_read() {
    let numbers = [
        "0012345678905",
        "1234567890128",
        "2345678901234",
        "3456789012340",
        "4567890123456",
        "5678901234562",
        "6789012345678",
        "7890123456784",
        "8901234567890",
        "9012345678906",
    ];
    for number in numbers {
        check(&Drawn::ean_13(number), Sight { module: 3.0, ..Sight::default() }, number);
    }
}

#[test]
fn a_code_that_is_no_card_is_refused_in_its_own_words() {
    let large = Sight { size: (960, 720), ..Sight::default() };
    let check = |bytes: &[u8], refusal: CodeRefusal| {
        assert_eq!(read(&picture(&Drawn::qr(bytes), large)), Some(Err(refusal)));
    };
    check(&[7; 30], CodeRefusal::NotText);
    check(&[0xff; 30], CodeRefusal::NotText);
    check("https://shop.example/?".repeat(6).as_bytes(), CodeRefusal::TooLong { most: MOST });
}

#[test]
fn half_a_code_is_none() {
    let half = Sight { size: (200, 480), module: 3.0, ..Sight::default() };
    assert_eq!(read(&picture(&Drawn::ean_13("4006381333931"), half)), None);
    assert_eq!(read(&picture(&Drawn::code_128("Card-0417"), half)), None);
}

#[test]
fn the_worker_tells_what_it_sees() {
    let mut hand = Hand::default();
    let sight = Sight::default();
    let look = Request::Look { width: 640, height: 480 };
    let mut told = |shades: Vec<u8>| {
        hand.ask(look.clone(), shades);
        assert!(!hand.is_busy());
        hand.tell().expect("an answer").0
    };
    let drawn = Drawn::qr(b"A17");
    assert_eq!(told(seen(&drawn, sight)), Answer::Seen(Some(Ok("A17".into()))));
    assert_eq!(told(vec![200; 640 * 480]), Answer::Seen(None));
    assert_eq!(told(vec![]), Answer::Seen(None));
}

/// Stripes and specks: what a shelf, a shirt or a bad lens shows.
fn any_picture() -> impl Strategy<Value = (u32, u32, Vec<u8>)> {
    let shades = prop::collection::vec(any::<u8>(), 1..200);
    (16_u32..160, 16_u32..120, shades, 1_usize..200).prop_map(|(width, height, shades, step)| {
        let n = usize::try_from(width * height).expect("a small picture");
        let shades = (0..n).map(|place| shades[place / step % shades.len()]).collect();
        (width, height, shades)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_shows_no_code_is_looked_at_without_harm((width, height, shades) in any_picture()) {
        let picture = Picture::new(width, height, shades).expect("sides within the limits");
        prop_assert_eq!(read(&picture), None);
    }

    #[test]
    fn any_number_on_a_card_is_read_from_its_bars(text in "[ -~]{1,20}", noise in 0_u32..15) {
        prop_assume!(text.trim() == text && !text.is_empty());
        let drawn = Drawn::code_128(&text);
        let sight = Sight { size: (960, 300), module: 2.5, noise, ..Sight::default() };
        prop_assert_eq!(read(&picture(&drawn, sight)), Some(Ok(text)));
    }
}
