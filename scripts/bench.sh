#!/usr/bin/env bash
# Runs the benchmark in a temporary database of the private instance: bench.sh [options of python -m bench]
#   bench.sh charts sizes|clients [options]     what docs/performance shows: python -m bench.charts
#   bench.sh servers [options]                  compares ways of serving the web: python -m bench.servers
. "$(dirname "$0")/lib.sh"

scripts/packages.sh wrk
scripts/translations.sh  # the web does not start without them
unset DATABASE_URL DATABASE_URL_FILE  # demo data goes into the private instance
scripts/database.sh
name=bench_$$
assignments=$(scripts/newdb.sh "$name")
trap 'scripts/newdb.sh --drop "$name"' EXIT
[ -s "$SECRETS/operator_cert.pem" ] || python -m sandbox.credential "$SECRETS"
set -a
eval "$("$PYTHON" scripts/env.py)"
eval "$assignments"
set +a
psql_at DATABASE_URL -o /dev/null -v shortcode="$LIPA_SHORTCODE" -f db/demo.sql
module=bench
case "${1:-}" in charts|servers) module=bench.$1; shift ;; esac
PATH="$(pg_bin):$PATH" "${BENCH_PYTHON:-python}" -m "$module" "$@"
