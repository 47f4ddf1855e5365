//! The disk, against the browser's real one.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use regulars::book::Change;
use regulars::book::journal::{Entry, Journal, page};
use regulars::people::customer::Fact;
use regulars::people::photo::Photo;
use regulars::store::{Device, Loaded, Store, StoreError, StoreEvent};
use regulars::units::id::{Replica, Stamp};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A store on an empty disk, of a device that has just begun.
async fn fresh() -> Store {
    clear().await;
    let store = Store::open(|_| {}).await.unwrap();
    store.begin(&device("0123456789")).await.unwrap();
    store
}

/// Another tab's store.
async fn another() -> Store {
    let store = Store::open(|_| {}).await.unwrap();
    read(&store).await;
    store
}

/// Deletes the database, as clearing the browser's data does.
async fn clear() {
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    wait(&factory.delete_database("regulars").unwrap()).await.unwrap();
}

fn device(number: &str) -> Device {
    Device { shop: "0".repeat(32), device: number.into(), last_copy_ms: None }
}

/// Waits for a request of the database itself.
async fn wait(request: &web_sys::IdbRequest) -> Result<JsValue, JsValue> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}

fn added(name: &str, journal: &mut Journal, tab: u8) -> Vec<(Stamp, Entry)> {
    let mut batch = journal.batch(Replica::new(1, tab), 1000);
    batch.add_customer(vec![Fact::Name(name.into())], vec![]);
    let entries = batch.finish();
    journal.merge(entries.clone());
    entries
}

async fn load(store: &Store) -> Journal {
    read(store).await.1
}

/// Everything on disk: what the store says of it, its changes, and how many pages cannot be read.
async fn read(store: &Store) -> (Loaded, Journal, usize) {
    let (mut journal, mut damaged) = (Journal::default(), 0);
    let take = async |page: Vec<u8>| damaged += usize::from(journal.merge_page(&page).is_err());
    let loaded = store.load(take).await.unwrap();
    (loaded, journal, damaged)
}

/// How many changes another tab wrote that were not read yet.
async fn n_new(store: &Store) -> usize {
    let news = store.load_new().await.unwrap();
    news.pages.iter().map(|page| page::decode(page).unwrap().len()).sum()
}

/// Changes as one page that reads back.
fn proved(changes: &[(Stamp, Entry)]) -> Vec<Vec<u8>> {
    vec![page::encode_proved(changes).unwrap()]
}

fn all_of(journal: &Journal) -> Vec<Vec<u8>> {
    vec![page::encode(journal.entries())]
}

#[wasm_bindgen_test]
async fn what_was_committed_is_there_after_opening_again() {
    let store = fresh().await;
    let mut journal = Journal::default();
    store.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    store.commit(&added("Péter", &mut journal, 0), &[]).await.unwrap();
    drop(store);
    let again = Store::open(|_| {}).await.unwrap();
    assert_eq!(load(&again).await, journal);
}

#[wasm_bindgen_test]
async fn a_first_start_knows_no_device_and_a_second_does() {
    clear().await;
    let store = Store::open(|_| {}).await.unwrap();
    assert_eq!(read(&store).await.0.device, None);
    store.begin(&device("0123456789")).await.unwrap();
    let copied = Device { last_copy_ms: Some(1.8e12), ..device("0123456789") };
    store.keep_device(&copied).await.unwrap();
    assert_eq!(read(&store).await.0.device, Some(copied));
}

