//! Titles of columns in English, Hungarian, Russian, Ukrainian and Persian.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Meaning;

/// A title without case, marks and doubled blanks, with Persian letters written one way.
pub(super) fn normal(title: &str) -> String {
    let mut text = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        match letter {
            'ي' | 'ى' => text.push('ی'),
            'ك' => text.push('ک'),
            'ё' => text.push('е'),
            // A dot over a small i, left by a Turkish capital.
            '\u{307}' | '\u{feff}' => {}
            'ʼ' | '’' | '\'' => text.push('\''),
            letter if letter.is_alphanumeric() => text.push(letter),
            _ if text.ends_with(' ') || text.is_empty() => {}
            _ => text.push(' '),
        }
    }
    text.truncate(text.trim_end().len());
    // A title of signs alone, such as `#` or `№`, is still a title.
    if text.is_empty() { title.trim().to_owned() } else { text }
}

/// A title with a blank before each capital inside a word: `customerName`.
fn in_words(title: &str) -> String {
    let mut text = String::new();
    let mut was_small = false;
    for letter in title.chars() {
        if was_small && letter.is_uppercase() {
            text.push(' ');
        }
        was_small = letter.is_lowercase() || letter.is_numeric();
        text.push(letter);
    }
    text
}

/// A title without what stands in brackets: `Total (EUR)`, `Email (Billing)`.
fn without_brackets(title: &str) -> String {
    let mut depth = 0_usize;
    let keep = |letter: &char| {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    title.chars().filter(keep).collect()
}

/// A title without the currency at its end: `Total EUR`, `Összeg, Ft`.
fn without_currency(normal: &str) -> Option<&str> {
    let (rest, last) = normal.rsplit_once(' ')?;
    let currencies = [
        "ft",
        "huf",
        "eur",
        "usd",
        "gbp",
        "chf",
        "cad",
        "aud",
        "pln",
        "czk",
        "ron",
        "rub",
        "руб",
        "uah",
        "грн",
        "irr",
        "irt",
        "تومان",
        "ریال",
    ];
    currencies.contains(&last).then_some(rest)
}

/// The ways a title can be understood, as it stands first.
fn forms(title: &str) -> Vec<String> {
    let bare = without_brackets(title);
    let mut forms = vec![normal(title), normal(&in_words(title))];
    // A title that is all in brackets is what stands in them.
    if !bare.trim().is_empty() {
        forms.push(normal(&in_words(&bare)));
    }
    let shorter = forms.iter().filter_map(|form| without_currency(form)).next_back();
    forms.extend(shorter.map(str::to_owned));
    forms.dedup();
    forms
}

/// Titles by what they mean; where a file has several of one line, the earliest wins.
#[rustfmt::skip]
const TITLES: &[(Meaning, &[&str])] = &[
    (Meaning::Name, &[
        "customer name", "client name", "full name", "name", "customer", "client", "buyer", "contact name",
        "display name", "billing name", "customer full name",
        "vevő neve", "ügyfél neve", "vásárló neve", "teljes név", "név", "vevő", "ügyfél", "vásárló", "partner",
        "partner neve", "vendég", "vendég neve",
        "фио", "ф и о", "имя клиента", "клиент", "покупатель", "контрагент", "заказчик", "полное имя", "имя и фамилия",
        "пiб", "піб", "п і б", "ім'я клієнта", "клієнт", "покупець", "повне ім'я", "замовник", "ім'я та прізвище",
        "наименование", "назва",
        "نام و نام خانوادگی", "نام مشتری", "مشتری", "نام خریدار", "خریدار", "نام کامل",
    ]),
    (Meaning::FirstName, &[
        "first name", "given name", "middle name", "forename", "firstname", "keresztnév", "utónév", "имя", "ім'я", "نام", "نام کوچک",
    ]),
    (Meaning::LastName, &[
        "last name", "family name", "surname", "lastname", "vezetéknév", "családnév", "фамилия", "прізвище",
        "نام خانوادگی", "فامیل",
    ]),
    (Meaning::IsCompany, &["is company", "company", "cég", "компания", "компанія", "شرکت"]),
    (Meaning::Organisation, &[
        "organization name", "organisation name", "organization", "organisation", "company name", "business name",
        "employer", "firm", "cégnév", "cég neve", "munkahely", "организация", "название компании", "фирма", "место работы",
        "організація", "назва компанії", "фірма", "місце роботи", "سازمان", "نام شرکت", "محل کار",
    ]),
    (Meaning::AcceptsEmail, &[
        "accepts email marketing", "accepts marketing", "accepts email", "accepts emails", "email subscription status",
        "email subscription", "email consent", "email opt in", "email marketing", "email marketing status",
        "newsletter", "subscribed", "hírlevél", "hírlevélre feliratkozott", "feliratkozott",
        "рассылка", "подписан", "розсилка", "підписаний", "خبرنامه",
    ]),
    (Meaning::AcceptsSms, &[
        "accepts sms marketing", "accepts sms", "sms subscription status", "sms consent", "sms opt in", "sms marketing",
        "text message consent", "sms hozzájárulás",
    ]),
    (Meaning::Phone, &[
        "phone", "phone number", "mobile", "mobile phone", "mobile number", "telephone", "tel", "cell", "cell phone",
        "customer phone", "contact phone", "phones", "customer contacts",
        "telefon", "telefonszám", "mobil", "mobilszám", "tel szám", "telefonszámok",
        "телефон", "номер телефона", "мобильный", "мобильный телефон", "тел", "телефоны", "телефон клиента",
        "номер телефону", "мобільний", "мобільний телефон", "телефони",
        "تلفن", "موبایل", "شماره تماس", "شماره تلفن", "شماره موبایل", "تلفن همراه", "شماره همراه",
    ]),
    (Meaning::Email, &[
        "email", "e mail", "email address", "e mail address", "mail", "customer email", "emails", "e mails",
        "emailcím", "e mail cím", "email cím", "электронная почта", "почта", "эл почта", "имейл", "емейл",
        "електронна пошта", "пошта", "ел пошта", "ایمیل", "پست الکترونیک", "رایانامه",
    ]),
    (Meaning::Card, &[
        "card", "card number", "card no", "loyalty card", "customer card", "loyalty number", "customer code",
        "kártya", "kártyaszám", "törzsvásárlói kártya", "vevőkártya", "hűségkártya",
        "карта", "номер карты", "карта клиента", "дисконтная карта", "картка", "номер картки", "дисконтна картка",
        "کارت", "شماره کارت", "کد اشتراک", "شماره اشتراک",
    ]),
    (Meaning::FileId, &[
        "customer id", "square customer id", "client id", "customer no", "customer number", "client number", "user id", "cust id", "customerid",
        "id", "file id", "vevőkód", "ügyfélkód", "vevőazonosító", "ügyfélazonosító", "azonosító", "vevő azonosító",
        "ügyfélszám", "id клиента", "код клиента", "номер клиента", "код", "id клієнта", "код клієнта",
        "номер клієнта", "کد مشتری", "شناسه مشتری", "شناسه", "کد",
    ]),
    (Meaning::Birthday, &[
        "birthday", "birth date", "date of birth", "birthdate", "dob", "születésnap", "születési dátum",
        "születési idő", "день рождения", "дата рождения", "д р", "день народження", "дата народження",
        "تاریخ تولد", "تولد",
    ]),
    (Meaning::Tag, &[
        "tags", "tag", "labels", "label", "group", "groups", "címkék", "címke", "csoport",
        "теги", "тег", "метки", "метка", "группа", "мітки", "мітка", "група", "برچسب", "برچسب ها", "گروه",
    ]),
    (Meaning::Likes, &[
        "likes", "interests", "tastes", "preferences", "kedvencek", "érdeklődés", "szereti", "ízlés",
        "интересы", "предпочтения", "любит", "інтереси", "уподобання", "любить", "علایق", "علاقه مندی ها", "سلیقه",
    ]),
    (Meaning::Source, &[
        "source", "lead source", "came from", "forrás", "honnan", "источник", "откуда", "джерело", "звідки",
        "منبع", "نحوه آشنایی",
    ]),
    (Meaning::KeptBy, &[
        "kept by", "account manager", "responsible", "owner", "felelős", "kapcsolattartó", "ответственный",
        "відповідальний", "مسئول",
    ]),
    (Meaning::Note, &[
        "note", "notes", "comment", "comments", "remark", "remarks", "memo", "private notes",
        "megjegyzés", "megjegyzések", "jegyzet", "примечание", "примечания", "комментарий", "заметка", "заметки",
        "примітка", "примітки", "коментар", "нотатка", "нотатки", "یادداشت", "توضیحات", "توضیح", "ملاحظات",
    ]),
    (Meaning::Address, &[
        "address", "street", "postal address", "cím", "lakcím", "адрес", "адреса", "آدرس", "نشانی",
    ]),
    (Meaning::NeverWrite, &[
        "never write", "never write again", "do not contact", "do not write", "unsubscribed", "opted out",
        "do not email", "do not mail", "do not call", "opt out", "no marketing",
        "ne írjunk", "soha ne írjunk", "leiratkozott", "не писать", "отписан", "не писати", "відписаний",
        "پیام ندهید", "لغو اشتراک",
    ]),
    (Meaning::Date, &[
        "purchase date", "order date", "sale date", "transaction date", "purchased at", "ordered at", "sold at", "invoice date", "date", "created at", "paid at",
        "datetime", "date time", "visit date", "visited at", "visited on", "created on", "created", "day", "when", "date of purchase", "date of sale", "receipt date", "timestamp",
        "vásárlás dátuma", "dátum", "látogatás dátuma", "rendelés dátuma", "számla kelte", "teljesítés dátuma", "kelt", "nap", "mikor",
        "дата покупки", "дата продажи", "дата заказа", "дата", "дата визита", "дата и время", "день",
        "дата продажу", "дата замовлення", "дата візиту", "дата і час", "коли",
        "تاریخ خرید", "تاریخ فروش", "تاریخ مراجعه", "تاریخ سفارش", "تاریخ فاکتور", "تاریخ",
    ]),
    (Meaning::Time, &["time", "time of day", "purchase time", "order time", "transaction time", "idő", "időpont", "время", "час", "ساعت", "زمان"]),
    (Meaning::Amount, &[
        "amount", "total collected", "total", "total amount", "order total", "order total amount", "total price", "paid",
        "amount paid", "total paid", "order amount", "net total",
        "grand total", "sum", "net sales", "sales", "money", "value", "dollar value", "revenue", "invoice amount",
        "spend", "spent", "price paid", "subtotal", "gross sales", "line total", "line amount",
        "összeg", "fizetett összeg", "végösszeg", "fizetett", "összesen", "bruttó", "bruttó összeg", "érték", "fizetendő",
        "сумма", "сумма заказа", "сумма покупки", "итого", "оплачено", "стоимость", "выручка", "сумма руб", "всего",
        "сума", "сума замовлення", "сума покупки", "разом", "сплачено", "вартість", "усього", "сума грн",
        "مبلغ", "مبلغ کل", "جمع کل", "جمع", "مبلغ پرداختی", "مبلغ خرید", "پرداختی",
    ]),
    (Meaning::Refunded, &[
        "refunded", "refunded amount", "refund", "refund amount", "amount refunded", "visszatérített",
        "visszatérítés", "visszatérített összeg", "возврат", "возвращено", "сумма возврата", "повернення",
        "повернуто", "сума повернення", "مرجوعی", "مبلغ برگشتی", "برگشتی",
    ]),
    (Meaning::Cost, &[
        "cost", "unit cost", "cost of goods", "cogs", "önköltség", "beszerzési ár", "beszerzési érték", "себестоимость", "закупка",
        "собівартість", "закупівля", "قیمت تمام شده", "بهای تمام شده", "هزینه",
    ]),
    (Meaning::Currency, &["currency", "currency code", "pénznem", "deviza", "валюта", "ارز", "واحد پول"]),
    (Meaning::OrderNumber, &[
        "order number", "order no", "order id", "order", "receipt number", "receipt no", "receipt", "invoice number",
        "invoice no", "invoice", "transaction id", "purchase number", "bill number", "number",
        "rendelésszám", "rendelés száma", "rendelés", "nyugtaszám", "nyugta", "számlaszám", "számla sorszáma",
        "bizonylatszám", "bizonylat", "sorszám",
        "номер заказа", "заказ", "номер чека", "чек", "номер", "id заказа", "номер накладной", "№",
        "номер замовлення", "замовлення", "номер чеку", "id замовлення",
        "شماره سفارش", "سفارش", "شماره فاکتور", "فاکتور", "شماره رسید",
    ]),
    (Meaning::Product, &[
        "product", "product name", "item", "item name", "lineitem name", "products", "items", "goods", "description",
        "article", "termék", "terméknév", "termék neve", "cikk", "cikknév", "megnevezés", "áru", "termékek",
        "товар", "товары", "название товара", "наименование товара", "номенклатура", "услуга",
        "товари", "назва товару", "найменування товару", "послуга",
        "کالا", "محصول", "نام کالا", "نام محصول", "شرح کالا", "شرح", "محصولات",
    ]),
    (Meaning::Quantity, &[
        "quantity", "qty", "lineitem quantity", "pieces", "pcs", "units", "count", "mennyiség", "darab", "db",
        "darabszám", "количество", "кол во", "кількість", "к сть", "к ть", "шт", "تعداد", "مقدار",
    ]),
    (Meaning::Price, &[
        "price", "unit price", "lineitem price", "item price", "ár", "egységár", "цена", "цена за единицу",
        "ціна", "ціна за одиницю", "قیمت", "قیمت واحد", "فی",
    ]),
    (Meaning::Employee, &[
        "employee", "cashier", "cashier name", "seller", "salesperson", "served by", "staff", "eladó", "pénztáros",
        "dolgozó", "kiszolgáló", "alkalmazott", "продавец", "кассир", "сотрудник", "менеджер", "продавець", "касир",
        "працівник", "співробітник", "менеджер", "فروشنده", "صندوقدار", "کارمند",
    ]),
    (Meaning::Channel, &[
        "channel", "sales channel", "store", "shop", "location", "store location", "branch", "csatorna", "üzlet", "bolt", "telephely",
        "hol", "канал", "магазин", "точка", "филиал", "філія", "کانال", "فروشگاه", "شعبه",
    ]),
    (Meaning::Status, &[
        "status", "order status", "payment status", "financial status", "invoice status", "receipt type",
        "transaction type", "event type", "sale type", "document type", "type", "cancelled at", "canceled at",
        "státusz", "állapot", "rendelés állapota", "rendelés státusza", "fizetési állapot", "bizonylat típusa", "típus",
        "статус", "статус заказа", "статус оплаты", "состояние", "тип чека", "вид операции", "тип операции", "тип",
        "статус замовлення", "стан", "вид операції", "тип операції",
        "وضعیت", "وضعیت سفارش", "وضعیت پرداخت", "نوع", "نوع سند",
    ]),
    // What programs write beside, and what would be mistaken for a purchase.
    (Meaning::Ignore, &[
        "first visit", "last visit", "first purchase", "last purchase", "first order", "last order", "last order date",
        "last seen", "last active", "total visits", "visits", "transaction count", "total orders", "orders",
        "lifetime spend", "total spent", "total spend", "average order value", "aov", "points", "points balance",
        "loyalty points", "balance", "creation source", "registered", "date registered", "registration date", "sign up",
        "updated at", "modified", "last modified", "due date", "tax number", "tax id", "vat number", "vat id", "tip", "tips",
        "tax", "taxes", "discount", "discounts", "shipping", "time zone", "card brand", "payment method", "payment type",
        "nickname", "reference id", "first visit date", "last visit date",
        "adószám", "regisztráció dátuma", "utolsó látogatás", "utolsó vásárlás", "fizetési mód",
        "инн", "способ оплаты", "дата регистрации", "последний визит", "последняя покупка", "скидка",
        "єдрпоу", "іпн", "спосіб оплати", "дата реєстрації", "останній візит", "знижка",
        "کد ملی", "شناسه ملی", "کد اقتصادی", "تاریخ عضویت", "تخفیف", "مالیات", "امتیاز",
    ]),
    (Meaning::PurchaseNote, &[
        "purchase note", "order note", "order notes", "vásárlás megjegyzése", "rendelés megjegyzése",
        "комментарий к заказу", "примечание к покупке", "коментар до замовлення", "примітка до покупки",
        "یادداشت خرید", "توضیحات سفارش",
    ]),
];

/// What a title means, and how strongly: lower is stronger.
pub(super) fn meaning(title: &str) -> Option<(Meaning, usize)> {
    let forms = forms(title);
    let exactly = forms
        .iter()
        .zip(0..)
        .find_map(|(form, place)| exact(form).map(|(meaning, rank)| (meaning, rank + place)));
    exactly.or_else(|| {
        let weaker = |(meaning, rank)| (meaning, rank + 100);
        let nearly = |form: &String| numbered(form).or_else(|| glued(form)).map(weaker);
        forms
            .iter()
            .find_map(nearly)
            .or_else(|| forms.iter().find_map(|form| partly(form)).map(weaker))
    })
}

/// Whether a title is of something that is known and not kept.
pub(super) fn is_passed_over(title: &str) -> bool {
    meaning(title).is_some_and(|(meaning, _)| meaning == Meaning::Ignore)
}

/// "phone 2", "email 1 value": the number of one of several.
fn numbered(title: &str) -> Option<(Meaning, usize)> {
    let bare = title.trim_end_matches(|c: char| c.is_numeric() || c == ' ');
    (bare != title).then(|| exact(bare)).flatten()
}

/// "customername": words written as one.
fn glued(title: &str) -> Option<(Meaning, usize)> {
    GLUED.get(title.replace(' ', "").as_str()).copied()
}

/// Every title with its meaning and rank; of a title that stands twice the first counts.
static RANKS: LazyLock<HashMap<&str, (Meaning, usize)>> = LazyLock::new(|| {
    let mut ranks = HashMap::new();
    for (meaning, titles) in TITLES {
        for (rank, title) in titles.iter().enumerate() {
            ranks.entry(*title).or_insert((*meaning, rank));
        }
    }
    ranks
});

/// Titles of several words written as one.
static GLUED: LazyLock<HashMap<String, (Meaning, usize)>> = LazyLock::new(|| {
    let several = RANKS.iter().filter(|(title, _)| title.contains(' '));
    several.map(|(title, rank)| (title.replace(' ', ""), *rank)).collect()
});

fn exact(title: &str) -> Option<(Meaning, usize)> {
    RANKS.get(title).copied()
}

/// Whether a title says that something is a number, but not of what.
pub(super) fn is_bare_id(title: &str) -> bool {
    matches!(title, "id" | "azonosító" | "код" | "کد" | "شناسه")
}

/// Titles that say more than one word of a list does.
fn partly(title: &str) -> Option<(Meaning, usize)> {
    const STARTS: [(&str, Meaning); 5] = [
        ("number of", Meaning::Quantity),
        ("n of", Meaning::Quantity),
        ("сумма ", Meaning::Amount),
        ("сума ", Meaning::Amount),
        ("مبلغ ", Meaning::Amount),
    ];
    const STEMS: [(&str, Meaning); 13] = [
        ("qty", Meaning::Quantity),
        ("telefon", Meaning::Phone),
        ("phone", Meaning::Phone),
        ("телефон", Meaning::Phone),
        ("email", Meaning::Email),
        ("e mail", Meaning::Email),
        ("születés", Meaning::Birthday),
        ("рожд", Meaning::Birthday),
        ("народж", Meaning::Birthday),
        ("megjegyz", Meaning::Note),
        ("dátum", Meaning::Date),
        ("összeg", Meaning::Amount),
        ("تلفن", Meaning::Phone),
    ];
    let start = STARTS.iter().find(|(start, _)| title.starts_with(start));
    let stem = || STEMS.iter().find(|(stem, _)| title.contains(stem));
    start.or_else(stem).map(|(_, meaning)| (*meaning, 0))
}

/// A yes or a no in any of five languages.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "1" | "yes" | "y" | "true" | "x" | "✓" | "igen" | "i" | "да" | "так" | "بله" | "آری" => {
            Some(true)
        }
        "0" | "no" | "n" | "false" | "nem" | "нет" | "ні" | "خیر" | "نه" => Some(false),
        _ => None,
    }
}

/// Maps columns by their titles, the strongest first where a meaning may stand only once.
pub(super) fn map(titles: &[&str], mapping: &mut [Meaning]) {
    let mut found: Vec<(usize, usize, Meaning)> = titles
        .iter()
        .enumerate()
        .filter_map(|(place, title)| meaning(title).map(|(meaning, rank)| (rank, place, meaning)))
        .collect();
    found.sort_by_key(|(rank, place, _)| (*rank, *place));
    for (_, place, meaning) in found {
        if meaning.may_repeat() || !mapping.contains(&meaning) {
            mapping[place] = meaning;
        }
    }
}
