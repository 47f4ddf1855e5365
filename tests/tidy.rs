#![cfg(not(target_arch = "wasm32"))]
//! The rules of the house that no compiler holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// What may stand at the top beside dotfiles.
const AT_THE_TOP: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "Trunk.toml",
    "public",
    "src",
    "style",
    "tests",
];

/// Rooms of a single module, or whose parts are private to them.
const ALONE: [&str; 3] = ["outreach", "browser", "store"];

#[test]
fn modules_use_only_the_modules_above_them() {
    check_order("src/lib.rs", "src", "crate::");
    let within = |room: &str| {
        check_order(&format!("src/{room}.rs"), &format!("src/{room}"), &format!("crate::{room}::"));
    };
    let rooms = modules_of("src/lib.rs");
    let is_list = |room: &&String| !ALONE.contains(&room.as_str());
    rooms.iter().filter(is_list).for_each(|room| within(room));
    for room in ["language", "around", "parts"] {
        let list = format!("src/app/{room}.rs");
        check_order(&list, &format!("src/app/{room}"), &format!("crate::app::{room}::"));
    }
}

#[test]
fn what_has_one_place_is_used_in_no_other() {
    each_source(|name, code| {
        let is_in = |room: &str| name.starts_with(&format!("src/{room}"));
        let names_database = code.contains("indexed_db") || code.contains("Idb");
        assert!(is_in("store") || !names_database, "{name}: only `store` knows the database");
        let writes = modules_used(code, "crate::store::").contains("Store");
        assert!(is_in("app/state") || !writes, "{name}: only `app::state` reads and writes");
        if is_in("app/components") {
            let known = modules_used(code, "crate::");
            assert!(known.iter().all(|room| room == "app"), "{name}: a component knows no shop");
            let known = modules_used(code, "crate::app::");
            assert!(known.iter().all(|room| room == "components"), "{name} uses {known:?}");
        }
    });
}

#[test]
fn no_page_uses_another_page() {
    for page in modules_of("src/app/pages.rs") {
        let own = root().join(format!("src/app/pages/{page}.rs"));
        for file in files_below(&format!("src/app/pages/{page}")).into_iter().chain([own.clone()]) {
            let (code, name) = (code_of(&file), shown(&file));
            let used = modules_used(&code, "crate::app::pages::");
            assert!(
                used.iter().all(|used| *used == page),
                "{name} uses {used:?}: what pages share is a part"
            );
            let around = if file == own { "super::" } else { "super::super::" };
            assert!(!code.contains(around), "{name}: name other modules by crate::…");
        }
    }
}

#[test]
fn nothing_unwraps_outside_tests() {
    each_source(|name, code| {
        assert!(!code.contains(".unwrap()"), "{name}: say with expect why it cannot fail");
    });
}

#[test]
fn no_text_becomes_markup() {
    each_source(|name, code| {
        assert!(!code.contains("inner_html"), "{name}: inner_html lets a name become a script");
    });
}

#[test]
fn no_view_carries_a_style_attribute() {
    each_source(|name, code| {
        let found = code.split_whitespace().any(|word| word.starts_with("style="));
        assert!(!found, "{name}: the page's policy blocks style attributes; use a class");
    });
}

#[test]
fn styles_know_no_left_and_right() {
    for file in files_below("style").into_iter().chain(files_below("public")) {
        if file.extension().is_none_or(|extension| extension != "css") {
            continue;
        }
        let style = read(&file);
        for (property, value) in declarations(&style) {
            let name = shown(&file);
            assert!(!is_physical(&property, &value), "{name}: {property}: {value}");
        }
    }
}

