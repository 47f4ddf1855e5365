#!/usr/bin/env bash
# Parts a build into what comes before the first screen and what comes later.
#
# The words: those of each language become one file.
#
# The first module: what `src/main.rs` marks as a part goes into a file of its own, which comes when
# it is needed and shares the memory of the first. Trunk knows no parts, so this takes what the
# compiler made, parts it, binds and shrinks the pieces, and puts them in the place of what Trunk
# made. All of them carry one hash of their contents in their names, for they only fit each other.
set -euo pipefail
export LC_ALL=C

staging=${TRUNK_STAGING_DIR:?this runs as a hook of trunk}
root=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
made=${CARGO_TARGET_DIR:-$root/target}/wasm32-unknown-unknown/${TRUNK_PROFILE:-release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

hash_of() { if command -v "sha${1}sum" >/dev/null; then "sha${1}sum"; else shasum -a "$1"; fi; }

# Bytes written in hex, as base64.
base64_of() {
  local hex=$1 bytes='' i
  for ((i = 0; i < ${#hex}; i += 2)); do bytes+="\\x${hex:i:2}"; done
  printf "$bytes" | base64
}

integrity() {
  local sum
  sum=$(hash_of 384 <"$1")
  printf 'sha384-%s' "$(base64_of "${sum%% *}")"
}

# replace file old new: wherever it stands; stops where the text is not what this was written for.
replace() {
  local text
  text=$(<"$1")
  if [[ -z $2 || $text != *"$2"* ]]; then
    echo "parts.sh: ${1##*/} does not say: $2" >&2
    return 1
  fi
  printf '%s\n' "${text//"$2"/"$3"}" >"$1"
}

# words folder: the files of one language as one, by their names.
words() {
  local file name separator='{'
  for file in "$1"*.json; do
    name=${file##*/}
    printf '%s\n"%s": %s' "$separator" "${name%.json}" "$(<"$file")"
    separator=,
  done
  printf '\n}\n'
}

mkdir -p "$staging/words"
languages=()
for folder in "$root"/src/app/locales/*/; do
  language=$(basename "$folder")
  languages+=("$language")
  words "$folder" >"$staging/words/$language.json"
done

wasm-split-cli --out-name regulars "$made/regulars.wasm" "$work"
wasm-bindgen --target web --no-typescript --keep-lld-exports --out-name regulars --out-dir "$work/bound" "$work/regulars.wasm"
mv "$work"/split_*.wasm "$work/__wasm_split.js" "$work/bound/"
cd "$work/bound"
if [[ ${TRUNK_PROFILE:-release} == release ]]; then
  for module in *.wasm; do
    wasm-opt -Oz --enable-bulk-memory --enable-multivalue --enable-mutable-globals \
      --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext \
      "$module" -o "$module.small"
    mv "$module.small" "$module"
  done
fi
# The way a part comes must not depend on the kind the host gives it, nor on a broken answer that the
# browser may keep: it is only asked again after one that failed. Nor may it hang for ever.
replace __wasm_split.js 'const src = fetch(' 'const src = fetchPart('
replace __wasm_split.js 'WebAssembly.instantiateStreaming(src, imports)' \
  'WebAssembly.instantiate(await src, imports)'
cat >>__wasm_split.js <<'SCRIPT'
const sums = {};
let isAgain = false;
async function fetchPart(address) {
    const cache = isAgain ? "reload" : "default";
    isAgain = true;
    const integrity = sums[new URL(address).pathname.split("/").pop()];
    const file = await fetch(address, { cache, integrity, signal: AbortSignal.timeout(60000) });
    if (!file.ok) throw new Error(`${address}: ${file.status}`);
    return file.arrayBuffer();
}
SCRIPT

name=$(cat -- * | hash_of 256)
name=regulars-${name:0:16}
# Only where it is fetched: within the module it keeps its name.
replace regulars.js 'from "./__wasm_split.js"' "from \"./$name-parts.js\""
replace __wasm_split.js ./regulars.js "./$name.js"
for module in split_*.wasm; do
  part=${module#split_}
  replace __wasm_split.js "./$module" "./$name-$part"
  printf 'sums["%s"] = "%s";\n' "$name-$part" "$(integrity "$module")" >>__wasm_split.js
  mv "$module" "$staging/$name-$part"
done

rm -f "$staging"/regulars-*.js "$staging"/regulars-*_bg.wasm
mv regulars.js "$staging/$name.js"
mv __wasm_split.js "$staging/$name-parts.js"
mv regulars_bg.wasm "$staging/${name}_bg.wasm"

# The links that Trunk wrote name its own files; boot.js finds ours by them.
cd "$staging"
script="<link rel=\"modulepreload\" href=\"./$name.js\" crossorigin=\"anonymous\" integrity=\"$(integrity "$name.js")\">"
parts="<link rel=\"modulepreload\" href=\"./$name-parts.js\" crossorigin=\"anonymous\" integrity=\"$(integrity "$name-parts.js")\">"
module="<link rel=\"preload\" href=\"./${name}_bg.wasm\" crossorigin=\"anonymous\" integrity=\"$(integrity "${name}_bg.wasm")\" as=\"fetch\" type=\"application/wasm\">"
link() { grep -o "<link rel=\"$1\"[^>]*>" index.html | head -n 1; }
replace index.html "$(link modulepreload)" "$script$parts"
replace index.html "$(link preload)" "$module"
replace index.html @LANGUAGES@ "${languages[*]}"
echo "parts.sh: $name and $(ls "$name"-*.wasm | wc -l) part"
