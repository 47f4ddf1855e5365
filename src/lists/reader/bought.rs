//! The texts of purchases: what was bought, who served, where it was sold.

use crate::book::Bought;
use crate::figures::visit::Period;
use crate::lists::base::Base;
use crate::lists::reader::source::BoughtText;
use crate::units::calendar::Day;
use crate::units::id::PurchaseId;

/// Whether a purchase counts in a period, by the rules of every figure.
pub(in crate::lists) fn counts(
    base: &Base<'_>,
    id: PurchaseId,
    bought: &Bought,
    period: Period,
) -> bool {
    let wrong = base.overview().dated_by_wrong_clock();
    is_in(bought, period) && wrong.binary_search(&id).is_err()
}

/// Whether a purchase lies in a period and was not wholly given back; whether its day is that of a
/// clock that was wrong, is another question.
pub(in crate::lists) fn is_in(bought: &Bought, period: Period) -> bool {
    period.holds(bought.at().day.max(Day::FIRST)) && !bought.is_returned()
}

/// Hands over the texts of a purchase until one answers; whether one did.
pub(in crate::lists) fn any_text<'a>(
    of: BoughtText,
    bought: &'a Bought,
    answers: &mut dyn FnMut(&'a str) -> bool,
) -> bool {
    let mut is_answer = |text: &'a str| !text.is_empty() && answers(text);
    match of {
        BoughtText::Products => bought.any_product(is_answer),
        BoughtText::Employee => is_answer(bought.employee()),
        BoughtText::Channel => is_answer(bought.channel()),
    }
}
