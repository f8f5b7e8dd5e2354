#!/usr/bin/env bash
# Runs the benchmark in a temporary database of the private instance: bench.sh [options of python -m bench]
#   bench.sh charts sizes|clients [options]     what docs/performance shows: python -m bench.charts
#   bench.sh days [--fares N]                   what grows with the ledger: python -m bench.days, a part of the benchmark
#   bench.sh servers [options]                  compares ways of serving the web: python -m bench.servers
. "$(dirname "$0")/lib.sh"

scripts/packages.sh wrk
scripts/translations.sh  # the web does not start without them
use_demo_database bench
module=bench
case "${1:-}" in charts|days|servers) module=bench.$1; shift ;; esac
PATH="$(pg_bin):$PATH" "${BENCH_PYTHON:-python}" -m "$module" "$@"
