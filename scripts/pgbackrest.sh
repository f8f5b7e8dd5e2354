# shellcheck shell=bash
# Shared by cluster.sh and backup.sh: where backups of the private PostgreSQL are, and how pgBackRest is told. Sourced,
# never run. docs/decisions/backup-and-standby.md

STANZA=lipa
# shellcheck disable=SC2034  # used by the scripts that source this
BACKUP_HOME="$(pg_home)/backup"
BACKUP_CONF="$BACKUP_HOME/pgbackrest.conf"

# Backups are on once scripts/backup.sh has written its settings; a demo that never asked for one archives nothing.
has_backups() { (cd / && as_pg test -s "$BACKUP_CONF"); }

# What the server runs for each WAL segment. It drops the segment until backups are on: archive_mode itself could be
# switched on by a restart only.
archive_command() {
  if has_backups; then
    echo "pgbackrest --config=\"$BACKUP_CONF\" --stanza=$STANZA archive-push \"%p\""
  else
    echo true
  fi
}

# The time after which a segment that is not full is archived: what is lost with the disk is younger than this.
archive_timeout() { if has_backups; then echo 15s; else echo 0; fi; }

# Writes pgBackRest's settings. They hold the repository's key, so only the server's user reads them. The option
# archive-push-queue-max stays out: on reaching it pgBackRest drops WAL and says that all is well.
write_backup_conf() { # DATA REPOSITORY
  # shellcheck disable=SC2016  # $0 is for the inner shell
  (cd / && as_pg sh -c 'umask 077; cat > "$0.new" && mv "$0.new" "$0"' "$BACKUP_CONF") <<CONF
[global]
repo1-path=$2
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=$(secret backup_key new_password)
repo1-retention-full=2
compress-type=zst
compress-level=3
start-fast=y
process-max=2
archive-timeout=60
log-level-console=warn
log-level-file=off
lock-path=$BACKUP_HOME/lock

[$STANZA]
pg1-path=$1
pg1-port=$(pg_port)
pg1-socket-path=$(pg_home)/socket
pg1-user=postgres
pg1-database=postgres
CONF
}

# pgBackRest as the server's user, who owns data and repository. What its environment might set is left out.
pgbackrest_as_pg() {
  (cd / && PGPASSWORD=$(secret postgres new_password) as_pg pgbackrest --config="$BACKUP_CONF" --stanza="$STANZA" "$@")
}