#[wasm_bindgen_test]
async fn two_tabs_of_the_very_first_start_are_one_device() {
    for _ in 0..10 {
        clear().await;
        let first = Store::open(|_| {}).await.unwrap();
        let second = Store::open(|_| {}).await.unwrap();
        let [ours, theirs] = [device("0000000001"), device("0000000002")];
        let one = async {
            assert_eq!(read(&first).await.0.device, None);
            first.begin(&ours).await.unwrap()
        };
        let other = async {
            read(&second).await;
            second.begin(&theirs).await.unwrap()
        };
        let (one, other) = futures_util::future::join(one, other).await;
        assert_eq!(one, other);
        let mut journal = Journal::default();
        first.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
        second.commit(&added("Péter", &mut journal, 1), &[]).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn another_tab_reads_only_what_is_new() {
    let first = fresh().await;
    let second = another().await;
    let mut journal = Journal::default();
    first.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    assert_eq!(n_new(&second).await, 1);
    assert_eq!(n_new(&second).await, 0);
    first.commit(&added("Péter", &mut journal, 0), &[]).await.unwrap();
    assert_eq!(n_new(&second).await, 1);
    // What one tab notes of the device, the other hears.
    let joined = Device { shop: "1".repeat(32), ..device("0123456789") };
    first.keep_device(&joined).await.unwrap();
    assert_eq!(second.load_new().await.unwrap().device, joined);
}

#[wasm_bindgen_test]
async fn writing_anew_keeps_everything_and_what_others_wrote_meanwhile() {
    let ours = fresh().await;
    let theirs = another().await;
    let mut journal = Journal::default();
    for name in ["Anna", "Péter", "Zsófi"] {
        ours.commit(&added(name, &mut journal, 0), &[]).await.unwrap();
    }
    ours.load_new().await.unwrap();
    let (known, seen) = (all_of(&journal), ours.seen());
    for (name, tab) in [("Márk", 1), ("Lili", 1)] {
        theirs.commit(&added(name, &mut journal, tab), &[]).await.unwrap();
        // Read or not, it is in none of the pages that were made before.
        if name == "Márk" {
            assert_eq!(n_new(&ours).await, 1);
        }
    }
    ours.rewrite(&known, &BTreeSet::new(), seen).await.unwrap();
    let (loaded, read, damaged) = read(&ours).await;
    assert_eq!((loaded.pages, damaged), (3, 0));
    assert_eq!(read, journal);
}

#[wasm_bindgen_test]
async fn a_damaged_page_is_counted_and_the_others_are_read() {
    let store = fresh().await;
    let mut journal = Journal::default();
    store.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    put_raw(&[1, 255, 255]).await;
    let (loaded, read, damaged) = read(&store).await;
    assert_eq!((read.len(), damaged, loaded.pages), (1, 1, 2));
}

/// Puts bytes among the pages behind the store's back.
async fn put_raw(bytes: &[u8]) {
    let (database, pages) = raw_pages().await;
    wait(&pages.put(&js_sys::Uint8Array::from(bytes)).unwrap()).await.unwrap();
    database.close();
}

/// The pages, past the store, to be written.
async fn raw_pages() -> (web_sys::IdbDatabase, web_sys::IdbObjectStore) {
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let database: web_sys::IdbDatabase =
        wait(&factory.open("regulars").unwrap()).await.unwrap().unchecked_into();
    let mode = web_sys::IdbTransactionMode::Readwrite;
    let transaction = database.transaction_with_str_and_mode("page", mode).unwrap();
    let pages = transaction.object_store("page").unwrap();
    (database, pages)
}

#[wasm_bindgen_test]
async fn a_newer_version_is_let_in_and_said() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    drop(fresh().await);
    let ear = Rc::clone(&heard);
    let store = Store::open(move |event| ear.borrow_mut().push(event)).await.unwrap();
    read(&store).await;
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let newer = factory.open_with_u32("regulars", 3).unwrap();
    let database: web_sys::IdbDatabase = wait(&newer).await.unwrap().unchecked_into();
    assert_eq!(*heard.borrow(), [StoreEvent::LetGo]);

    // What is newer than this app is not touched, and named.
    database.close();
    let mut journal = Journal::default();
    let result = store.commit(&added("Anna", &mut journal, 0), &[]).await;
    assert_eq!(result, Err(StoreError::Newer));
    assert!(matches!(Store::open(|_| {}).await, Err(StoreError::Newer)));
    drop(store);
    wait(&factory.delete_database("regulars").unwrap()).await.unwrap();
}

#[wasm_bindgen_test]
async fn nothing_is_written_to_a_disk_that_was_cleared_until_all_of_it_is() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    drop(fresh().await);
    let ear = Rc::clone(&heard);
    let store = Store::open(move |event| ear.borrow_mut().push(event)).await.unwrap();
    read(&store).await;
    let mut journal = Journal::default();
    store.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    // The browser makes every connection close.
    clear().await;
    assert_eq!(*heard.borrow(), [StoreEvent::Closed]);
    let later = added("Péter", &mut journal, 0);
    assert_eq!(store.commit(&later, &[]).await, Err(StoreError::Gone));
    assert_eq!(store.keep_device(&device("0123456789")).await, Err(StoreError::Gone));
    assert_eq!(
        store.rewrite(&proved(&later), &BTreeSet::new(), store.seen()).await,
        Err(StoreError::Gone)
    );
    assert_eq!(store.load_new().await.err(), Some(StoreError::Gone));
    assert_eq!(read(&store).await.0.pages, 0);

    let all = all_of(&journal);
    store.write_back(&device("0123456789"), &all, &[]).await.unwrap();
    assert_eq!(load(&store).await, journal);
    assert_eq!(read(&store).await.0.device, Some(device("0123456789")));
    store.commit(&added("Zsófi", &mut journal, 0), &[]).await.unwrap();
    assert_eq!(load(&store).await, journal);
}

