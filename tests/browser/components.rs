//! Each component once, against a real page with the real style sheets.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use leptos::{mount::mount_to, prelude::*};
use regulars::app::components::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

const STYLE: [&str; 4] = [
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/components.css"),
    include_str!("../../style/pages.css"),
];

// Find, act, check

/// A part of the page for one test, taken away with all that is mounted in it.
struct Stage {
    root: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Stage {
    fn with<N: IntoView + 'static>(view: impl FnOnce() -> N + 'static) -> Self {
        let style = document().create_element("style").unwrap();
        style.set_text_content(Some(&STYLE.concat()));
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let mounted = mount_to(root.clone(), move || view().into_any());
        root.append_child(&style).unwrap();
        Self { root, _mounted: Box::new(mounted) }
    }

    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|index| found.item(index).unwrap().unchecked_into()).collect()
    }

    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found[0].clone()
    }

    fn says(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap().trim().to_owned()
    }

    fn press(&self, label: &str) {
        let named = |element: &HtmlElement| {
            element.get_attribute("aria-label").as_deref() == Some(label)
                || element.text_content().is_some_and(|text| text.trim() == label)
        };
        let buttons = self.all("button, a");
        let found = buttons.iter().find(|element| named(element));
        found.unwrap_or_else(|| panic!("nothing to press is called {label}")).click();
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn type_key(target: &Element, key: &str) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event =
        web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

fn write(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    input.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
}

fn choose(select: &HtmlSelectElement, value: &str) {
    select.set_value(value);
    select.dispatch_event(&web_sys::Event::new("change").unwrap()).unwrap();
}

/// Lets the browser go on until something is so.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..200 {
        if is_so() {
            return;
        }
        let waited = js_sys::Promise::new(&mut |resolve, _| {
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10).unwrap();
        });
        JsFuture::from(waited).await.unwrap();
    }
    panic!("it never happened that {what}");
}

/// What callbacks were given, in order.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn callback<T: std::fmt::Debug + 'static>(&self) -> Callback<T> {
        let heard = self.0.clone();
        Callback::new(move |value: T| heard.lock().unwrap().push(format!("{value:?}")))
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn is(&self, expected: &[&str]) -> bool {
        self.all() == expected
    }
}

fn focused() -> Option<Element> {
    document().active_element()
}

fn choices() -> Signal<Vec<Choice>> {
    Signal::stored(vec![Choice::new("a", "Ann"), Choice::new("b", "Bob"), Choice::new("c", "Cy")])
}

// What is pressed

#[wasm_bindgen_test]
fn a_button_runs_unless_it_is_disabled() {
    let heard = Heard::default();
    let on_press = heard.callback::<()>();
    let stage = Stage::with(move || {
        view! {
            <Button label="Take" kind=ButtonKind::Primary size=ButtonSize::Big on_press />
            <Button label="Never" disabled=true on_press />
            <IconButton label="Back" glyph=Glyph::Back on_press />
            <Chip label="Asleep" pressed=true on_press />
        }
    });
    for label in ["Take", "Never", "Back", "Asleep"] {
        stage.press(label);
    }
    assert_eq!(heard.all().len(), 3);
    assert_eq!(stage.find(".chip").get_attribute("aria-pressed").as_deref(), Some("true"));
    assert!(stage.find(".button--primary").get_bounding_client_rect().height() >= 56.0);
}

#[wasm_bindgen_test]
fn a_link_into_another_window_tells_it_nothing() {
    let stage = Stage::with(|| {
        view! { <ButtonLink label="Write" href="https://wa.me/1" target=LinkTarget::NewWindow /> }
    });
    let link = stage.find("a.button");
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
}

#[wasm_bindgen_test]
async fn a_menu_opens_runs_and_closes() {
    let heard = Heard::default();
    let on_press = heard.callback::<()>();
    let items = Signal::stored(vec![
        MenuItem::new("Edit", |()| {}),
        MenuItem::new("Erase", move |()| on_press.run(())).with_tone(Tone::Bad),
    ]);
    let stage = Stage::with(move || view! { <Menu label="More" items /> });
    stage.press("More");
    let list = stage.find(".menu__list");
    let first = stage.all(".menu__item")[0].clone();
    until("the first line has the focus", || focused().as_ref() == Some(first.as_ref())).await;
    type_key(&first, "ArrowUp");
    assert_eq!(focused().and_then(|line| line.text_content()).as_deref(), Some("Erase"));
    stage.press("Erase");
    assert!(heard.is(&["()"]));
    assert!(!list.matches(":popover-open").unwrap());
}

