//! What became of a sale, by the words that tills and web shops write for it.
//!
//! Cancelled, failed, voided, pending and draft sales are no income and no visit. A row that is a
//! return goes to the purchase it returns. A word that is not here says nothing, and the owner is
//! asked about it once for the whole column.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::Counting;
use crate::people::find::fold;
use crate::units::money::Money;

/// What a word, or all words of a row together, says of its sale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum State {
    /// It is a sale.
    #[default]
    Counts,
    /// Nobody knows yet; it counts until the owner says otherwise.
    Open,
    /// All of it was given back; how much stands in another column, or nowhere.
    Refunded,
    /// The row itself gives money back.
    Return,
    /// It never became a sale, or not yet.
    Void,
}

#[rustfmt::skip]
const COUNTS: &[&str] = &[
    "paid", "complete", "completed", "closed", "fulfilled", "unfulfilled", "partially fulfilled", "partial",
    "shipped", "delivered", "processing", "processed", "success", "successful", "succeeded", "sale", "sold",
    "payment", "captured", "authorized", "settled", "approved", "done", "finished", "accepted", "ok", "order",
    "purchase", "receipt", "invoice", "charge", "archived", "picked up", "ready",
    "fizetve", "kifizetve", "teljesitve", "teljesitett", "lezart", "lezarva", "kesz", "elkuldve", "kiszallitva",
    "eladas", "ertekesites", "nyugta", "szamla", "feldolgozas alatt", "atveve", "befejezett",
    "оплачен", "оплачено", "оплачена", "оплаченный", "выполнен", "выполнено", "завершен", "завершено", "закрыт",
    "доставлен", "доставлено", "отправлен", "продажа", "чек", "успешно", "в обработке", "получен",
    "сплачено", "сплачений", "оплачений", "виконано", "виконаний", "завершений", "закрито",
    "закритий", "доставлений", "відправлено", "продаж", "успішно", "в обробці", "отримано",
    "پرداخت شده", "پرداخت شد", "تکمیل شده", "تکمیل", "موفق", "فروش", "ارسال شده", "تحویل شده", "تحویل داده شده", "بسته",
    "در حال انجام", "انجام شده", "نهایی", "تسویه شده",
    "bezahlt", "abgeschlossen", "versandt", "verkauf", "payee", "pagado", "pagato", "zaplacono",
];

#[rustfmt::skip]
const VOID: &[&str] = &[
    "cancelled", "canceled", "cancel", "cancellation", "voided", "void", "failed", "failure", "declined", "rejected",
    "expired", "abandoned", "draft", "checkout draft", "pending", "pending payment", "payment pending",
    "awaiting payment", "on hold", "hold", "trash", "trashed", "deleted", "test", "quote", "estimate",
    "chargeback", "reversed", "parked", "not paid", "storno", "stornierung", "storniert", "annule", "cancelado",
    "sztorno", "sztornozva", "sztornozott", "stornozva", "torolve", "torolt", "lemondva", "lemondott", "megszakitva",
    "meghiusult", "sikertelen", "fuggoben", "fuggo", "fizetesre var", "piszkozat", "visszamondva", "ervenytelen",
    "отменен", "отменено", "отмена", "отменена", "отмененный", "аннулирован", "аннулировано", "ошибка", "не оплачен",
    "не оплачено", "неоплачен", "ожидает", "ожидает оплаты", "ожидание", "черновик", "удален", "сторно", "отклонен",
    "просрочен", "неудачно", "на удержании",
    "скасовано", "скасований", "скасована", "скасування", "відмінено", "відмінений", "анульовано", "анульований",
    "помилка", "не сплачено", "не оплачено", "несплачено", "очікує", "очікує оплати", "чернетка", "видалено",
    "відхилено", "прострочено", "сторновано",
    "لغو", "لغو شده", "لغو شد", "کنسل", "کنسل شده", "باطل", "باطل شده", "ابطال", "ابطال شده", "ناموفق", "در انتظار",
    "در انتظار پرداخت", "پرداخت نشده", "پیش نویس", "حذف شده", "رد شده", "منقضی", "معلق", "در انتظار بررسی",
];

#[rustfmt::skip]
const REFUNDED: &[&str] = &[
    "refunded", "fully refunded", "returned", "visszateritve", "visszateritett", "visszafizetve",
    "возвращен", "возвращено", "возвращены", "повернуто", "повернено", "повернений", "مسترد شده", "بازپرداخت شده", "مرجوع شده", "مرجوعی",
    "erstattet", "rembourse", "reembolsado",
];

/// Given back in part: how much stands in a column of its own, or the owner is asked.
#[rustfmt::skip]
const PARTLY: &[&str] = &[
    "partially refunded", "partly refunded", "partial refund", "partial refunded", "reszben visszateritve",
    "reszben visszateritett", "частично возвращен", "частично возвращено", "частичный возврат",
    "частково повернуто", "частково повернено", "часткове повернення", "بخشی مسترد شده", "بازپرداخت جزئی", "برگشت جزئی",
];

#[rustfmt::skip]
const RETURN: &[&str] = &[
    "refund", "return", "credit", "credit note", "credit memo", "sales return", "exchange return",
    "visszaru", "visszaterites", "visszavet", "visszavetel", "jovairas", "helyesbito",
    "возврат", "возврат товара", "возврат прихода", "повернення", "повернення товару", "برگشت", "مرجوع", "بازپرداخت", "برگشت از فروش", "استرداد",
    "gutschrift", "erstattung", "retoure", "rueckgabe", "avoir", "devolucion", "reso",
];

