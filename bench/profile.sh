#!/usr/bin/env bash
# Counts the instructions that a fare costs the database, in all and statement by statement: bench/profile.sh [TIMES]
# It takes a few minutes; another load on the machine changes the time, not the counts.
. "$(dirname "$0")/../scripts/lib.sh"

scripts/packages.sh valgrind
unset DATABASE_URL DATABASE_URL_FILE  # demo data goes into the private instance
scripts/database.sh
name=profile_$$
assignments=$(scripts/newdb.sh "$name")
folder=$(mktemp -d)
trap 'scripts/newdb.sh --drop "$name"; rm -rf "$folder"' EXIT
chmod 0755 "$folder"
[ -s "$SECRETS/operator_cert.pem" ] || python -m sandbox.credential "$SECRETS"
set -a
eval "$("$PYTHON" scripts/env.py)"
eval "$assignments"
set +a
psql_at DATABASE_URL -o /dev/null -v shortcode="$LIPA_SHORTCODE" -f db/demo.sql
python -m bench.statements "$folder"
python -m bench.instructions --keep "$folder" --times "${1:-60}"