// What is written into

#[wasm_bindgen_test]
async fn a_field_is_tied_to_its_error() {
    let error = RwSignal::new(None::<String>);
    let heard = Heard::default();
    let on_input = heard.callback::<String>();
    let stage = Stage::with(move || {
        view! {
            <Field label="Phone" value="" on_input kind=FieldKind::Phone hint="With code" error />
        }
    });
    let input: HtmlInputElement = stage.find("input").unchecked_into();
    assert_eq!(input.get_attribute("aria-invalid"), None);
    assert_eq!(stage.find("label").get_attribute("for"), input.get_attribute("id"));
    write(&input, "06 30");
    assert!(heard.is(&["\"06 30\""]));

    error.set(Some("Too short".to_owned()));
    until("the error is told", || stage.says(".field__error") == "Too short").await;
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described_by = input.get_attribute("aria-describedby").unwrap();
    let words: Vec<String> = described_by
        .split(' ')
        .filter_map(|id| document().get_element_by_id(id)?.text_content())
        .collect();
    assert_eq!(words, ["Too short", "With code"]);
}

#[wasm_bindgen_test]
async fn choices_show_the_value_and_tell_the_new_one() {
    let value = RwSignal::new("b".to_owned());
    let heard = Heard::default();
    let on_change = heard.callback::<String>();
    let stage = Stage::with(move || {
        view! {
            <Select label="Who" choices=choices() value on_change />
            <RadioGroup label="Who" choices=choices() value on_change />
        }
    });
    let select: HtmlSelectElement = stage.find("select").unchecked_into();
    assert_eq!(select.value(), "b");
    choose(&select, "c");
    stage.all("input[type=radio]")[0].click();
    assert!(heard.is(&["\"c\"", "\"a\""]));
    value.set("a".to_owned());
    until("the list follows", || select.value() == "a").await;
}

#[wasm_bindgen_test]
fn a_checkbox_tells_the_new_answer() {
    let heard = Heard::default();
    let on_change = heard.callback::<bool>();
    let stage = Stage::with(move || {
        view! { <Checkbox label="Texts" checked=true on_change kind=CheckboxKind::Switch /> }
    });
    let input = stage.find("input");
    assert_eq!(input.get_attribute("role").as_deref(), Some("switch"));
    input.click();
    assert!(heard.is(&["false"]));
}

#[wasm_bindgen_test]
fn a_search_box_knows_enter_and_passes_the_arrows_on() {
    let (entered, passed) = (Heard::default(), Arc::new(AtomicUsize::new(0)));
    let (on_enter, counted) = (entered.callback::<()>(), passed.clone());
    let stage = Stage::with(move || {
        view! {
            <SearchBox
                label="Find"
                value=""
                on_input=|_| {}
                on_enter
                on_key=move |_| {
                    counted.fetch_add(1, Ordering::Relaxed);
                }
                shortcut="/"
            />
        }
    });
    let input = stage.find("input");
    type_key(&input, "Enter");
    type_key(&input, "ArrowDown");
    assert!(entered.is(&["()"]));
    assert_eq!(passed.load(Ordering::Relaxed), 1);
}

#[wasm_bindgen_test]
fn a_keypad_hears_thumbs_and_keyboards_but_not_what_is_meant_for_a_field() {
    let heard = Heard::default();
    let on_key = heard.callback::<KeypadKey>();
    let stage = Stage::with(move || {
        view! {
            <input />
            <Keypad label="Amount" back_label="Take back" digits="۰۱۲۳۴۵۶۷۸۹" on_key />
        }
    });
    for label in ["۷", "۰۰", "Take back"] {
        stage.press(label);
    }
    let body = document().body().unwrap();
    for key in ["4", "۵", ",", "Backspace", "x"] {
        type_key(&body, key);
    }
    type_key(&stage.find("input"), "9");
    let expected = ["Digit(7)", "DoubleZero", "Back", "Digit(4)", "Digit(5)", "Mark", "Back"];
    assert_eq!(heard.all(), expected);
}

