#!/usr/bin/env bash
# Runs the benchmark in a temporary database of the private instance: bench.sh [options of python -m bench]
. "$(dirname "$0")/lib.sh"

scripts/packages.sh wrk
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
PATH="$(pg_bin):$PATH" python -m bench "$@"
