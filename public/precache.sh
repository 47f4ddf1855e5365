#!/usr/bin/env bash
# Writes sw.js into a finished build, with the SHA-256 of every file, and the build's own hash into
# sw.js and index.html. Trunk runs it after each build; bash and what every system has are all it needs.
set -euo pipefail
export LC_ALL=C

staging=${TRUNK_STAGING_DIR:?this runs as a hook of trunk}
template=$(<"${BASH_SOURCE[0]%/*}/sw.js")

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

cd "$staging"
rm -f sw.js
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