#[wasm_bindgen_test]
fn a_file_pick_offers_the_device_s_choice() {
    let stage = Stage::with(|| {
        view! {
            <FilePick
                label="Drop a file"
                accept=".csv"
                count=FileCount::Many
                on_files=|_| panic!("nobody chose a file")
            />
        }
    });
    let input: HtmlInputElement = stage.find("input").unchecked_into();
    assert_eq!(input.accept(), ".csv");
    assert!(input.multiple());
    input.dispatch_event(&web_sys::Event::new("change").unwrap()).unwrap();
}

// What is told

#[wasm_bindgen_test]
async fn a_toast_is_read_out_and_can_be_taken_back() {
    let message = RwSignal::new(None::<String>);
    let heard = Heard::default();
    let on_action = heard.callback::<()>();
    let on_close = Callback::new(move |()| message.set(None));
    let stage = Stage::with(move || {
        view! { <Toast message action_label="Undo" on_action on_close close_label="Close" /> }
    });
    assert_eq!(stage.find(".toast").get_attribute("role").as_deref(), Some("status"));
    message.set(Some("Kept".to_owned()));
    until("it is said", || !stage.all(".toast__message").is_empty()).await;
    stage.press("Undo");
    stage.press("Close");
    assert!(heard.is(&["()"]));
    until("it is gone", || stage.all(".toast__message").is_empty()).await;
}

#[wasm_bindgen_test]
fn only_bad_news_interrupts() {
    let stage = Stage::with(|| {
        view! {
            <Banner text="Not saved" tone=Tone::Bad action=|| view! { <button>"Save"</button> } />
            <Banner text="A new version" />
            <Notice>"Two orders wait"</Notice>
        }
    });
    assert_eq!(stage.find(".banner--bad").get_attribute("role").as_deref(), Some("alert"));
    assert_eq!(stage.find(".banner--neutral").get_attribute("role").as_deref(), Some("status"));
    assert_eq!(stage.says(".notice--warm"), "Two orders wait");
}

#[wasm_bindgen_test]
async fn shares_and_progress_have_lengths_and_words() {
    let value = RwSignal::new(None::<f64>);
    let heard = Heard::default();
    let on_cancel = heard.callback::<()>();
    let stage = Stage::with(move || {
        view! {
            <Meter label="Income" text="41 of 100" percent=41.0 />
            <Progress label="Reading" value cancel_label="Stop" on_cancel />
            <Steps label="Import" steps=vec!["File".to_owned(), "Check".to_owned()] current=1 />
        }
    });
    let meter = stage.find("[role=meter]");
    assert_eq!(meter.get_attribute("aria-valuetext").as_deref(), Some("41 of 100"));
    let share = || {
        let whole = meter.get_bounding_client_rect().width();
        stage.find(".meter__share").get_bounding_client_rect().width() / whole
    };
    until("the bar has its length", || (share() - 0.41).abs() < 0.01).await;

    let bar = stage.find("progress");
    assert!(bar.matches(":indeterminate").unwrap());
    value.set(Some(0.5));
    until("it is known", || !bar.matches(":indeterminate").unwrap()).await;
    stage.press("Stop");
    assert!(heard.is(&["()"]));
    assert_eq!(stage.says("[aria-current=step]"), "Check");
}

// What holds other things

#[wasm_bindgen_test]
async fn a_dialog_takes_the_focus_and_gives_it_back() {
    let open = RwSignal::new(false);
    let on_close = Callback::new(move |()| open.set(false));
    let stage = Stage::with(move || {
        view! {
            <Button label="Add" on_press=move |()| open.set(true) />
            <Dialog
                open
                on_close
                title="Add a customer"
                close_label="Close"
                footer=|| view! { <button>"Keep"</button> }
            >
                <input class="name" />
            </Dialog>
        }
    });
    let add = stage.all("button")[0].clone();
    add.focus().unwrap();
    add.click();
    until("the form has the focus", || {
        focused().is_some_and(|element| element.class_name() == "name")
    })
    .await;
    assert!(stage.find("dialog").matches(":modal").unwrap());
    stage.press("Close");
    until("the focus is back", || focused().as_ref() == Some(add.as_ref())).await;
    assert!(stage.all(".dialog__body").is_empty());

    // Escape closes a dialog without asking the page.
    add.click();
    until("it is open again", || !stage.all(".dialog__body").is_empty()).await;
    let dialog: web_sys::HtmlDialogElement = stage.find("dialog").unchecked_into();
    until("it is modal", || dialog.open()).await;
    dialog.close();
    until("the page knows", || !open.get_untracked()).await;
}

