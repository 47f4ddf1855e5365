#!/usr/bin/env bash
# Opens Regulars: installs what is missing, builds it, serves it on this computer and opens a
# browser where there is one. Ctrl-C ends it. REGULARS_PORT=8081 serves it elsewhere.
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/setup.sh"
need_to_build

port=${REGULARS_PORT:-8080}
address=http://127.0.0.1:$port/
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  stop_with "Something else answers at $address" "REGULARS_PORT=$((port + 1)) bash tests/open.sh"
fi

open=()
if [[ ! ${CI:-} && (${DISPLAY:-} || ${WAYLAND_DISPLAY:-} || $OSTYPE == darwin*) ]]; then open=(--open); fi

say "Building. The first time takes some minutes; then Regulars is at $address"
trunk serve --release --address 127.0.0.1 --port "$port" ${open[@]+"${open[@]}"} &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
while kill -0 $server 2>/dev/null; do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    say "" "Regulars is at $address   (Ctrl-C ends it)"
    break
  fi
  sleep 1
done
wait $server
