//! Titles of columns in English, Hungarian, Russian, Ukrainian and Persian, in their normal form.

use crate::files::columns::Meaning;

/// Titles by what they mean; where a file has several of one line, the earliest wins.
#[rustfmt::skip]
pub(super) const TITLES: &[(Meaning, &[&str])] = &[
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
        "email subscription", "email consent", "email opt in", "email marketing", "email marketing status", "email status",
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
        "looked after by", "مسئول مشتری",
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
        "never contact", "تماس نگیرید",
    ]),
    (Meaning::BroughtIn, &[
        "from a bought list", "bought list", "vásárolt listáról", "из купленной базы", "з купленої бази",
        "از فهرست خریداری شده",
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
        "بازپرداخت",
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
        "کانال فروش",
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
