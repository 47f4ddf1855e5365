//! A photo on a card: chosen, kept, carried to another device, and gone with whoever is erased.

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::browser::Browser;
use crate::days::{add_customer, save_copy, take_copy};
use crate::server::Server;
use crate::{act, check, screenshots};

/// How many photos are on disk.
const N_PHOTOS: &str = "
    const request = indexedDB.open('regulars');
    const database = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const counted = database.transaction('blob').objectStore('blob').getAll();
    const photos = await new Promise((resolve) => {
        counted.onsuccess = () => resolve(counted.result);
    });
    database.close();
    return photos.map((photo) => photo.length);";

/// A picture of coloured fields as a file of no matter which program: nobody packs it.
fn picture(width: u32, height: u32) -> Vec<u8> {
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
    for y in 0..height {
        for x in 0..width {
            let shade = |n: u32| n.to_le_bytes()[0];
            file.extend([shade(x / 7), shade(y / 5), shade((x + y) / 12)]);
        }
    }
    file
}

fn saved(browser: &Browser, name: &str, bytes: &[u8]) -> PathBuf {
    let path = browser.folder().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

async fn sizes(browser: &Browser) -> Vec<u64> {
    let found = browser.run_async(N_PHOTOS, vec![]).await;
    found.as_array().unwrap().iter().map(|size| size.as_u64().unwrap()).collect()
}

async fn open_card(browser: &Browser) {
    browser.go("#/customers").await;
    act::fill(browser, "Find a customer", "Anna").await;
    act::press_text(browser, "Kovács Anna").await;
    check::is_at(browser, "Kovács Anna").await;
}

/// Waits until the head of the card shows a picture that can be seen.
async fn shows_photo(browser: &Browser) {
    let script = "const shown = document.querySelector('.page-head .face__photo');
        return shown && shown.complete && shown.naturalWidth > 0 ? true : null";
    browser.wait("the photo in the head of the card", script, vec![]).await;
}

#[tokio::test]
async fn a_photo_is_kept_carried_and_erased_with_its_customer() {
    let server = Server::start();
    for (width, height) in [(390, 844), (1280, 900)] {
        let mut browser = Browser::open(&server).await;
        browser.resize(width, height);
        add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
        act::press(&browser, "Photo").await;

        // What is no picture is said in place, and the card is as it was.
        let broken = saved(&browser, "broken.jpg", b"\xff\xd8\xff but no more");
        act::upload(&browser, "Choose or take a photo", &broken).await;
        check::sees(&browser, "This browser cannot read that picture.").await;
        assert_eq!(sizes(&browser).await, Vec::<u64>::new());

        let photo = saved(&browser, "anna.bmp", &picture(1600, 1200));
        act::upload(&browser, "Choose or take a photo", &photo).await;
        shows_photo(&browser).await;
        check::sees(&browser, "Saved").await;
        let kept = sizes(&browser).await;
        assert!(matches!(kept[..], [size] if size > 1_000 && size <= 40 * 1024), "{kept:?}");
        check::nothing_overflows(&browser).await;
        screenshots::take(&browser, "photo-card").await;
        act::press(&browser, "Photo").await;

        // Taken off, and by one undo back.
        act::press(&browser, "Remove the photo").await;
        act::press(&browser, "Undo").await;
        shows_photo(&browser).await;

        browser.restart().await;
        open_card(&browser).await;
        shows_photo(&browser).await;

        // It travels in the copy.
        let other = Browser::open(&server).await;
        take_copy(&other, &save_copy(&browser).await).await;
        open_card(&other).await;
        shows_photo(&other).await;
        assert_eq!(sizes(&other).await, kept);

        // Whoever is erased takes it along.
        open_card(&browser).await;
        act::press(&browser, "More").await;
        act::press(&browser, "Erase for good").await;
        act::press(&browser, "Erase for good").await;
        check::sees(&browser, "No customers yet").await;
        let gone = "const request = indexedDB.open('regulars');
            return new Promise((resolve) => {
                request.onsuccess = () => {
                    const all = request.result.transaction('blob').objectStore('blob').count();
                    all.onsuccess = () => { request.result.close(); resolve(all.result === 0 || null); };
                };
            })";
        browser.wait("the photo gone from disk", gone, vec![]).await;
        check::console_is_quiet(&browser);
    }
}

#[tokio::test]
async fn photos_of_an_address_book_come_in_and_go_out() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    browser.resize(390, 844);
    let written = STANDARD.encode(picture(400, 300));
    let folded: Vec<&str> =
        (0..written.len()).step_by(70).map(|at| &written[at..written.len().min(at + 70)]).collect();
    let text = format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kovács Anna\r\nTEL;TYPE=CELL:+36 30 555 0142\r\n\
         PHOTO;ENCODING=b;TYPE=BMP:{}\r\nEND:VCARD\r\n\
         BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nagy Péter\r\n\
         PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==\r\nEND:VCARD\r\n\
         BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Tóth Réka\r\n\
         PHOTO:https://photos.example/reka.jpg\r\nEND:VCARD\r\n",
        folded.join("\r\n ")
    );
    let book = saved(&browser, "phone.vcf", text.as_bytes());
    browser.go("#/data").await;
    act::upload(&browser, "", &book).await;
    check::sees(&browser, "1 photo comes along.").await;
    check::sees(&browser, "2 pictures cannot be imported").await;
    act::press(&browser, "Import 3 customers").await;
    check::sees(&browser, "New here: 3 customers").await;
    open_card(&browser).await;
    shows_photo(&browser).await;
    assert_eq!(sizes(&browser).await.len(), 1);

    // What is handed out holds the photo as it is kept.
    browser.go("#/data").await;
    act::press(&browser, "Contacts (vCard)").await;
    let out = browser.downloaded(".vcf").await;
    let out = fs::read_to_string(out).unwrap();
    assert_eq!(out.matches("PHOTO;ENCODING=b;TYPE=JPEG:/9j/").count(), 1, "{out}");
    check::console_is_quiet(&browser);
    check::asked_no_other_host(&browser, &server);
}
