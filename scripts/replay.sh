#!/usr/bin/env bash
# Divides the last 30 days of every vehicle anew by its own rules (fares.replay_faults), and compares that with the
# ledger, to the cent. Names the vehicles that differ, and fails then. Needs DATABASE_URL; without it the database of
# what runs.
. "$(dirname "$0")/lib.sh"

if [ -z "${DATABASE_URL:-}" ]; then set -a; eval "$(/usr/bin/env python3 scripts/env.py --running)"; set +a; fi
told=$(psql_at DATABASE_URL -At <<'SQL'
with replayed as materialized (select r.* from fares.replay_faults(p_at => now()) r)
select format('%s: %s of %s parts differ (wallet %s)', r.plate, r.faults, r.parts, r.wallet_id)
  from replayed r where r.faults > 0
union all
select format('%s vehicles, %s parts of days, %s differ', count(*), coalesce(sum(r.parts), 0),
              coalesce(sum(r.faults), 0)) from replayed r
SQL
)
printf '%s\n' "$told"
[[ $told == *' 0 differ' ]]