#[test]
fn every_language_says_everything() {
    if !has_screens() {
        return;
    }
    let mut languages: BTreeMap<String, BTreeMap<_, _>> = BTreeMap::new();
    for file in files_below("src/app/locales") {
        if file.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = |path: Option<&std::ffi::OsStr>| {
            path.expect("a file of words lies in its language").to_string_lossy().into_owned()
        };
        let language = name(file.parent().and_then(Path::file_name));
        let texts: Value = serde_json::from_str(&read(&file)).expect("a locale is JSON");
        let page = name(file.file_stem());
        collect_phrases(&page, &texts, languages.entry(language).or_default());
    }
    let english = languages.get("en").expect("English is one of the languages").clone();
    let english = gather_plurals(&english);
    for (language, phrases) in &languages {
        let phrases = gather_plurals(phrases);
        let ours: BTreeSet<&String> = phrases.keys().collect();
        let theirs: BTreeSet<&String> = english.keys().collect();
        let differing: Vec<_> = ours.symmetric_difference(&theirs).collect();
        assert!(differing.is_empty(), "{language} and en differ in {differing:?}");
        for (key, phrase) in &phrases {
            let names = &english[key].names;
            assert_eq!(&phrase.names, names, "{language}: {key} speaks of other things than en");
            if !phrase.forms.is_empty() {
                let wanted: BTreeSet<&str> = plural_forms(language).iter().copied().collect();
                assert_eq!(phrase.forms, wanted, "{language}: the plural forms of {key}");
            }
        }
    }
}

#[test]
fn only_the_agreed_things_stand_at_the_top() {
    let ignored = read(&root().join(".gitignore"));
    let ignored: Vec<&str> = ignored.lines().map(|line| line.trim_matches('/')).collect();
    for entry in fs::read_dir(root()).expect("the top is readable").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let agreed = name.starts_with('.')
            || ignored.contains(&name.as_str())
            || AT_THE_TOP.contains(&name.as_str());
        assert!(agreed, "{name} does not belong at the top");
    }
}

/// Checks a list of modules in reading order: each file uses only those above its own.
fn check_order(list: &str, folder: &str, prefix: &str) {
    let order = modules_of(list);
    assert!(!order.is_empty(), "{list} names no modules");
    for (rank, module) in order.iter().enumerate() {
        let later: BTreeSet<&str> = order[rank + 1..].iter().map(String::as_str).collect();
        let own = root().join(folder).join(format!("{module}.rs"));
        let inner = files_below(&format!("{folder}/{module}"));
        for file in inner.iter().chain([&own]) {
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let code = code_of(file);
            let name = shown(file);
            for used in modules_used(&code, prefix) {
                assert!(!later.contains(used.as_str()), "{name} uses {used}, which comes after it");
            }
            // `super` would be a way around the list.
            let around = if *file == own { "super::" } else { "super::super::" };
            assert!(!code.contains(around), "{name}: name other modules by {prefix}…");
        }
    }
}

fn modules_of(list: &str) -> Vec<String> {
    let name_of = |line: &str| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
    };
    read(&root().join(list)).lines().filter_map(name_of).collect()
}

/// The modules that follow the prefix: of `crate::a::b` it is a, of `crate::{a::b, c}` a and c.
fn modules_used(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            used.insert(identifier(rest));
            continue;
        };
        let mut depth = 0;
        let mut part = String::new();
        for letter in group.chars() {
            match letter {
                '}' if depth == 0 => break,
                ',' if depth == 0 => used.insert(identifier(std::mem::take(&mut part).trim())),
                '{' | '}' => {
                    depth = if letter == '{' { depth + 1 } else { depth - 1 };
                    false
                }
                _ => {
                    part.push(letter);
                    false
                }
            };
        }
        used.insert(identifier(part.trim()));
    }
    used
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// The screens are there once `lib.rs` lists them.
fn has_screens() -> bool {
    modules_of("src/lib.rs").iter().any(|module| module == "app")
}

fn each_source(check: impl Fn(String, &str)) {
    let files = files_below("src");
    assert!(!files.is_empty(), "no sources found");
    for file in files {
        let is_tests = file.with_extension("").iter().any(|part| part == "tests");
        if !is_tests && file.extension().is_some_and(|extension| extension == "rs") {
            check(shown(&file), &code_of(&file));
        }
    }
}

