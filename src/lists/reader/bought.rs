//! The texts of purchases: what was bought, who served, where it was sold.

use crate::book::Bought;
use crate::figures::visit::Period;
use crate::lists::base::Base;
use crate::lists::field::Field;
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, PurchaseId};

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

/// Hands over the texts that a purchase has in a field, until one answers; whether one did.
pub(in crate::lists) fn any_text(
    field: Field,
    bought: &Bought,
    answers: &mut dyn FnMut(&str) -> bool,
) -> bool {
    let mut is_answer = |text: &str| !text.is_empty() && answers(text);
    match field {
        Field::Product => bought.any_product(is_answer),
        Field::ServedBy => is_answer(bought.employee()),
        Field::SoldAt => is_answer(bought.channel()),
        _of_no_purchase => false,
    }
}

/// The texts a customer has in a field of purchases, each once, first bought first.
pub(super) fn texts(base: &Base<'_>, field: Field, period: Period, id: CustomerId) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (purchase, bought) in base.book().purchases_of(id) {
        if counts(base, purchase, bought, period) {
            any_text(field, bought, &mut |text| {
                if !texts.iter().any(|known| known == text) {
                    texts.push(text.to_owned());
                }
                false
            });
        }
    }
    texts
}
