#!/usr/bin/env bash
# Narrates one fare in a database of its own:
#   tour.sh            prints it
#   tour.sh --check    compares it with db/tests/tour/one_fare.out
. "$(dirname "$0")/lib.sh"

unset DATABASE_URL DATABASE_URL_FILE  # demo data goes into the private instance
scripts/database.sh
name=tour_$$
assignments=$(scripts/newdb.sh "$name")
trap 'scripts/newdb.sh --drop "$name"' EXIT
set -a
eval "$assignments"
set +a
psql_at DATABASE_URL -o /dev/null -v shortcode=400222 -f db/demo.sql
play() { psql_at DATABASE_URL -v shortcode=400222 -f db/tests/tour/one_fare.sql 2>&1; }

if [ "${1:-}" = --check ]; then
  play | diff -u db/tests/tour/one_fare.out - >&2 || die "the tour differs from db/tests/tour/one_fare.out"
else
  play
fi
