#!/usr/bin/env bash
# The built app in figures: how long a shop of so many purchases takes to come in, to open, to sell
# in and to copy, beside Dexie and the browser's own database. Prints a table.
#
# `bash tests/bench.sh` measures 10,000 and 100,000 purchases, `bash tests/bench.sh 1000000` a
# million. It measures the build in dist/, and makes one where there is none.
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/setup.sh"
need_to_check

if [[ ! -f dist/sw.js ]]; then trunk build --release; fi
if (($# == 0)); then set -- 10000 100000; fi
export REGULARS_BENCH=$*
say "Measured: dist/ of $(date -r dist/sw.js), $(nproc) cores, load $(cut -d ' ' -f 1-3 /proc/loadavg 2>/dev/null)"
exec cargo test --locked --test e2e the_built_app_in_figures -- --test-threads=1 --nocapture
