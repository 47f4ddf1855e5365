#!/usr/bin/env bash
# The faults at length: the browser is killed 50 times while it sells and 20 times each while a list
# comes in, pages are joined and a copy is merged; its database fails at every call in two ways; tabs
# open, profiles are copied and the disk is cleared at random. Takes about half an hour.
#
# Each says the seed it draws from; REGULARS_SEED=… draws the same again. A name as an argument runs
# only what has it in its name: `bash tests/faults.sh selling`.
set -euo pipefail
source "${BASH_SOURCE[0]%/*}/setup.sh"
need_to_check

if [[ ! -f dist/sw.js ]]; then trunk build --release; fi
export REGULARS_RUNS=long
if (($# == 0)); then set -- killed:: failing:: random::; fi
exec cargo test --locked --test e2e -- --test-threads=1 --nocapture "$@"
