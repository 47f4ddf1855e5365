//! What became of a sale, by the words that tills and web shops write for it.
//!
//! Cancelled, failed, voided, pending and draft sales are no income and no visit. A row that is a
//! return goes to the purchase it returns. A word that is not here says nothing, and the owner is
//! asked about it once for the whole column. So are they about sales of which a part was given
//! back, sale by sale, where no column says how much.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Counting, PartlySale};
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
    "partially refunded", "partly refunded", "partial refund", "partial refunded", "part refunded", "refunded partially",
    "refunded in part", "partially returned", "partly returned", "partial return",
    "reszben visszateritve", "reszben visszateritett", "reszben visszafizetve", "reszleges visszaterites",
    "reszlegesen visszateritve", "reszlegesen visszateritett", "reszleges visszafizetes", "reszben visszaru",
    "частично возвращен", "частично возвращено", "частично возвращена", "частично возвращены", "частичный возврат",
    "частичный возврат средств", "возвращен частично", "возвращено частично", "возврат частичный",
    "частково повернуто", "частково повернено", "частково повернений", "частково повернена", "часткове повернення",
    "часткове повернення коштів", "повернено частково", "повернуто частково",
    "بخشی مسترد شده", "بخشی بازپرداخت شده", "تا حدی مسترد شده", "تا حدی بازپرداخت شده", "بازپرداخت جزئی",
    "بازپرداخت بخشی", "استرداد جزئی", "برگشت جزئی", "مرجوعی جزئی",
    "teilweise erstattet", "partiellement rembourse", "parcialmente reembolsado",
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

/// The keys of the words of a row.
fn keys(status: &str) -> impl Iterator<Item = String> {
    status.lines().map(key).filter(|key| !key.is_empty())
}

pub(super) fn is_partly(key: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> =
        LazyLock::new(|| PARTLY.iter().map(|word| self::key(word)).collect());
    WORDS.contains(key)
}

fn read(key: &str) -> State {
    static WORDS: LazyLock<HashMap<String, State>> = LazyLock::new(|| {
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateWord {
    /// The word, as it first stands in the file.
    pub word: String,
    /// How many purchases have it.
    pub n: usize,
    /// What they come to.
    pub sum: Money,
    /// What is done with them; `None` while nobody said.
    pub counting: Option<Counting>,
    /// Those of which the owner can say how much was given back, the first two thousand.
    pub partly: Vec<PartlySale>,
    /// How many such sales there are.
    pub n_partly: usize,
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
    ///
    /// Where the owner said how much was given back of a sale, it is one.
    pub(super) fn of(&self, status: &str, is_said: bool) -> State {
        let is_sale = |key: &str| is_said && !self.has_refunds && is_partly(key);
        let state = |key: String| if is_sale(&key) { State::Counts } else { self.of_key(&key) };
        keys(status).map(state).max().unwrap_or_default()
    }

    /// The key of the word by which a part of a sale was given back, while no column says how much
    /// and no other word makes it something else than a sale.
    pub(super) fn asks(&self, status: &str) -> Option<String> {
        if self.has_refunds || status.is_empty() {
            return None;
        }
        let partly = keys(status).find(|key| is_partly(key))?;
        let mut others = keys(status).filter(|key| !is_partly(key));
        others.all(|key| self.of_key(&key) <= State::Open).then_some(partly)
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
            let word = || StateWord { word: word.to_owned(), counting, ..StateWord::default() };
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

    /// Puts the sales to their word of which a part was given back. When it is known of all its
    /// sales how much, nothing is left to ask of the word.
    pub(super) fn ask(&mut self, key: &str, partly: Vec<PartlySale>, n_known: usize) {
        let Some(word) = self.met.get_mut(key) else { return };
        if word.counting.is_none() && n_known == word.n {
            word.counting = Some(Counting::Counts);
        }
        (word.n_partly, word.partly) = (partly.len(), partly);
        word.partly.truncate(PartlySale::MOST);
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
        let check =
            |word: &str, expected: State| assert_eq!(states.of(word, false), expected, "{word}");
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
        let with_refunds = States::new(BTreeMap::new(), true);
        assert_eq!(with_refunds.of("partially_refunded", false), State::Counts);
        check("Closed\nCancelled", State::Void);
        check("VIP", State::Open);
    }

    #[test]
    fn what_the_owner_says_of_a_word_holds() {
        let said = [("vip", Counting::Counts), ("paid", Counting::DoesNot)];
        let mut states =
            States::new(said.map(|(word, said)| (word.to_owned(), said)).into(), false);
        let of = |word| states.of(word, false);
        assert_eq!((of("VIP"), of("paid")), (State::Counts, State::Void));
        states.count("VIP", Money(5));
        states.count("vip", Money(7));
        states.count("open", Money(1));
        let words = states.finish();
        let vip = StateWord {
            word: "VIP".into(),
            n: 2,
            sum: Money(12),
            counting: Some(Counting::Counts),
            ..StateWord::default()
        };
        assert_eq!(words[0], vip);
        assert_eq!((words[1].word.as_str(), words[1].counting), ("open", None));
    }

    #[test]
    fn a_part_given_back_is_asked_about_where_nothing_says_how_much() {
        let states = States::default();
        for word in [
            "partially_refunded",
            "Partial return",
            "Részben visszatérítve",
            "Частично возвращён",
            "частково повернено",
            "بازپرداخت جزئی",
            "Paid\nPartially refunded",
            "VIP\npartly-refunded",
        ] {
            assert!(states.asks(word).is_some(), "{word}");
            assert_eq!(states.of(word, true).max(State::Open), State::Open, "{word}");
        }
        for word in ["", "refunded", "paid", "VIP", "partially_refunded\nCancelled"] {
            assert_eq!(states.asks(word), None, "{word}");
        }
        assert_eq!(states.of("partially_refunded\nCancelled", true), State::Void);
        assert_eq!(States::new(BTreeMap::new(), true).asks("partially_refunded"), None);
    }
}
