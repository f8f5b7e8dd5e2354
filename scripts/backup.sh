#!/usr/bin/env bash
# Backs the private PostgreSQL up with pgBackRest and says what can be restored: backup.sh [full | incr | off]
#   without a word   full when there is none of the last seven days, else incremental
#   off              stops archiving; the repository stays
# The first time it makes the repository and switches on continuous archiving of the WAL, without a restart.
# LIPA_BACKUP_DIR is where the repository is made: another disk than the data's. The default is for a demo.
# Fails when the archive misses a segment, a page's checksum is wrong, or what was stored can't be read back.
. "$(dirname "$0")/lib.sh"
. scripts/pgbackrest.sh

reload() {
  scripts/cluster.sh configure
  super -d postgres -o /dev/null -c 'select pg_reload_conf()'
}

switch_on() {
  local repository=${LIPA_BACKUP_DIR:-$BACKUP_HOME/repository}
  [ "$(super -At -d postgres -c 'show archive_mode')" = on ] \
    || die "the server was started by an older version and can't archive yet; stop it (make stop) and start it again"
  local owner=()
  if [ "$(id -u)" -eq 0 ]; then owner=(-o "$PG_USER"); fi
  install -d "${owner[@]}" -m 0700 "$BACKUP_HOME" "$BACKUP_HOME/lock" "$repository"
  write_backup_conf "$(super -At -d postgres -c 'show data_directory')" "$repository"
  pgbackrest_as_pg --no-online stanza-create
  reload
}

type=${1:-auto}
case "$type" in auto|full|incr|off) ;; *) die "usage: backup.sh [full | incr | off]" ;; esac
scripts/packages.sh pgbackrest
scripts/cluster.sh start
one_at_a_time
if [ "$type" = off ]; then
  if has_backups; then (cd / && as_pg rm -f "$BACKUP_CONF") && reload; fi
  say "archiving is off"
  exit 0
fi
has_backups || switch_on
pgbackrest_as_pg check || die "the archive does not work (the message above says why); nothing was backed up"
info() { pgbackrest_as_pg info --output=json; }
if [ "$type" = auto ]; then type=$(info | "$PYTHON" scripts/backup_report.py next); fi
pgbackrest_as_pg --type="$type" backup 9>&- || die "the backup failed"
verified=$(pgbackrest_as_pg verify --output=text --verbose) || die "the repository can't be read"
info | "$PYTHON" scripts/backup_report.py report "$verified" || die "this backup must not be relied on"
# The database notes it, so that an alarm follows when there are no more (docs/runbooks/backup_age.md).
if [ "$(super -At -d postgres -c "select count(*) from pg_database where datname = 'lipa'")" = 1 ]; then
  info | "$PYTHON" scripts/backup_report.py note | super -d lipa -o /dev/null || die "the backup is good, but was not noted"
fi
