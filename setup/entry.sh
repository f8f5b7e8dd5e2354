#!/usr/bin/env bash
# The image's one entry: entry.sh web | worker | migrate. Settings come from the environment, each as NAME or NAME_FILE.
set -euo pipefail
cd "$(dirname "$0")/.."

# Who serves has no business with the tables' owner: that address does not even stand in its environment.
[ "${1:-web}" = migrate ] || unset DATABASE_URL DATABASE_URL_FILE LIPA_SUPERUSER_URL LIPA_SUPERUSER_URL_FILE

case "${1:-web}" in
  web)
    python -m web.config
    exec gunicorn --config web/gunicorn.conf.py app:app
    ;;
  worker)
    python -m web.config
    exec flask --app app worker
    ;;
  migrate)
    if [ -z "${DATABASE_URL:-}" ] && [ -n "${DATABASE_URL_FILE:-}" ]; then DATABASE_URL=$(cat "$DATABASE_URL_FILE"); export DATABASE_URL; fi
    : "${DATABASE_URL:?the address of the database, as the owner of its tables}"
    dbmate --no-dump-schema --migrations-dir db/migrations up --strict
    db/functions/load.sh "$DATABASE_URL"
    psql -X -q -v ON_ERROR_STOP=1 -o /dev/null -d "${LIPA_SUPERUSER_URL:-$DATABASE_URL}" -f db/superuser/doors.sql \
      || echo "limits absent: have an administrator run db/superuser/doors.sql" >&2
    ;;
  *)
    echo "usage: entry.sh web | worker | migrate" >&2
    exit 64
    ;;
esac
