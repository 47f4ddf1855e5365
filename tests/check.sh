#!/usr/bin/env bash
# Every check of Regulars, one after the other; a failing one does not hide the others. The last
# line says how many passed: every test counts, and every check that is not a test counts as one.
#
# `bash tests/check.sh lints tests` runs only the steps named. Logs are left in target/check.
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/setup.sh"
need_to_check

# What may come before the first screen on the way to a phone: the first module with its scripts and
# styles, and the words of one language, of which the longest counts. The later pages come after it,
# and what only a list needs, the second module, when one is chosen.
BUDGET_KB_GZIP=750

logs=$root/target/check
rm -rf "$logs"
mkdir -p "$logs"
wasm=(--target wasm32-unknown-unknown)
passed=0
failed=0
unhappy=()
wanted=" $* "

if [[ ${CI:-} ]]; then export CARGO_INCREMENTAL=0; fi
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$root/tests/browser/webdriver.json
export WASM_BINDGEN_TEST_TIMEOUT=120

# step "group" "heading" command…: runs one check, shows it, counts it.
step() {
  local group=$1 heading=$2
  shift 2
  if [[ $wanted != "  " && $wanted != *" $group "* ]]; then return; fi
  local log=$logs/${heading//[^A-Za-z0-9]/-}.log began=$SECONDS status=0
  say "" "== $heading"
  "$@" </dev/null 2>&1 | tee "$log" || status=1
  local good=0 bad=0 line tests=''
  while IFS= read -r line; do
    if [[ $line =~ test\ result:.*[[:space:]]([0-9]+)\ passed\;\ ([0-9]+)\ failed ]]; then
      tests=yes
      good=$((good + BASH_REMATCH[1]))
      bad=$((bad + BASH_REMATCH[2]))
    fi
  done <"$log"
  # Not a test, or one that did not get as far as counting.
  if [[ $status == 0 && ! $tests ]]; then good=1; fi
  if [[ $status != 0 && $bad == 0 ]]; then bad=1; fi
  passed=$((passed + good))
  failed=$((failed + bad))
  if ((bad > 0)); then unhappy+=("$heading"); fi
  say "-- $heading: $good passed, $bad failed, $((SECONDS - began)) s"
}

build() {
  rm -rf dist
  trunk build --release
}

# packed file…: what the files weigh together, each packed for itself.
packed() {
  local file sum=0
  for file in "$@"; do sum=$((sum + $(gzip -9 -c "$file" | wc -c))); done
  printf '%s' "$sum"
}

weigh() {
  local module words=0 file size first later second
  module=$(packed dist/regulars-*_bg.wasm)
  first=$(packed dist/index.html dist/{boot,regulars}-*.js dist/{boot,tokens,base,components,pages}-*.css dist/regulars-*_bg.wasm)
  for file in dist/words/*.json; do
    size=$(packed "$file")
    if ((size > words)); then words=$size; fi
  done
  first=$((first + words))
  later=$(packed dist/regulars-*-later.wasm)
  second=$(packed dist/work.js dist/worker.js dist/worker_bg.wasm)
  say "Before the first screen: gzip $((first / 1024)) KB of at most $BUDGET_KB_GZIP KB, the module $((module / 1024)) KB of it, the words $((words / 1024))"
  say "When it is needed: the later pages $((later / 1024)) KB, lists $((second / 1024)) KB; together $(((first + later + second) / 1024)) KB"
  if command -v brotli >/dev/null; then
    say "The first module in brotli: $(($(brotli -q 11 -c dist/regulars-*_bg.wasm | wc -c) / 1024)) KB"
  fi
  ((first <= BUDGET_KB_GZIP * 1024))
}

journeys() {
  if [[ ! -f dist/sw.js ]]; then
    say "There is no build to walk through."
    return 1
  fi
  cargo test --locked --test e2e -- --test-threads=1 --skip the_built_app_in_figures
}

# The bench of the smallest shop, so that it keeps working; its times prove nothing.
bench() {
  cargo test --locked --test e2e the_built_app_in_figures -- --test-threads=1 --nocapture
}

step format "Formatting" cargo fmt --check
step lints "Lints" cargo clippy --locked --all-targets -- -D warnings
step lints "Lints for the browser" cargo clippy --locked "${wasm[@]}" --lib --bins --test browser -- -D warnings
step lints "Lints of the journeys" cargo clippy --locked --test e2e -- -D warnings
step docs "Documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib
step tests "Tests" cargo test --locked
step browser "Tests in the browser" cargo test --locked "${wasm[@]}" --test browser
step build "Build" build
step build "Size" weigh
step journeys "Journeys" journeys
step bench "Bench" bench

say ""
for heading in ${unhappy[@]+"${unhappy[@]}"}; do say "Not well: $heading"; done
say "$passed passed, $failed failed"
((failed == 0))
