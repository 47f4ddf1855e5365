//! What lists are read from on screen, and who is on a list that the owner keeps.

use crate::app::language::words::{I18n, Locale};
use crate::book::Book;
use crate::figures::overview::Overview;
use crate::files::dates::jalali;
use crate::lists::base::Base;
use crate::lists::membership::Membership;
use crate::lists::text;
use crate::people::list::Members;
use crate::units::calendar::Zone;
use crate::units::id::{CustomerId, ListId};

/// The base of lists, by the calendar the language keeps.
pub fn base<'a>(i18n: I18n, book: &'a Book, overview: &'a Overview, zone: &'a Zone) -> Base<'a> {
    let base = Base::new(book, overview, zone);
    match i18n.locale() {
        Locale::Fa => match jalali::month_and_year(overview.today()) {
            Some([month, year]) => base.with_calendar(month, year),
            None => base,
        },
        Locale::En => base,
    }
}

/// Who is on a list; `None` for a list that is gone, or whose filter cannot be read.
pub fn on_list(base: Base<'_>, list: ListId) -> Option<Vec<CustomerId>> {
    let membership = match &base.book().list(list)?.members {
        Members::Frozen { customers, .. } => Membership::Frozen(customers.clone()),
        Members::Live(filter) => Membership::Live(text::parse(filter).ok()?.filter),
    };
    Some(membership.ids(base))
}