/// The key of a word: folded, with one blank between its parts.
pub(super) fn key(word: &str) -> String {
    let parted = word.replace(['-', '_', '.', '/', '\u{200c}'], " ");
    let folded = fold(&parted);
    folded.split_whitespace().collect::<Vec<_>>().join(" ").trim_start_matches("wc ").to_owned()
}

fn is_partly(key: &str) -> bool {
    PARTLY.iter().any(|word| self::key(word) == key)
}

fn read(key: &str) -> State {
    static WORDS: std::sync::LazyLock<HashMap<String, State>> = std::sync::LazyLock::new(|| {
        let all = [
            (COUNTS, State::Counts),
            (VOID, State::Void),
            (REFUNDED, State::Refunded),
            (RETURN, State::Return),
        ];
        let words =
            all.into_iter().flat_map(|(words, state)| words.iter().map(move |w| (w, state)));
        words.map(|(word, state)| (self::key(word), state)).collect()
    });
    WORDS.get(key).copied().unwrap_or(State::Open)
}

/// A word of the column, and what is done with its sales.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateWord {
    /// The word, as it first stands in the file.
    pub word: String,
    /// How many purchases have it.
    pub n: usize,
    /// What they come to.
    pub sum: Money,
    /// What is done with them; `None` while nobody said.
    pub counting: Option<Counting>,
}

/// The words of a file's column, with what each says.
#[derive(Debug, Default)]
pub(super) struct States {
    answers: BTreeMap<String, Counting>,
    /// Whether a column says how much was given back.
    has_refunds: bool,
    /// What was met, by key.
    met: BTreeMap<String, StateWord>,
}

impl States {
    pub(super) fn new(answers: BTreeMap<String, Counting>, has_refunds: bool) -> Self {
        Self { answers, has_refunds, met: BTreeMap::new() }
    }

    /// What the words of a row say together: the one that takes most away wins.
    pub(super) fn of(&self, status: &str) -> State {
        let words = status.lines().map(key).filter(|key| !key.is_empty());
        words.map(|key| self.of_key(&key)).max().unwrap_or_default()
    }

    fn of_key(&self, key: &str) -> State {
        match self.answers.get(key) {
            Some(Counting::Counts) => State::Counts,
            Some(Counting::DoesNot) => State::Void,
            Some(Counting::GivesBack) => State::Return,
            None if self.has_refunds && is_partly(key) => State::Counts,
            None => read(key),
        }
    }

    /// Counts a purchase under each of its words.
    pub(super) fn count(&mut self, status: &str, amount: Money) {
        for word in status.lines() {
            let key = key(word);
            if key.is_empty() {
                continue;
            }
            let counting = self.counting(self.of_key(&key));
            let word = || StateWord { word: word.to_owned(), n: 0, sum: Money::ZERO, counting };
            let met = self.met.entry(key).or_insert_with(word);
            met.n += 1;
            met.sum += amount;
        }
    }

    fn counting(&self, state: State) -> Option<Counting> {
        match state {
            State::Counts => Some(Counting::Counts),
            // It is a purchase of which all was given back.
            State::Refunded if self.has_refunds => Some(Counting::Counts),
            State::Open => None,
            State::Refunded | State::Void => Some(Counting::DoesNot),
            State::Return => Some(Counting::GivesBack),
        }
    }

    /// The words that were met, the most frequent first.
    pub(super) fn finish(self) -> Vec<StateWord> {
        let mut words: Vec<StateWord> = self.met.into_values().collect();
        words.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.word.cmp(&b.word)));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_five_languages_are_known() {
        let states = States::default();
        let check = |word: &str, expected: State| assert_eq!(states.of(word), expected, "{word}");
        for word in ["Cancelled", "voided", "Pending payment", "wc-on-hold", "Sztornó", "törölve"]
        {
            check(word, State::Void);
        }
        for word in ["отменён", "Скасовано", "لغو شده", "پیش‌نویس", "draft", "FAILED", "trash"]
        {
            check(word, State::Void);
        }
        for word in ["Paid", "Completed", "teljesítve", "оплачен", "сплачено", "پرداخت شده", ""]
        {
            check(word, State::Counts);
        }
        for word in ["Refund", "возврат", "visszáru", "повернення", "بازپرداخت"]
        {
            check(word, State::Return);
        }
        check("refunded", State::Refunded);
        check("partially_refunded", State::Open);
        assert_eq!(States::new(BTreeMap::new(), true).of("partially_refunded"), State::Counts);
        check("Closed\nCancelled", State::Void);
        check("VIP", State::Open);
    }

    #[test]
    fn what_the_owner_says_of_a_word_holds() {
        let said = [("vip", Counting::Counts), ("paid", Counting::DoesNot)];
        let mut states =
            States::new(said.map(|(word, said)| (word.to_owned(), said)).into(), false);
        assert_eq!((states.of("VIP"), states.of("paid")), (State::Counts, State::Void));
        states.count("VIP", Money(5));
        states.count("vip", Money(7));
        states.count("open", Money(1));
        let words = states.finish();
        let vip = StateWord {
            word: "VIP".into(),
            n: 2,
            sum: Money(12),
            counting: Some(Counting::Counts),
        };
        assert_eq!(words[0], vip);
        assert_eq!((words[1].word.as_str(), words[1].counting), ("open", None));
    }
}
