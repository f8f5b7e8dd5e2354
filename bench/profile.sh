#!/usr/bin/env bash
# Counts the instructions that a fare costs the database, in all and statement by statement: bench/profile.sh [TIMES]
# It takes a few minutes; another load on the machine changes the time, not the counts.
. "$(dirname "$0")/../scripts/lib.sh"

scripts/packages.sh valgrind
use_demo_database profile
folder=$(mktemp -d)
trap 'scripts/newdb.sh --drop "$demo_database"; rm -rf "$folder"' EXIT
chmod 0755 "$folder"
python -m bench.statements "$folder"
python -m bench.instructions --keep "$folder" --times "${1:-60}"