#[wasm_bindgen_test]
async fn a_disk_on_which_another_tab_began_anew_is_not_this_ones() {
    let store = fresh().await;
    let mut journal = Journal::default();
    store.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    store.load_new().await.unwrap();
    clear().await;
    let other = Store::open(|_| {}).await.unwrap();
    other.begin(&device("9999999999")).await.unwrap();
    let mut others = Journal::default();
    other.commit(&added("Márk", &mut others, 1), &[]).await.unwrap();

    let later = added("Péter", &mut journal, 0);
    assert_eq!(store.commit(&later, &[]).await, Err(StoreError::Gone));
    let all = all_of(&journal);
    store.write_back(&device("0123456789"), &all, &[]).await.unwrap();
    journal.merge(others.entries());
    assert_eq!(load(&store).await, journal);
    assert_eq!(read(&store).await.0.device, Some(device("9999999999")));
}

#[wasm_bindgen_test]
async fn what_one_tab_wrote_back_after_a_clearing_is_news_to_a_tab_that_read_few_pages() {
    let ours = fresh().await;
    let mut journal = Journal::default();
    ours.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    ours.load_new().await.unwrap();
    let theirs = another().await;
    clear().await;
    // The other tab had one change more, which was never on disk.
    added("Péter", &mut journal, 1);
    let all = all_of(&journal);
    theirs.write_back(&device("0123456789"), &all, &[]).await.unwrap();
    assert_eq!(n_new(&ours).await, 2);
}

#[wasm_bindgen_test]
async fn what_was_written_back_by_a_slow_clock_is_news_to_who_read_what_a_fast_one_wrote() {
    let ours = fresh().await;
    let mut journal = Journal::default();
    // Years after now, as a clock that was fast counts on from after a clearing.
    let (database, pages) = raw_pages().await;
    let bytes = page::encode_proved(&added("Anna", &mut journal, 0)).unwrap();
    let bytes = js_sys::Uint8Array::from(bytes.as_slice());
    wait(&pages.put_with_key(&bytes, &JsValue::from_f64(9e12)).unwrap()).await.unwrap();
    database.close();
    assert_eq!(n_new(&ours).await, 1);
    let theirs = another().await;
    clear().await;
    // It misses what was there, and the other tab writes it back.
    assert_eq!(read(&theirs).await.0.pages, 0);
    theirs.write_back(&device("0123456789"), &all_of(&journal), &[]).await.unwrap();
    assert_eq!(n_new(&ours).await, 1);
    assert_eq!(load(&theirs).await, journal);
    theirs.commit(&added("Péter", &mut journal, 1), &[]).await.unwrap();
    assert_eq!(n_new(&ours).await, 1);
}

