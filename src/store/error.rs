//! What can go wrong with the disk, as plain values.

use indexed_db_futures::error::{DomException, Error, OpenDbError};
use wasm_bindgen::JsValue;

use crate::book::journal::page::ChangeRefusal;

/// Why the disk did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser or the disk has no room left.
    #[error("no room left")]
    NoRoom,
    /// This browser, or this private window, keeps no data.
    #[error("no storage in this window")]
    NoStorage,
    /// A newer version of the app has been here, and its data cannot be read by this one.
    #[error("the data is of a newer version")]
    Newer,
    /// No answer within ten seconds.
    #[error("no answer from the disk")]
    NoAnswer,
    /// The connection was lost and could not be opened again.
    #[error("the connection is lost")]
    Lost,
    /// What was on disk is gone: the browser or somebody cleared it while this tab was open.
    #[error("what was on disk is gone")]
    Gone,
    /// What was to be written would not read back the same, so it was not written.
    #[error("not written, for it would not read back")]
    Unreadable,
    /// A page on disk cannot be read; the others can.
    #[error("{pages} damaged pages")]
    Damaged {
        /// How many.
        pages: usize,
    },
    /// Anything else, by the browser's own name for it.
    #[error("{0}")]
    Other(String),
}

/// Pages are proved before they are written.
impl From<ChangeRefusal> for StoreError {
    fn from(_: ChangeRefusal) -> Self {
        Self::Unreadable
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(exception) => Self::from(exception),
            // A transaction that was to commit and aborted: in a browser that gives no reason,
            // room is by far the commonest.
            Error::MissingData(_) => Self::NoRoom,
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<serde_wasm_bindgen::Error> for StoreError {
    fn from(error: serde_wasm_bindgen::Error) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<DomException> for StoreError {
    fn from(exception: DomException) -> Self {
        match exception {
            DomException::InvalidStateError(_) => Self::Lost,
            DomException::AbortError(_) => Self::NoRoom,
            other => match JsValue::from(other).dyn_name().as_str() {
                "QuotaExceededError" => Self::NoRoom,
                "UnknownError" => Self::Lost,
                "VersionError" => Self::Newer,
                "SecurityError" | "NotAllowedError" => Self::NoStorage,
                name => Self::Other(name.to_owned()),
            },
        }
    }
}

impl From<OpenDbError> for StoreError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => Self::from(error),
            OpenDbError::VersionZero => Self::Newer,
            OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => Self::NoStorage,
        }
    }
}

/// The name of a JavaScript error.
trait DynName {
    fn dyn_name(&self) -> String;
}

impl DynName for JsValue {
    fn dyn_name(&self) -> String {
        let name = js_sys::Reflect::get(self, &"name".into()).ok();
        name.and_then(|name| name.as_string()).unwrap_or_default()
    }
}
