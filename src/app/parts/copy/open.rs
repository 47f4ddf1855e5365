//! Opening a file: what kind it is, by what stands in it and not by what it is called, and why it
//! was refused.

use leptos::prelude::*;

use super::read::{CopyFile, CopyRefusal, is_copy};
use super::work::{Step, Ticket};
use crate::app::components::{Banner, Tone};
use crate::app::errands::Died;
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{I18n, said, use_i18n};
use crate::book::journal::page::PageDamage;
use crate::book::receive::ReadRefusal;
use crate::browser::{self, Bytes};
use crate::files::encoding::{FileRefusal as ListRefusal, MAX_BYTES};
use crate::files::regulars_file::FileRefusal;

/// So much of a file says whether it is a copy.
const HEAD: u32 = 4096;

/// A file as it came.
pub enum Opened {
    /// A table of customers or purchases.
    List(Bytes),
    /// A copy of a base.
    Copy(Vec<u8>),
}

/// Why a file was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// As a list.
    List(ListRefusal),
    /// As a copy.
    Copy(CopyRefusal),
    /// A list where only a copy helps.
    NotACopy,
    /// The browser could not read it.
    Unreadable,
    /// The worker does not answer.
    Died(Died),
}

/// A file that was refused, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its name.
    pub(in crate::app) file: String,
    /// Why.
    pub(in crate::app) why: Why,
}

/// What came of choosing a copy.
pub type CopyResult = Result<CopyFile, Why>;

/// Gets a file from the device; `None` when it was stopped.
pub(in crate::app) async fn open(
    ticket: &Ticket,
    file: &web_sys::File,
) -> Option<Result<Opened, Why>> {
    ticket.show(Step::Opening).await?;
    // Before any byte of it is read, so that no size can choke the page.
    #[expect(clippy::cast_precision_loss, reason = "64 MB is far below 2^53")]
    if file.size() > MAX_BYTES as f64 {
        return Some(Err(Why::List(ListRefusal::TooLarge { most: MAX_BYTES })));
    }
    let bytes = browser::read_file(file).await;
    ticket.is_wanted()?;
    let Some(bytes) = bytes else { return Some(Err(Why::Unreadable)) };
    if is_copy(&bytes.first(HEAD)) {
        return Some(Ok(Opened::Copy(bytes.to_vec())));
    }
    // It says it is a copy, and its first letters are not those of one.
    if file.name().ends_with(".regulars") && !bytes.is_empty() {
        return Some(Err(Why::Copy(CopyRefusal::File(FileRefusal::NotOurs))));
    }
    Some(Ok(Opened::List(bytes)))
}

/// Says why a file was refused; nothing while none was.
#[component]
pub fn Refusal(
    /// The file and why.
    #[prop(into)]
    refused: Signal<Option<Refused>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    move || {
        refused.get().map(|refused| {
            let text = Signal::derive(move || sentence(i18n, format, &refused));
            view! { <Banner tone=Tone::Bad text /> }
        })
    }
}

fn sentence(i18n: I18n, format: Format, refused: &Refused) -> String {
    let file = isolated(&refused.file);
    match refused.why {
        Why::List(refusal) => list_refusal(i18n, format, file, refusal),
        Why::Copy(refusal) => copy_refusal(i18n, format, file, refusal),
        Why::NotACopy => said!(i18n, data.refused_not_a_copy, file = file),
        Why::Unreadable => said!(i18n, data.refused_unreadable, file = file),
        Why::Died(died) => worker_died(i18n, file, died),
    }
}

/// Why the worker does not answer, and what to do.
pub(in crate::app) fn worker_died(i18n: I18n, file: String, died: Died) -> String {
    match died {
        Died::NotLoaded => said!(i18n, data.worker_not_loaded, file = file),
        Died::Stopped => said!(i18n, data.worker_stopped, file = file),
    }
}