#[wasm_bindgen_test]
async fn many_pages_are_read_in_the_order_they_were_written() {
    let store = fresh().await;
    let mut journal = Journal::default();
    for number in 0..40 {
        store.commit(&added(&number.to_string(), &mut journal, 0), &[]).await.unwrap();
    }
    let mut names = Vec::new();
    let take = async |bytes: Vec<u8>| names.extend(page::decode(&bytes).unwrap());
    assert_eq!(store.load(take).await.unwrap().pages, 40);
    let expected: Vec<_> = journal.entries().collect();
    assert_eq!(names, expected);
    assert_eq!(store.load_new().await.unwrap().pages.len(), 0);
}

#[wasm_bindgen_test]
async fn pages_that_are_gone_are_missed_though_the_device_is_there() {
    let store = fresh().await;
    let mut journal = Journal::default();
    store.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    store.load_new().await.unwrap();
    let (database, pages) = raw_pages().await;
    wait(&pages.clear().unwrap()).await.unwrap();
    database.close();
    let later = added("Péter", &mut journal, 0);
    assert_eq!(store.commit(&later, &[]).await, Err(StoreError::Gone));
}

#[wasm_bindgen_test]
async fn pages_that_another_tab_joined_are_not_missed() {
    let ours = fresh().await;
    let mut journal = Journal::default();
    ours.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    ours.load_new().await.unwrap();
    let theirs = another().await;
    let all = all_of(&journal);
    theirs.rewrite(&all, &BTreeSet::new(), theirs.seen()).await.unwrap();
    ours.commit(&added("Péter", &mut journal, 0), &[]).await.unwrap();
    assert_eq!(load(&ours).await, journal);
}

#[wasm_bindgen_test]
async fn a_text_that_version_0_1_could_not_read_again_is_read() {
    let store = fresh().await;
    let mut journal = Journal::default();
    put_raw(&page::encode(journal.entries())).await;
    let long = added(&"ű".repeat(70_000), &mut journal, 0);
    put_raw(&page::encode(long.iter().map(|(at, entry)| (*at, entry)))).await;
    let (_, read, damaged) = read(&store).await;
    assert_eq!((damaged, &read), (0, &journal));
    // And joined with others, it is still there.
    store.rewrite(&proved(&long), &BTreeSet::new(), store.seen()).await.unwrap();
    assert_eq!(load(&store).await, journal);
}

#[wasm_bindgen_test]
async fn what_would_not_read_back_is_not_written() {
    let store = fresh().await;
    let mut journal = Journal::default();
    // The bytes of a known change, said to be of an unknown kind.
    let known = added("Anna", &mut Journal::default(), 0);
    let bytes = page::encode_change(&known[0].1.change);
    let mut batch = journal.batch(Replica::new(1, 0), 1000);
    batch.push(Change::Unknown(bytes));
    let entries = batch.finish();
    assert_eq!(store.commit(&entries, &[]).await, Err(StoreError::Unreadable));
    journal.merge(known.clone());
    store.commit(&known, &[]).await.unwrap();
    assert_eq!(load(&store).await, journal);
}

#[wasm_bindgen_test]
async fn an_import_is_one_page() {
    let store = fresh().await;
    let mut journal = Journal::default();
    let mut batch = journal.batch(Replica::new(1, 0), 1000);
    batch.push(Change::Imported { file: "log.csv".into(), customers: 20_000, purchases: 0 });
    for number in 0..20_000 {
        batch.add_customer(vec![Fact::FileId(number.to_string())], vec![]);
    }
    let entries = batch.finish();
    journal.merge(entries.clone());
    store.commit(&entries, &[]).await.unwrap();
    let (loaded, read, _) = read(&store).await;
    assert_eq!((loaded.pages, read.len()), (1, 20_001));
    assert_eq!(read, journal);
}

