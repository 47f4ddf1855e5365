# Sourced by open.sh and check.sh: finds what they need, and installs what is missing.
#
# What is installed goes to target/tools, or through apt on a Debian where this runs as root. What
# is there already is left alone, so a second run spends no time here. Where a step cannot be done
# it says which command would, and stops.

root=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
tools=$root/target/tools
cd "$root"
export PATH="$tools/bin:$tools/node_modules/.bin:$PATH"

TRUNK=0.21.14
BINARYEN=132
# Reads what wasm_split_macros of Cargo.lock wrote.
WASM_SPLIT=0.2.4
AXE=4.14.1
# Apache-2.0; only measured beside the app, never part of it.
DEXIE=4.4.7

say() { printf '%s\n' "$@"; }

# stop_with "what is wrong" "the command that mends it"
stop_with() {
  say "" "$1" "Please run this, then start again:" "" "    $2" "" >&2
  exit 1
}

# The version of a package in Cargo.lock.
locked() {
  local line found=''
  while IFS= read -r line; do
    if [[ $line == "name = \"$1\"" ]]; then found=yes; fi
    if [[ $found && $line == version* ]]; then
      line=${line#version = \"}
      say "${line%\"}"
      return
    fi
  done <Cargo.lock
  return 1
}

# The version a program says it has: "trunk 0.21.14" → "0.21.14".
version_of() {
  local line
  line=$(command "$1" --version 2>/dev/null) || return 0
  line=${line%%$'\n'*}
  line=${line#* }
  say "${line%% *}"
}

# apt_packages "what for" package…
apt_packages() {
  local why=$1
  shift
  if command -v apt-get >/dev/null && [[ $(id -u) == 0 ]]; then
    say "Installing $why: apt-get install $*"
    if { DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
      </dev/null >"$tools/apt.log" 2>&1; then return; fi
    tail -n 20 "$tools/apt.log" >&2
  fi
  stop_with "Missing: $why." "sudo apt-get update && sudo apt-get install -y $*    (or your system's own way)"
}

# Builds a program of crates.io into target/tools: cargo_tool name version [options].
cargo_tool() {
  local name=$1 version=$2
  shift 2
  say "Installing $name $version (some minutes, once)"
  # A tool is built once and used a little: quick to build beats quick to run.
  local -a build=(env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_OPT_LEVEL=1
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
    CARGO_PROFILE_RELEASE_DEBUG=0
    cargo install --force --root "$tools" --target-dir "$tools/build" --version "$version" "$@" "$name")
  # Without --locked where one of the locked versions cannot be had.
  "${build[@]}" --locked </dev/null || "${build[@]}" </dev/null ||
    stop_with "$name $version could not be installed." \
      "cargo install --locked --root target/tools $name --version $version $*"
  rm -rf "$tools/build"
}

need_rust() {
  command -v cargo >/dev/null || stop_with "Missing: Rust." \
    "install rustup (rustup.rs tells how), then: rustup toolchain install stable"
  local sysroot
  sysroot=$(rustc --print sysroot)
  if [[ ! -d $sysroot/lib/rustlib/wasm32-unknown-unknown/lib ]]; then
    say "Installing Rust's standard library for the browser"
    rustup target add wasm32-unknown-unknown </dev/null ||
      stop_with "Missing: Rust's standard library for the browser." "rustup target add wasm32-unknown-unknown"
  fi
  command -v cc >/dev/null || apt_packages "a C linker" gcc libc6-dev
}

need_lints() {
  if cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; then return; fi
  rustup component add rustfmt clippy </dev/null ||
    stop_with "Missing: rustfmt and clippy." "rustup component add rustfmt clippy"
}

need_trunk() {
  if [[ $(version_of trunk) != "$TRUNK" ]]; then cargo_tool trunk "$TRUNK" --no-default-features; fi
}

need_wasm_bindgen() {
  local version
  version=$(locked wasm-bindgen) || stop_with "Cargo.lock names no wasm-bindgen." "git checkout Cargo.lock"
  if [[ $(version_of wasm-bindgen) != "$version" || $(version_of wasm-bindgen-test-runner) != "$version" ]]; then
    cargo_tool wasm-bindgen-cli "$version" --no-default-features
  fi
}

need_wasm_split() {
  # It has no word for its version, so cargo's own list of what it installed is read.
  local known=$tools/.crates.toml
  if [[ -x $tools/bin/wasm-split-cli && $(<"$known") == *"\"wasm_split_cli_support $WASM_SPLIT "* ]]; then return; fi
  cargo_tool wasm_split_cli_support "$WASM_SPLIT" --features build-binary
}

# A package of npm into target/tools: npm_package name version.
npm_package() {
  local manifest=$tools/node_modules/$1/package.json
  if [[ -f $manifest && $(<"$manifest") == *"\"version\": \"$2\""* ]]; then return; fi
  command -v npm >/dev/null || apt_packages "npm" nodejs npm
  say "Installing $1 $2"
  npm install --no-audit --no-fund --silent --prefix "$tools" "$1@$2" </dev/null ||
    stop_with "$1 $2 could not be installed." "npm install --prefix target/tools $1@$2"
}

need_wasm_opt() {
  if [[ $(wasm-opt --version 2>/dev/null) == *"version $BINARYEN"* ]]; then return; fi
  npm_package binaryen "$BINARYEN.0.0"
}

need_axe() { npm_package axe-core "$AXE"; }

need_dexie() { npm_package dexie "$DEXIE"; }

need_browser() {
  local browser
  for browser in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$browser" >/dev/null && command -v "${CHROMEDRIVER:-chromedriver}" >/dev/null; then
      CHROMEDRIVER=$(command -v "${CHROMEDRIVER:-chromedriver}")
      export CHROMEDRIVER
      return
    fi
  done
  apt_packages "Chromium and its driver" chromium chromium-driver fonts-dejavu-core
  CHROMEDRIVER=$(command -v chromedriver)
  export CHROMEDRIVER
}

need_to_build() {
  mkdir -p "$tools"
  need_rust
  need_trunk
  need_wasm_bindgen
  need_wasm_split
  need_wasm_opt
}

need_to_check() {
  need_to_build
  need_lints
  need_axe
  need_dexie
  need_browser
}
