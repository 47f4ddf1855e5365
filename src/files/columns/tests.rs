use super::*;

fn guessed(titles: &str, rows: &[&str]) -> Vec<Meaning> {
    let titles: Vec<&str> = titles.split(',').filter(|title| !title.is_empty()).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split(',').collect()).collect();
    guess(&titles, &rows).mapping
}

#[test]
fn titles_of_five_languages_are_known() {
    use Meaning::{Address, Amount, Birthday, Card, Date, Email, Name, Note, Phone, PurchaseNote};
    let check = |titles: &str, expected: &[Meaning]| assert_eq!(guessed(titles, &[]), expected);
    check(
        "Dátum,Vevő neve,Telefonszám,Összeg,Megjegyzés",
        &[Date, Name, Phone, Amount, PurchaseNote],
    );
    check("Name,Phone,Email,Birthday,Notes", &[Name, Phone, Email, Birthday, Note]);
    check("Дата,Клиент,Телефон,Сумма", &[Date, Name, Phone, Amount]);
    check("Дата,Клієнт,Номер картки,Сума", &[Date, Name, Card, Amount]);
    check("تاریخ,نام مشتری,شماره تماس,مبلغ", &[Date, Name, Phone, Amount]);
    check("ФИО,E-mail,День рождения,Адрес", &[Name, Email, Birthday, Address]);
}

#[test]
fn columns_without_titles_are_known_by_their_look() {
    use Meaning::{Amount, Date, Email, FileId, Ignore, Name, Phone, Quantity};
    let log = [
        "00004,0001,19970101,2,29.33",
        "00004,0001,19970118,2,29.73",
        "00021,0002,19970101,3,63.34",
        "00111,0006,19970315,4,77.96",
    ];
    assert_eq!(guessed("", &log), [FileId, Ignore, Date, Quantity, Amount]);
    let people = ["Kovács Anna,06 30 555-0142,anna@example.com,2026.08.05.,1150"];
    assert_eq!(guessed("", &people), [Name, Phone, Email, Date, Amount]);
}

#[test]
fn titles_nobody_knows_leave_it_to_the_look() {
    use Meaning::{Amount, Date, FileId, Quantity};
    let log = ["00001,19970101,1,11.77", "00002,19970112,1,12.00", "00002,19970112,5,77.00"];
    let titles = "customer_id,date,number_of_cds,dollar_value";
    assert_eq!(guessed(titles, &log), [FileId, Date, Quantity, Amount]);
}

#[test]
fn a_number_of_who_knows_what_is_the_purchase_s_beside_a_named_buyer() {
    use Meaning::{Amount, Date, FileId, Ignore, Name, OrderNumber};
    let rows = ["1,2026-08-05,Anna,5", "2,2026-08-05,Anna,6"];
    assert_eq!(guessed("id,date,customer,amount", &rows), [OrderNumber, Date, Name, Amount]);
    assert_eq!(guessed("id,date,branch x,amount", &rows)[..2], [FileId, Date]);
    assert_eq!(guessed("#,date,customer,amount", &rows), [Ignore, Date, Name, Amount]);
}

#[test]
fn an_order_file_of_a_web_shop_keeps_its_order_number_apart_from_the_name() {
    use Meaning::{Amount, Currency, Date, Email, OrderNumber, Product, Refunded};
    let titles = "Name,Email,Created at,Total,Refunded Amount,Currency,Lineitem name";
    let expected = [OrderNumber, Email, Date, Amount, Refunded, Currency, Product];
    assert_eq!(guessed(titles, &[]), expected);
}

