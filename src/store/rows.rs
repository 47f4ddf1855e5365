//! What is read and written within one transaction.

use std::collections::BTreeSet;

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::{DEVICE, Device, META, PAGES, PHOTOS, StoreError};
use crate::people::photo::{Photo, PhotoId};

/// A transaction that writes, and is on disk when it is complete.
pub(super) fn read_write(database: &Database) -> Result<Transaction<'_>, StoreError> {
    let mut options = TransactionOptions::new();
    options.set_durability(TransactionDurability::Strict);
    let transaction = database
        .transaction([PAGES, META, PHOTOS])
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?;
    Ok(transaction)
}

/// The device's record, if there is one.
pub(super) async fn read_device(
    transaction: &Transaction<'_>,
) -> Result<Option<Device>, StoreError> {
    let meta = transaction.object_store(META)?;
    let device = meta.get::<JsValue, _, _>(DEVICE).primitive()?.await?;
    Ok(device.map(serde_wasm_bindgen::from_value).transpose()?)
}

/// Queues the device's record to be written.
pub(super) fn put_device(transaction: &Transaction<'_>, device: &Device) -> Result<(), StoreError> {
    let device = serde_wasm_bindgen::to_value(device)?;
    transaction.object_store(META)?.put(device).with_key(DEVICE).primitive()?;
    Ok(())
}

/// Queues a page to be written.
pub(super) fn put_page(transaction: &Transaction<'_>, bytes: &[u8]) -> Result<(), StoreError> {
    transaction.object_store(PAGES)?.put(JsValue::from(Uint8Array::from(bytes))).primitive()?;
    Ok(())
}

/// Queues a page to be written under a key of its own; those after it count on from there.
pub(super) fn put_page_at(
    transaction: &Transaction<'_>,
    bytes: &[u8],
    key: f64,
) -> Result<(), StoreError> {
    let page = JsValue::from(Uint8Array::from(bytes));
    transaction.object_store(PAGES)?.put(page).with_key(key).primitive()?;
    Ok(())
}

/// Queues pictures to be written; one that is there already is written over by itself.
pub(super) fn put_photos(
    transaction: &Transaction<'_>,
    photos: &[Photo],
) -> Result<(), StoreError> {
    let store = transaction.object_store(PHOTOS)?;
    for photo in photos {
        let bytes = JsValue::from(Uint8Array::from(photo.bytes()));
        store.put(bytes).with_key(photo.id().to_string()).primitive()?;
    }
    Ok(())
}

/// A picture, if it is there.
pub(super) async fn read_photo(
    transaction: &Transaction<'_>,
    id: PhotoId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let store = transaction.object_store(PHOTOS)?;
    let bytes = store.get::<JsValue, _, _>(id.to_string()).primitive()?.await?;
    Ok(bytes.map(|bytes| Uint8Array::new(&bytes).to_vec()))
}

/// Queues every picture to be deleted but these.
pub(super) async fn delete_photos_but(
    transaction: &Transaction<'_>,
    kept: &BTreeSet<PhotoId>,
) -> Result<(), StoreError> {
    let store = transaction.object_store(PHOTOS)?;
    let keys = store.get_all_keys::<String>().primitive()?.await?;
    let kept: BTreeSet<String> = kept.iter().map(PhotoId::to_string).collect();
    for key in keys.collect::<Result<Vec<String>, _>>()? {
        if !kept.contains(&key) {
            store.delete(key).primitive()?;
        }
    }
    Ok(())
}

/// The pages with keys above one, in the order of keys; so many at most, if that is said.
pub(super) async fn read_pages(
    store: &ObjectStore<'_>,
    above: f64,
    most: Option<u32>,
) -> Result<(Vec<f64>, Vec<Vec<u8>>), StoreError> {
    let range = KeyRange::LowerBound(above, true);
    // The greatest number the browser takes is as good as none.
    let most = most.unwrap_or(u32::MAX);
    let keys = store.get_all_keys::<f64>().with_query::<f64, _>(range.clone());
    let keys = keys.with_limit(most).primitive()?.await?;
    let keys: Vec<f64> = keys.collect::<Result<_, _>>()?;
    let pages = store.get_all::<JsValue>().with_query::<f64, _>(range);
    let pages = pages.with_limit(most).primitive()?.await?;
    let pages: Vec<JsValue> = pages.collect::<Result<_, _>>()?;
    Ok((keys, pages.iter().map(|page| Uint8Array::new(page).to_vec()).collect()))
}