/// Why a list was refused as a whole, and what to do.
pub(in crate::app) fn list_refusal(
    i18n: I18n,
    format: Format,
    file: String,
    refusal: ListRefusal,
) -> String {
    match refusal {
        ListRefusal::Empty => said!(i18n, data.refused_empty, file = file),
        ListRefusal::TooLarge { most } => too_large(i18n, format, file, most),
        ListRefusal::Picture => said!(i18n, data.refused_picture, file = file),
        ListRefusal::Pdf => said!(i18n, data.refused_pdf, file = file),
        ListRefusal::Archive => said!(i18n, data.refused_archive, file = file),
        ListRefusal::WebPage => said!(i18n, data.refused_web_page, file = file),
        ListRefusal::Binary | ListRefusal::NotText => said!(i18n, data.refused_binary, file = file),
        ListRefusal::NoRows => said!(i18n, data.refused_no_rows, file = file),
        ListRefusal::NoWhoOrWhen => said!(i18n, data.refused_no_who, file = file),
        ListRefusal::NoCards => said!(i18n, data.refused_no_cards, file = file),
        ListRefusal::Locked => said!(i18n, data.refused_locked, file = file),
        ListRefusal::Xlsb => said!(i18n, data.refused_xlsb, file = file),
        ListRefusal::BrokenWorkbook => said!(i18n, data.refused_broken_workbook, file = file),
        ListRefusal::Unpacked { most } => {
            said!(i18n, data.refused_unpacked, file = file, size = megabytes(i18n, format, most))
        }
        ListRefusal::TooManyCells { most } => {
            said!(i18n, data.refused_too_many_cells, file = file, n = format.count(most))
        }
    }
}

fn copy_refusal(i18n: I18n, format: Format, file: String, refusal: CopyRefusal) -> String {
    match refusal {
        CopyRefusal::File(refusal) => file_refusal(i18n, format, file, refusal),
        CopyRefusal::Pages(ReadRefusal::TooMany { .. }) => {
            said!(i18n, data.refused_beyond, file = file)
        }
        CopyRefusal::Pages(ReadRefusal::Page { number, damage }) => {
            let n = format.count(number);
            match damage {
                PageDamage::Newer => said!(i18n, data.refused_newer, file = file),
                PageDamage::Damaged | PageDamage::TooLarge => {
                    said!(i18n, data.refused_page, file = file, n = n)
                }
            }
        }
        CopyRefusal::Rescue => said!(i18n, data.refused_rescue, file = file),
        CopyRefusal::OtherShop => said!(i18n, data.refused_other_shop, file = file),
    }
}

/// Why a copy was refused, and what to do.
pub(in crate::app) fn file_refusal(
    i18n: I18n,
    format: Format,
    file: String,
    refusal: FileRefusal,
) -> String {
    match refusal {
        FileRefusal::NotOurs => said!(i18n, data.refused_not_ours, file = file),
        FileRefusal::Newer { .. } => said!(i18n, data.refused_newer, file = file),
        FileRefusal::HeaderBroken => said!(i18n, data.refused_header, file = file),
        FileRefusal::Truncated => said!(i18n, data.refused_truncated, file = file),
        FileRefusal::Damaged { chunk } => {
            let n = format.number(f64::from(chunk) + 1.0, 0);
            said!(i18n, data.refused_damaged, file = file, n = n)
        }
        FileRefusal::BytesAfterEnd { .. } => said!(i18n, data.refused_after_end, file = file),
        FileRefusal::TooLarge { .. } => said!(i18n, data.refused_beyond, file = file),
        FileRefusal::Sealed => said!(i18n, data.refused_sealed, file = file),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a size for the eye")]
fn megabytes(i18n: I18n, format: Format, bytes: usize) -> String {
    said!(i18n, data.megabytes, n = format.number(bytes as f64 / 1_048_576.0, 0))
}

fn too_large(i18n: I18n, format: Format, file: String, most: usize) -> String {
    let size = megabytes(i18n, format, most);
    said!(i18n, data.refused_too_large, file = file, size = size)
}