#[test]
fn titles_in_camel_case_with_brackets_and_written_as_one_are_known() {
    use Meaning::{
        Amount, Date, Email, FileId, FirstName, LastName, Name, OrderNumber, Phone, Price, Product,
        Quantity, Status,
    };
    let check = |titles: &str, expected: &[Meaning]| assert_eq!(guessed(titles, &[]), expected);
    check(
        "InvoiceNo,Description,Quantity,InvoiceDate,UnitPrice,CustomerID",
        &[OrderNumber, Product, Quantity, Date, Price, FileId],
    );
    check("customerName,orderDate,Total (EUR)", &[Name, Date, Amount]);
    check("customername,orderdate,Order Total [HUF]", &[Name, Date, Amount]);
    check("Vevő,Dátum,Összeg (Ft)", &[Name, Date, Amount]);
    check("Клиент,Дата,Сумма (руб.)", &[Name, Date, Amount]);
    check(
        "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),\
         Email (Billing),Phone (Billing),Order Total Amount",
        &[OrderNumber, Status, Date, FirstName, LastName, Email, Phone, Amount],
    );
}

#[test]
fn a_card_is_one_only_if_it_looks_like_one() {
    use Meaning::{Amount, Card, Date, Ignore, Name};
    let check = |card: [&str; 3], expected| {
        let rows = ["2026-06-01,Ann", "2026-06-02,Bob", "2026-06-03,Cid"];
        let rows: Vec<String> =
            rows.iter().zip(card).map(|(row, card)| format!("{row},{card},5")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let expected = [Date, Name, expected, Amount];
        assert_eq!(guessed("Date,Customer,Card,Amount", &rows), expected, "{card:?}");
    };
    check(["0417", "0418", "0419"], Card);
    check(["1001", "1002", "1001"], Card);
    check(["A-17", "A-18", "B-1"], Card);
    check(["$5.00", "$0.00", "$5.00"], Ignore);
    check(["12.50", "0.00", "3.00"], Ignore);
    check(["active", "active", "blocked"], Ignore);
    check(["1", "2", "1"], Ignore);
    check(["12345678-2-42", "12345679-2-42", "12345670-1-42"], Ignore);
    check(["**** 1234", "**** 1235", "**** 1236"], Ignore);
}

#[test]
fn a_column_without_a_title_beside_titled_ones_says_nobody() {
    use Meaning::{Amount, Date, Ignore, Name};
    let rows = ["2026-06-01,Ann,12,50", "2026-06-02,Bob,7,00"];
    let expected = [Date, Name, Amount, Ignore];
    assert_eq!(guessed("Date,Customer,Amount,", &rows), expected);
}

#[test]
fn a_company_is_a_yes_or_a_name() {
    use Meaning::{IsCompany, Name, Organisation};
    assert_eq!(guessed("Name,Company", &["Ann,yes", "Bob,"]), [Name, IsCompany]);
    assert_eq!(guessed("Name,Company", &["Ann,ACME Ltd", "Bob,"]), [Name, Organisation]);
}

#[test]
fn days_without_money_are_visits_unless_it_is_a_list_of_people() {
    let check = |titles: &str, rows: &[&str], expected| {
        let titles: Vec<&str> = titles.split(',').collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split(',').collect()).collect();
        assert_eq!(guess(&titles, &rows).visits_only, expected, "{titles:?}");
    };
    check("customer_id,date", &["7,2026-06-01", "7,2026-06-08", "8,2026-06-02"], true);
    check("Name,Visited on", &["Ann,2026-06-01", "Bob,2026-06-08"], true);
    check("Name,Email,Created", &["Ann,a@example.com,2026-06-01"], false);
    check("Name,Date,Total", &["Ann,2026-06-01,5"], false);
    check("Name,Date,Sheet", &["Ann,2026-06-01,5.00", "Bob,2026-06-02,7.50"], false);
    check("Name,Phone,Member since", &["Ann,06305550142,2026-06-01"], false);
    check("Name,Phone,Date", &["Ann,06305550142,2026-06-01"], false);
    check("Name,Last visit", &["Ann,2026-06-01", "Bob,2026-06-08"], false);
}

#[test]
fn what_looks_like_something_and_is_not_used_is_told() {
    let titles = ["Who", "When it was", "Sheet", "Remark"];
    let rows = [vec!["Ann Sample", "x", "5.00", "a"], vec!["Bob Sample", "y", "7.50", "b"]];
    let unused = guess(&titles, &rows).unused;
    assert_eq!(unused, [(0, LooksLike::Names), (2, LooksLike::Amounts)]);
}