/// A picture as far as it is looked at: it begins as a JPEG does.
fn photo(filled: u8) -> Photo {
    let mut bytes = vec![filled; 900];
    bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
    Photo::new(bytes).unwrap()
}

/// Somebody with this picture on the card.
fn pictured(photo: &Photo, journal: &mut Journal, tab: u8) -> Vec<(Stamp, Entry)> {
    let mut batch = journal.batch(Replica::new(1, tab), 1000);
    batch.add_customer(vec![Fact::Photo(Some(photo.id()))], vec![]);
    let entries = batch.finish();
    journal.merge(entries.clone());
    entries
}

#[wasm_bindgen_test]
async fn a_photo_is_saved_with_the_change_that_speaks_of_it() {
    let store = fresh().await;
    let mut journal = Journal::default();
    let (one, other) = (photo(1), photo(2));
    store.commit(&pictured(&one, &mut journal, 0), std::slice::from_ref(&one)).await.unwrap();
    assert_eq!(another().await.photo(one.id()).await, Ok(Some(one)));
    assert_eq!(store.photo(other.id()).await, Ok(None));
}

#[wasm_bindgen_test]
async fn writing_anew_drops_the_photos_that_no_change_speaks_of() {
    let store = fresh().await;
    let mut journal = Journal::default();
    let (kept, gone) = (photo(1), photo(2));
    store.commit(&pictured(&kept, &mut journal, 0), &[kept.clone(), gone.clone()]).await.unwrap();
    let spoken_of = BTreeSet::from([kept.id()]);
    load(&store).await;
    assert_eq!(store.rewrite(&all_of(&journal), &spoken_of, store.seen()).await, Ok(true));
    assert_eq!(store.photo(kept.id()).await, Ok(Some(kept)));
    assert_eq!(store.photo(gone.id()).await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_photo_another_tab_has_just_saved_stays() {
    let ours = fresh().await;
    let mut journal = Journal::default();
    ours.commit(&added("Anna", &mut journal, 0), &[]).await.unwrap();
    load(&ours).await;
    let (pages, seen) = (all_of(&journal), ours.seen());
    let theirs = photo(1);
    let mut others = journal.clone();
    another()
        .await
        .commit(&pictured(&theirs, &mut others, 1), std::slice::from_ref(&theirs))
        .await
        .unwrap();
    assert_eq!(ours.rewrite(&pages, &BTreeSet::new(), seen).await, Ok(false));
    assert_eq!(ours.photo(theirs.id()).await, Ok(Some(theirs)));
    assert_eq!(load(&ours).await, others);
}

#[wasm_bindgen_test]
async fn a_base_of_the_first_version_is_opened_and_takes_photos() {
    clear().await;
    let mut journal = Journal::default();
    let page = page::encode(added("Anna", &mut journal, 0).iter().map(|(at, entry)| (*at, entry)));
    // As version 1 made it: two stores, and a page in the first.
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let request = factory.open_with_u32("regulars", 1).unwrap();
    let made = Closure::once_into_js({
        let request = request.clone();
        move || {
            let database: web_sys::IdbDatabase = request.result().unwrap().unchecked_into();
            let counted = web_sys::IdbObjectStoreParameters::new();
            counted.set_auto_increment(true);
            database.create_object_store_with_optional_parameters("page", &counted).unwrap();
            database.create_object_store("meta").unwrap();
        }
    });
    request.set_onupgradeneeded(Some(made.unchecked_ref()));
    let database: web_sys::IdbDatabase = wait(&request).await.unwrap().unchecked_into();
    database.close();
    put_raw(&page).await;

    let store = Store::open(|_| {}).await.unwrap();
    assert_eq!(load(&store).await, journal);
    store.begin(&device("0123456789")).await.unwrap();
    let photo = photo(1);
    store.commit(&pictured(&photo, &mut journal, 0), std::slice::from_ref(&photo)).await.unwrap();
    assert_eq!(store.photo(photo.id()).await, Ok(Some(photo)));
    assert_eq!(load(&store).await, journal);
}
