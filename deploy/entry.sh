#!/usr/bin/env bash
# The entry point of the image: entry.sh web | worker | migrate. Settings come from the environment, each as NAME or NAME_FILE.
set -euo pipefail
cd "$(dirname "$0")/.."
# An address in our settings is whole: libpq must not add what the machine sets for other programs.
unset "${!PG@}"

# Only the migration needs the address of the tables' owner; the other processes do not get it.
[ "${1:-web}" = migrate ] || unset DATABASE_URL DATABASE_URL_FILE LIPA_SUPERUSER_URL LIPA_SUPERUSER_URL_FILE

case "${1:-web}" in
  web)
    python -W ignore::RuntimeWarning:runpy -m web.core.config
    exec gunicorn --config deploy/gunicorn.conf.py app:app
    ;;
  worker)
    python -W ignore::RuntimeWarning:runpy -m web.core.config
    exec flask --app app worker
    ;;
  migrate)
    exec scripts/migrate.sh
    ;;
  *)
    echo "usage: entry.sh web | worker | migrate" >&2
    exit 64
    ;;
esac