/// A source without its comments and without the unit tests at its bottom.
fn code_of(file: &Path) -> String {
    let text = read(file);
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// The declarations of a style sheet, without what selectors and at-rules say.
fn declarations(style: &str) -> Vec<(String, String)> {
    let mut bare = String::new();
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let pieces = bare.split_inclusive([';', '{', '}']).filter(|piece| !piece.ends_with('{'));
    let pair = |piece: &str| {
        let (property, value) = piece.trim_end_matches([';', '}']).split_once(':')?;
        Some((property.trim().to_lowercase(), value.trim().to_lowercase()))
    };
    pieces.filter_map(pair).collect()
}

/// Whether a declaration would be wrong in a language that runs the other way.
fn is_physical(property: &str, value: &str) -> bool {
    if property.starts_with("--") {
        return false;
    }
    let is_side = |word: &str| word == "left" || word == "right";
    let sides: Vec<&str> = value.split_whitespace().filter(|word| *word != "!important").collect();
    match (property, sides.as_slice()) {
        ("text-align" | "float" | "clear" | "caption-side", words) => {
            words.iter().copied().any(is_side)
        }
        ("border-radius", [a, b, c, d]) => a != b || c != d,
        (
            "margin" | "padding" | "inset" | "border-width" | "border-color" | "border-style",
            [_, right, _, left],
        ) => right != left,
        _ => property.split('-').any(is_side),
    }
}

/// A phrase in one language: its plural forms, and what it takes from the shop.
#[derive(Clone, Default)]
struct Phrase {
    forms: BTreeSet<&'static str>,
    names: BTreeSet<String>,
}

fn collect_phrases(path: &str, value: &Value, phrases: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(inner) => {
            for (key, value) in inner {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect_phrases(&path, value, phrases);
            }
        }
        Value::String(text) => drop(phrases.insert(path.to_owned(), text.clone())),
        other => drop(phrases.insert(path.to_owned(), other.to_string())),
    }
}

/// Joins `key_one`, `key_few` and so on into `key`; a key is a plural when it has `key_other`.
fn gather_plurals(phrases: &BTreeMap<String, String>) -> BTreeMap<String, Phrase> {
    const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let mut gathered: BTreeMap<String, Phrase> = BTreeMap::new();
    for (key, text) in phrases {
        let form = FORMS.iter().find_map(|form| {
            let stem = key.strip_suffix(form)?.strip_suffix('_')?;
            phrases.contains_key(&format!("{stem}_other")).then_some((stem, *form))
        });
        let phrase =
            gathered.entry(form.map_or(key.as_str(), |(stem, _)| stem).to_owned()).or_default();
        phrase.forms.extend(form.map(|(_, form)| form));
        phrase.names.extend(names_in(text));
    }
    gathered
}

/// What stands in double braces.
fn names_in(text: &str) -> BTreeSet<String> {
    let pieces = text.split("{{").skip(1).filter_map(|piece| piece.split_once("}}"));
    pieces.map(|(inside, _)| identifier(inside.trim())).collect()
}

/// The plural forms a language tells apart.
fn plural_forms(language: &str) -> &'static [&'static str] {
    match language {
        "ru" | "uk" => &["one", "few", "many", "other"],
        _ => &["one", "other"],
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// All files below a folder; none where there is no such folder.
fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let list = if entry.path().is_dir() { &mut folders } else { &mut found };
            list.push(entry.path());
        }
    }
    found.sort();
    found
}

#[test]
fn the_rules_catch_what_they_are_for() {
    let used =
        modules_used("use crate::{id::{Stamp, Replica}, money};\ncrate::store::open()", "crate::");
    assert_eq!(used, ["id", "money", "store"].map(str::to_owned).into());
    let physical = |style| declarations(style).iter().any(|(p, v)| is_physical(p, v));
    assert!(physical(".a { margin-left: 1px; }"));
    assert!(physical("@media print { .a:hover { color: red; text-align: right } }"));
    assert!(physical(".a { padding: 1px 2px 1px 3px; }"));
    assert!(physical(".a { right: 0; }"));
    assert!(!physical(
        "/* left: 0; */ .left:hover { margin: 0 auto 4px auto; inset-inline-start: 0 }"
    ));
    let phrases = [
        ("n_one", "{{ count }} customer"),
        ("n_other", "{{ count }} customers"),
        ("pick_one", "Pick"),
    ];
    let phrases = phrases.map(|(key, text)| (key.to_owned(), text.to_owned())).into();
    let gathered = gather_plurals(&phrases);
    assert_eq!(gathered.keys().collect::<Vec<_>>(), ["n", "pick_one"]);
    assert_eq!(gathered["n"].forms, ["one", "other"].into());
    assert_eq!(gathered["n"].names, ["count".to_owned()].into());
}
