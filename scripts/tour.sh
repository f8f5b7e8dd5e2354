#!/usr/bin/env bash
# Narrates one fare in a database of its own:
#   tour.sh            prints it
#   tour.sh --check    compares it with db/tests/tour/one_fare.out
. "$(dirname "$0")/lib.sh"

scripts/database.sh
name=tour_$$
assignments=$(scripts/newdb.sh "$name")
trap 'scripts/newdb.sh --drop "$name"' EXIT
eval "$assignments"
psql -X -q -o /dev/null -v shortcode=400222 -d "$DATABASE_URL" -f db/demo.sql
play() { psql -X -v shortcode=400222 -d "$DATABASE_URL" -f db/tests/tour/one_fare.sql 2>&1; }

if [ "${1:-}" = --check ]; then
  play | diff -u db/tests/tour/one_fare.out - >&2 || die "the tour differs from db/tests/tour/one_fare.out"
else
  play
fi
