//! The disk, against the browser's real one.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use regulars::book::Change;
use regulars::customer::Fact;
use regulars::id::{Replica, Stamp};
use regulars::journal::{Entry, Journal};
use regulars::store::{Device, Store, StoreError, StoreEvent};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use std::cell::RefCell;
use std::rc::Rc;

/// A store on an empty disk.
async fn fresh() -> Store {
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let request = factory.delete_database("regulars").unwrap();
    wait(&request).await.unwrap();
    Store::open(|_| {}).await.unwrap()
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
    let mut journal = Journal::default();
    journal.merge(store.load().await.unwrap().changes);
    journal
}

#[wasm_bindgen_test]
async fn what_was_committed_is_there_after_opening_again() {
    let store = fresh().await;
    let mut journal = Journal::default();
    store.commit(&added("Anna", &mut journal, 0)).await.unwrap();
    store.commit(&added("Péter", &mut journal, 0)).await.unwrap();
    drop(store);
    let again = Store::open(|_| {}).await.unwrap();
    assert_eq!(load(&again).await, journal);
}

#[wasm_bindgen_test]
async fn a_first_start_knows_no_device_and_a_second_does() {
    let store = fresh().await;
    assert_eq!(store.load().await.unwrap().device, None);
    let device =
        Device { shop: "0".repeat(32), device: "0123456789".into(), last_copy_ms: Some(1.8e12) };
    store.keep_device(&device).await.unwrap();
    assert_eq!(store.load().await.unwrap().device, Some(device));
}

#[wasm_bindgen_test]
async fn another_tab_reads_only_what_is_new() {
    let first = fresh().await;
    let second = Store::open(|_| {}).await.unwrap();
    let mut journal = Journal::default();
    first.commit(&added("Anna", &mut journal, 0)).await.unwrap();
    assert_eq!(second.load_new().await.unwrap().len(), 1);
    assert_eq!(second.load_new().await.unwrap().len(), 0);
    first.commit(&added("Péter", &mut journal, 0)).await.unwrap();
    assert_eq!(second.load_new().await.unwrap().len(), 1);
}

#[wasm_bindgen_test]
async fn writing_anew_keeps_everything_and_what_others_wrote_meanwhile() {
    let ours = fresh().await;
    let theirs = Store::open(|_| {}).await.unwrap();
    let mut journal = Journal::default();
    for name in ["Anna", "Péter", "Zsófi"] {
        ours.commit(&added(name, &mut journal, 0)).await.unwrap();
    }
    ours.load_new().await.unwrap();
    let known: Vec<_> = journal.entries().map(|(at, entry)| (at, entry.clone())).collect();
    theirs.commit(&added("Márk", &mut journal, 1)).await.unwrap();
    ours.rewrite(&known).await.unwrap();
    let loaded = ours.load().await.unwrap();
    assert_eq!((loaded.pages, loaded.damaged), (2, 0));
    assert_eq!(load(&ours).await, journal);
}

#[wasm_bindgen_test]
async fn a_damaged_page_is_counted_and_the_others_are_read() {
    let store = fresh().await;
    let mut journal = Journal::default();
    store.commit(&added("Anna", &mut journal, 0)).await.unwrap();
    put_raw(&[1, 255, 255]).await;
    let loaded = store.load().await.unwrap();
    assert_eq!((loaded.changes.len(), loaded.damaged, loaded.pages), (1, 1, 2));
}

/// Puts bytes among the pages behind the store's back.
async fn put_raw(bytes: &[u8]) {
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let database: web_sys::IdbDatabase =
        wait(&factory.open("regulars").unwrap()).await.unwrap().unchecked_into();
    let mode = web_sys::IdbTransactionMode::Readwrite;
    let transaction = database.transaction_with_str_and_mode("page", mode).unwrap();
    let pages = transaction.object_store("page").unwrap();
    wait(&pages.put(&js_sys::Uint8Array::from(bytes)).unwrap()).await.unwrap();
    database.close();
}

#[wasm_bindgen_test]
async fn a_newer_version_is_let_in_and_said() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    drop(fresh().await);
    let ear = Rc::clone(&heard);
    let store = Store::open(move |event| ear.borrow_mut().push(event)).await.unwrap();
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let newer = factory.open_with_u32("regulars", 2).unwrap();
    let database: web_sys::IdbDatabase = wait(&newer).await.unwrap().unchecked_into();
    assert_eq!(*heard.borrow(), [StoreEvent::LetGo]);

    // What is newer than this app is not touched, and named.
    database.close();
    let mut journal = Journal::default();
    let result = store.commit(&added("Anna", &mut journal, 0)).await;
    assert_eq!(result, Err(StoreError::Newer));
    assert!(matches!(Store::open(|_| {}).await, Err(StoreError::Newer)));
    drop(store);
    wait(&factory.delete_database("regulars").unwrap()).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_opened_again_and_the_edit_is_saved_once() {
    let store = fresh().await;
    // Another page deletes the database: the browser makes every connection close.
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    wait(&factory.delete_database("regulars").unwrap()).await.unwrap();
    let mut journal = Journal::default();
    store.commit(&added("Anna", &mut journal, 0)).await.unwrap();
    assert_eq!(store.load().await.unwrap().pages, 1);
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
    store.commit(&entries).await.unwrap();
    let loaded = store.load().await.unwrap();
    assert_eq!((loaded.pages, loaded.changes.len()), (1, 20_001));
    assert_eq!(load(&store).await, journal);
}
