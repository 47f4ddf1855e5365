//! Lists the phrases of the files of words beside it, one folder a language and one file a screen,
//! for the app to name them by; the words themselves are files that the page fetches.
//!
//! A language that lacks a phrase, a form or a value fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use phrases::{OTHER, Phrase, gather, mark, values_of};

mod phrases;

const FOLDER: &str = "src/app/locales";
const FIRST: &str = "en";

/// The texts of one language, by `file.key`.
type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    // The core has no words, and is built without waiting for them.
    if env::var("CARGO_CFG_TARGET_ARCH")? != "wasm32" {
        return Ok(());
    }
    // What the first module is split by (`public/parts.sh`).
    println!("cargo::rustc-link-arg-bin=regulars=--emit-relocs");
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join(FOLDER);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut languages = BTreeMap::new();
    for language in names(&folder)?.into_iter().filter(|name| !name.contains('.')) {
        let files = files_of(&folder.join(&language))?;
        // The whole language as the page fetches it, for the tests.
        fs::write(out.join(format!("{language}.json")), serde_json::to_vec(&files)?)?;
        let texts: Texts = files
            .into_iter()
            .flat_map(|(file, texts)| {
                texts.into_iter().map(move |(key, text)| (format!("{file}.{key}"), text))
            })
            .collect();
        languages.insert(language, gather(&texts));
    }
    let first = &languages[FIRST];
    for (language, phrases) in &languages {
        check(language, phrases, first)?;
    }
    fs::write(out.join("words.rs"), listed(first, languages.len()))?;
    Ok(())
}

/// The texts of a language by file and key.
fn files_of(folder: &Path) -> Result<BTreeMap<String, Texts>, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for name in names(folder)? {
        let text = fs::read_to_string(folder.join(&name))?;
        let texts = serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        files.insert(name.trim_end_matches(".json").to_owned(), texts);
    }
    Ok(files)
}

fn names(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Whether a language says everything that the first one says, about the same values.
fn check(
    language: &str,
    phrases: &BTreeMap<String, Phrase>,
    first: &BTreeMap<String, Phrase>,
) -> Result<(), String> {
    if let Some(extra) = phrases.keys().find(|name| !first.contains_key(*name)) {
        return Err(format!("{language}: {extra} is in no other language"));
    }
    let wanted: BTreeSet<&str> = match language {
        "ru" | "uk" => ["one", "few", "many", OTHER].into(),
        _ => ["one", OTHER].into(),
    };
    for (name, model) in first {
        let phrase = phrases.get(name).ok_or_else(|| format!("{language}: {name} is missing"))?;
        if values_of(phrase) != values_of(model) {
            return Err(format!("{language}: {name} takes other values than in {FIRST}"));
        }
        let forms: BTreeSet<&str> = phrase.iter().map(|(form, _)| *form).collect();
        let has_wanted = if is_counted(model) { forms == wanted } else { phrase.len() == 1 };
        if !has_wanted {
            return Err(format!("{language}: {name} has the forms {forms:?}"));
        }
    }
    Ok(())
}

fn is_counted(phrase: &Phrase) -> bool {
    phrase.len() > 1
}

/// The phrases as constants, a module a file.
fn listed(phrases: &BTreeMap<String, Phrase>, n_languages: usize) -> String {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for (number, (name, phrase)) in phrases.iter().enumerate() {
        let (file, key) = name.split_once('.').unwrap_or_default();
        let (values, is_counted) = (values_of(phrase), is_counted(phrase));
        let values = Vec::from_iter(values);
        let line = format!(
            "pub(crate) const {key}: Key = \
             Key {{ number: {number}, is_counted: {is_counted}, values: &{values:?} }};\n"
        );
        files.entry(file).or_default().push_str(&line);
    }
    let mut code = format!(
        "pub(crate) const N_LANGUAGES: usize = {n_languages};\n\
         pub(crate) const MARK: u32 = {};\n",
        mark(phrases)
    );
    for (file, constants) in files {
        // Writing to a string cannot fail.
        write!(code, "pub(crate) mod {file} {{\nuse super::Key;\n{constants}}}\n").ok();
    }
    code
}
