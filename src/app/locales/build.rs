//! Turns the files of words beside it into Rust, one folder a language and one file a screen.
//!
//! The generator is called directly: the crate made for build scripts brings the sources of the
//! whole Unicode data with it, which this needs none of.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};

const FOLDER: &str = "src/app/locales";
const FIRST: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    // The core has no words, and is built without waiting for them.
    if env::var("CARGO_CFG_TARGET_ARCH")? != "wasm32" {
        return Ok(());
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let folder = root.join(FOLDER);
    let options = ParseOptions::default().interpolate_display(true);
    let mut config = Config::new(FIRST)?.locales_path(FOLDER).parse_options(options);
    for language in names(&folder)?.iter().filter(|name| *name != FIRST && !name.contains('.')) {
        config = config.add_locale(language)?;
    }
    for file in names(&folder.join(FIRST))? {
        config = config.add_namespace(file.trim_end_matches(".json"))?;
    }
    let words = leptos_i18n_parser::parse_locales::parse_locales(Some(root), config)?;
    let code = leptos_i18n_codegen::gen_code(&words, None, true, None, false)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), code.to_string())?;
    Ok(())
}

fn names(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
