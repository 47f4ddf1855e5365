#!/usr/bin/env bash
# Finishes a build: gathers the words of each language in one file, and writes sw.js with the SHA-256
# of every file, and the build's own hash and its languages into index.html. Trunk runs it after each
# build; bash and what every system has are all it needs.
set -euo pipefail
export LC_ALL=C

staging=${TRUNK_STAGING_DIR:?this runs as a hook of trunk}
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
template=$(<"$here/sw.js")

sha256() {
  local line
  if command -v sha256sum >/dev/null; then line=$(sha256sum <"$1"); else line=$(shasum -a 256 <"$1"); fi
  printf '%s' "${line%% *}"
}

# SHA-256 as the browser writes it: base64 of the bytes.
sha256_base64() {
  local hex bytes='' i
  hex=$(sha256 "$1")
  for ((i = 0; i < ${#hex}; i += 2)); do bytes+="\\x${hex:i:2}"; done
  printf "$bytes" | base64
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

cd "$staging"
rm -f sw.js
mkdir -p words
languages=()
for folder in "$here"/../src/app/locales/*/; do
  language=$(basename "$folder")
  languages+=("$language")
  words "$folder" >"words/$language.json"
done
files=()
while IFS= read -r file; do files+=("${file#./}"); done < <(find . -type f | sort)

# The build is named by what is in it: every file and the service worker's own text.
listing=$(mktemp)
trap 'rm -f "$listing"' EXIT
printf '%s\n' "$template" >"$listing"
for file in "${files[@]}"; do printf '%s %s\n' "$file" "$(sha256 "$file")" >>"$listing"; done
build=$(sha256 "$listing")
build=${build:0:16}

index=$(<index.html)
index=${index/@LANGUAGES@/${languages[*]}}
printf '%s\n' "${index/@BUILD@/$build}" >index.html

list=''
for file in "${files[@]}"; do
  path=$file
  if [[ $file == index.html ]]; then path=./; fi
  list+=$'\n'"  \"$path\": \"$(sha256_base64 "$file")\","
done
template=${template/@BUILD@/$build}
printf '%s\n' "${template/'/*@FILES@*/'/$list$'\n'}" >sw.js
echo "sw.js: build $build, ${#files[@]} files"
