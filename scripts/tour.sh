#!/usr/bin/env bash
# Narrates one fare in a database of its own:
#   tour.sh            prints it
#   tour.sh --check    compares it with db/tests/tour/one_fare.out
. "$(dirname "$0")/lib.sh"

use_demo_database tour
play() { psql_at DATABASE_URL -v shortcode="$LIPA_SHORTCODE" -f db/tests/tour/one_fare.sql 2>&1; }

if [ "${1:-}" = --check ]; then
  play | diff -u db/tests/tour/one_fare.out - >&2 || die "the tour differs from db/tests/tour/one_fare.out"
else
  play
fi