#[wasm_bindgen_test]
async fn tabs_follow_the_arrows_the_way_text_runs() {
    let current = RwSignal::new("a".to_owned());
    let on_choose = Callback::new(move |value| current.set(value));
    let stage = Stage::with(move || {
        view! {
            <div dir="rtl">
                <Tabs label="About" tabs=choices() current on_choose>
                    <p>{current}</p>
                </Tabs>
            </div>
        }
    });
    let tabs = stage.all("[role=tab]");
    type_key(&tabs[0], "ArrowLeft");
    until("the next is in sight", || stage.says("[role=tabpanel]") == "b").await;
    assert_eq!(focused().as_ref(), Some(tabs[1].as_ref()));
    type_key(&tabs[1], "Home");
    until("the first is in sight", || stage.says("[role=tabpanel]") == "a").await;
    type_key(&tabs[0], "ArrowRight");
    until("the last is in sight", || stage.says("[role=tabpanel]") == "c").await;
}

#[wasm_bindgen_test]
fn what_is_folded_away_opens_under_its_title() {
    let stage = Stage::with(|| view! { <Fold title="3 cells"><p>"Phone"</p></Fold> });
    assert_eq!(stage.says("summary"), "3 cells");
    assert!(stage.all("[open] p").is_empty());
    stage.find("summary").click();
    assert_eq!(stage.says("[open] p"), "Phone");
}

#[wasm_bindgen_test]
fn panels_rows_and_figures_say_what_they_hold() {
    let stage = Stage::with(|| {
        view! {
            <PageHead title="Customers" count="12" subtitle="of Café Otthon" />
            <Panel title="Do today" aside="by worth" end=|| view! { <a href="#all">"All"</a> }>
                <Rows>
                    <Row
                        title="Kovács Anna"
                        subtitle="asleep"
                        href="#anna"
                        face=|| view! { <Face initials="KA" /> }
                        end=|| view! { <Tag label="wake" tone=Tone::Warm /> }
                    />
                </Rows>
            </Panel>
            <Stat label="Active" value="412" trend="+9" tone=Tone::Good href="#active" />
            <EmptyState title="No sales yet" text="Take the first." glyph=Glyph::Bag />
            <FieldGroup label="Address">"…"</FieldGroup>
        }
    });
    let panel = stage.find("section");
    assert_eq!(panel.get_attribute("aria-labelledby"), stage.find("h2").get_attribute("id"));
    assert_eq!(stage.says("li .row__title"), "Kovács Anna");
    assert_eq!(stage.says("li .row__end"), "wake");
    assert_eq!(stage.says("a.stat .stat__trend--good"), "+9");
    assert_eq!(stage.says("h1"), "Customers 12");
    assert_eq!(stage.says(".empty-state__title"), "No sales yet");
    assert_eq!(stage.says("legend"), "Address");
}

#[wasm_bindgen_test]
fn a_table_says_its_order() {
    let heard = Heard::default();
    let on_sort = heard.callback::<()>();
    let columns = vec![
        Column::text("Words"),
        Column::figure("Sent").sortable(SortOrder::Descending, on_sort),
    ];
    let stage = Stage::with(move || {
        view! {
            <DataTable caption="Which words work" columns>
                <tr>
                    <Cell scope=CellScope::RowHead>"A"</Cell>
                    <Cell kind=CellKind::Figure>"18"</Cell>
                </tr>
            </DataTable>
        }
    });
    assert_eq!(stage.says("th[aria-sort=descending]"), "Sent");
    assert_eq!(stage.says("th[scope=row]"), "A");
    stage.press("Sent");
    assert!(heard.is(&["()"]));
}

