#!/usr/bin/env bash
# The entry point of the image: entry.sh web | callbacks | pages | worker | migrate. Settings come from the environment,
# each as NAME or NAME_FILE; a process keeps those of its part only (web/core/parts.csv). web: callbacks and pages.
. "$(dirname "$0")/../scripts/lib.sh"

part=${1:-web}
check() { (as_part "$part" python -W ignore::RuntimeWarning:runpy -m web.core.config); }
case "$part" in
  web|callbacks|pages)
    check
    as_part "$part" gunicorn --config deploy/gunicorn.conf.py app:app
    ;;
  worker)
    check
    as_part worker flask --app app worker
    ;;
  migrate)
    as_part migrate scripts/migrate.sh
    ;;
  *)
    echo "usage: entry.sh web | callbacks | pages | worker | migrate" >&2
    exit 64
    ;;
esac
