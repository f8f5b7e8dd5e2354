#!/usr/bin/env bash
# The image's one entry: entry.sh web | worker | migrate. Settings come from the environment, each as NAME or NAME_FILE.
set -euo pipefail
cd "$(dirname "$0")/.."

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
    ;;
  *)
    echo "usage: entry.sh web | worker | migrate" >&2
    exit 64
    ;;
esac