#[wasm_bindgen_test]
fn the_frame_marks_where_one_is_and_lets_the_keyboard_past() {
    let place = |label: &'static str, glyph, here: bool| {
        NavItem::new(label, format!("#{label}"), glyph, Signal::stored(here))
    };
    let items = vec![
        place("Today", Glyph::Today, true).in_dock().with_badge("7"),
        place("Data", Glyph::Data, false),
    ];
    let action = place("New sale", Glyph::Sale, false);
    let stage = Stage::with(move || {
        view! {
            <Frame
                brand="Regulars"
                nav_label="Main"
                skip_label="Skip"
                more_label="More"
                items
                action
                top=|| view! { <Banner text="Hello" /> }
            >
                <h1>"Today"</h1>
            </Frame>
        }
    });
    assert_eq!(stage.says(".rail [aria-current=page] .nav-label"), "Today");
    assert_eq!(stage.says(".dock__far"), "Data");
    stage.press("Skip");
    assert_eq!(focused().map(|element| element.tag_name()).as_deref(), Some("MAIN"));
}

// Long lists

const MANY: usize = 100_000;

fn long_list(
    count: RwSignal<usize>,
    current: RwSignal<usize>,
    on_open: Callback<usize>,
) -> impl IntoView {
    view! {
        <WindowedList
            label="Customers"
            count
            key=|index| index
            render=|index| view! { <span class="name">{index}</span> }.into_any()
            on_open
            current
        />
    }
}

#[wasm_bindgen_test]
async fn a_long_list_has_only_the_rows_in_sight() {
    let count = RwSignal::new(MANY);
    let heard = Heard::default();
    let on_open = heard.callback::<usize>();
    let stage = Stage::with(move || long_list(count, RwSignal::new(0), on_open));
    let list = stage.find("[role=grid]");
    until("there are rows", || stage.all("[role=row]").len() > 4).await;
    assert!(stage.all("[role=row]").len() < 50);
    assert_eq!(list.get_attribute("aria-rowcount").as_deref(), Some("100000"));
    let row_height = stage.all("[role=row]")[0].offset_height();
    until("it has its length", || list.scroll_height() == row_height * 100_000).await;

    type_key(&list, "End");
    let last = || stage.all("[role=row]").last().and_then(|row| row.text_content());
    until("the last row is there", || last().as_deref() == Some("99999")).await;
    type_key(&list, "ArrowUp");
    type_key(&list, "Enter");
    assert!(heard.is(&["99998"]));
    let current = || {
        let id = list.get_attribute("aria-activedescendant")?;
        document().get_element_by_id(&id)?.get_attribute("aria-rowindex")
    };
    until("the current row is told", || current().as_deref() == Some("99999")).await;

    count.set(3);
    until("only three are left", || stage.all("[role=row]").len() == 3).await;
    type_key(&list, "Enter");
    assert!(heard.is(&["99998", "2"]));
}

#[wasm_bindgen_test]
async fn a_long_list_follows_the_hand() {
    let (count, current) = (RwSignal::new(MANY), RwSignal::new(700));
    let stage = Stage::with(move || long_list(count, current, Callback::new(|_| {})));
    let list = stage.find("[role=grid]");
    until("there are rows", || stage.all("[role=row]").len() > 4).await;
    let row_height = stage.all("[role=row]")[0].offset_height();
    until("it has its length", || list.scroll_height() == row_height * 100_000).await;
    let remembered = || stage.all(".windowed-list__row--current").len() == 1;
    until("the remembered row is in sight", remembered).await;
    list.set_scroll_top(50_000 * row_height);
    let top = list.get_bounding_client_rect().top();
    let at_the_top = || {
        let rows = stage.all("[role=row]");
        let row = rows.iter().find(|row| (row.get_bounding_client_rect().top() - top).abs() < 1.0);
        row.and_then(|row| row.text_content())
    };
    until("the middle is in sight", || at_the_top().as_deref() == Some("50000")).await;
}

#[wasm_bindgen_test]
fn a_press_inside_a_row_is_not_a_press_on_it() {
    let heard = Heard::default();
    let (on_open, on_press) = (heard.callback::<usize>(), heard.callback::<()>());
    let stage = Stage::with(move || {
        view! {
            <WindowedList
                label="Customers"
                count=1_usize
                key=|index| index
                render=move |_| view! { <Button label="Call" on_press /> }.into_any()
                on_open
            />
        }
    });
    stage.press("Call");
    stage.find("[role=row]").click();
    assert!(heard.is(&["()", "0"]));
}
