#!/usr/bin/env bash
# Manages the clone's private PostgreSQL: cluster.sh start | stop | remove | advance | configure
. "$(dirname "$0")/lib.sh"
. scripts/pgbackrest.sh

HOME_DIR=$(pg_home)
DATA="$HOME_DIR/data"
LOG="$LOCAL/log/postgresql$PG_SUFFIX"
[ "$HOME_DIR" = "$LOCAL/pg$PG_SUFFIX" ] || LOG="$HOME_DIR/log"

running() { [ -f "$DATA/PG_VERSION" ] && (cd / && as_pg "$(pg_bin)/pg_ctl" -D "$DATA" status) >/dev/null 2>&1; }

make_directories() {
  mkdir -p "$LOCAL/log"
  # Anybody can write to /var/tmp, so a directory of that name that isn't ours is not trusted.
  if [ -e "$HOME_DIR" ] && [ "$HOME_DIR" != "$LOCAL/pg$PG_SUFFIX" ] && [ "$(stat -c %u "$HOME_DIR")" != "$(id -u)" ]; then
    die "$HOME_DIR exists and belongs to another user"
  fi
  mkdir -p "$HOME_DIR" "$HOME_DIR/socket" "$LOG"
  if [ "$HOME_DIR" = "$LOCAL/pg$PG_SUFFIX" ]; then chmod a+x "$LOCAL"; fi  # it may be older than this script
  chmod 0755 "$HOME_DIR" "$HOME_DIR/socket"
  chmod 0750 "$LOG"
  if [ "$(id -u)" -eq 0 ]; then
    install -d -o "$PG_USER" -m 0700 "$DATA"
    chown "$PG_USER" "$HOME_DIR/socket" "$LOG"
  else
    install -d -m 0700 "$DATA"
  fi
  echo "$HOME_DIR" > "$LOCAL/pg-home$PG_SUFFIX"
}

# Takes a free port, the same as last time if that is still free.
choose_port() {
  "$PYTHON" - "$ROOT$PG_SUFFIX" "$(cat "$LOCAL/pg-port$PG_SUFFIX" 2>/dev/null || true)" <<'PY' > "$LOCAL/pg-port.new"
import hashlib, socket, sys
first = 54320 + int(hashlib.sha256(sys.argv[1].encode()).hexdigest(), 16) % 600
for port in [int(p) for p in sys.argv[2:] if p] + [54320 + (first + n) % 600 for n in range(600)]:
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            continue
        print(port)
        break
else:
    sys.exit("no free port between 54320 and 54919")
PY
  mv "$LOCAL/pg-port.new" "$LOCAL/pg-port$PG_SUFFIX"
}

initialise() {
  [ ! -f "$DATA/PG_VERSION" ] || return 0
  say "making a private PostgreSQL in $DATA"
  secret postgres new_password >/dev/null
  # initdb reads the password from a file that its own user can read; the file is removed at once.
  # shellcheck disable=SC2016  # $0 … are for the inner shell
  (cd / && as_pg sh -c 'umask 077; trap "rm -f \"$2\"" EXIT; cat > "$2"
      "$0" -D "$1" -U postgres --pwfile="$2" --auth=scram-sha-256 --data-checksums \
      --encoding=UTF8 --locale=C.UTF-8 --no-instructions' "$(pg_bin)/initdb" "$DATA" "$HOME_DIR/socket/password" < "$SECRETS/postgres") \
    > "$LOCAL/log/initdb.log" 2>&1 || { tail -5 "$LOCAL/log/initdb.log" >&2; die "initdb failed (.local/log/initdb.log)"; }
}

# Written at every start, so that a change here reaches existing clusters.
# fsync, synchronous_commit and full_page_writes keep their default: on.
configure() {
  local memory_mb shared_mb repository
  if has_backups; then  # the port may be another one
    repository=$(cd / && as_pg sed -n 's/^repo1-path=//p' "$BACKUP_CONF")
    write_backup_conf "$DATA" "$repository"
  fi
  memory_mb=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
  shared_mb=$((memory_mb / 4))
  if [ "$shared_mb" -gt 1024 ]; then shared_mb=1024; fi
  if [ "$shared_mb" -lt 128 ]; then shared_mb=128; fi
  cat > "$LOCAL/lipa.conf.new" <<CONF
listen_addresses = '127.0.0.1'
port = $(pg_port)
unix_socket_directories = '$HOME_DIR/socket'
max_connections = 200
shared_buffers = ${shared_mb}MB
max_wal_size = 4GB
checkpoint_completion_target = 0.9
# \`true\` until scripts/backup.sh has run once; after that pgBackRest.
archive_mode = on
archive_command = '$(archive_command)'
archive_timeout = $(archive_timeout)
random_page_cost = 1.1
password_encryption = scram-sha-256
timezone = 'UTC'
log_timezone = 'UTC'
# Parameters contain sealed numbers, hashes and sessions, so they are not logged.
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_lock_waits = on
log_min_duration_statement = 1000
# Counts calls and time of our functions, for audit.function_times.
track_functions = pl
log_checkpoints = off
log_line_prefix = '%m [%p] %q%u@%d '
logging_collector = on
log_directory = '$LOG'
log_filename = 'postgresql-%a.log'
log_file_mode = 0640
log_rotation_age = 1d
log_truncate_on_rotation = on
CONF
  (cd / && as_pg sh -c "cat > '$DATA/lipa.conf'") < "$LOCAL/lipa.conf.new"
  rm "$LOCAL/lipa.conf.new"
  (cd / && as_pg sh -c "grep -qx \"include 'lipa.conf'\" '$DATA/postgresql.conf' || echo \"include 'lipa.conf'\" >> '$DATA/postgresql.conf'")
}

# The server that scripts/server.sh fetches is built without ICU. From 18 on PostgreSQL classifies Unicode by itself, so
# the one collation of ICU that we name is made from its own, in the templates.
add_collation() {
  local database
  [ -n "$PG_SUFFIX" ] || return 0
  [ "$(super -At -d template1 -c "select count(*) from pg_collation where collname = 'und-x-icu'")" = 0 ] || return 0
  super -d postgres -c 'alter database template0 allow_connections true'
  for database in template0 template1; do
    super -d "$database" \
      -c "create collation pg_catalog.\"und-x-icu\" (provider = builtin, locale = 'PG_UNICODE_FAST')"
  done
  super -d postgres -c 'alter database template0 allow_connections false'
}

start() {
  ! running || return 0
  one_at_a_time
  ! running || return 0
  make_directories
  scripts/server.sh
  initialise
  choose_port
  configure
  (cd / && as_pg "$(pg_bin)/pg_ctl" -D "$DATA" -w -t 60 -l "$LOG/start.log" start 9>&-) > "$LOCAL/log/pg_ctl.log" 2>&1 \
    || { tail -5 "$LOG/start.log" >&2; die "the private PostgreSQL does not start (see $LOG)"; }
  # Only the superuser uses these two databases.
  super -d postgres -c 'revoke all on database postgres, template1 from public'
  add_collation
}

stop() {
  if running; then
    (cd / && as_pg "$(pg_bin)/pg_ctl" -D "$DATA" -w -t 60 -m fast stop) > "$LOCAL/log/pg_ctl.log" 2>&1 \
      || die "the private PostgreSQL does not stop (.local/log/pg_ctl.log)"
  fi
}

# Moves the transaction counter above a ledger that was restored here: docs/runbooks/restored_ledger.md
advance() {
  local epoch
  # shellcheck disable=SC2016  # the marks of a block of code, nothing to expand
  epoch=$(sed -n '/```sql/,/```/{/```/!p}' docs/runbooks/restored_ledger.md | super -At -d lipa)
  stop
  (cd / && as_pg "$(pg_bin)/pg_resetwal" --epoch="$epoch" -D "$DATA") > "$LOCAL/log/pg_resetwal.log" 2>&1 \
    || die "the counter was not moved (.local/log/pg_resetwal.log)"
  start
}

# Removes this server's directory; without a version the others' too, and .local.
remove() {
  local other
  if [ -z "$PG_SUFFIX" ]; then
    for other in "$LOCAL"/pg-home-*; do
      if [ -f "$other" ]; then LIPA_PG_VERSION=${other##*-} "$0" remove; fi
    done
  fi
  stop
  case "$HOME_DIR" in
    "$LOCAL/pg$PG_SUFFIX"|/var/tmp/lipa-????????????"$PG_SUFFIX") rm -rf "$HOME_DIR" ;;
    *) die "$HOME_DIR is not a directory of this clone; nothing removed" ;;
  esac
  if [ -n "$PG_SUFFIX" ]; then rm -f "$LOCAL/pg-home$PG_SUFFIX" "$LOCAL/pg-port$PG_SUFFIX"; else rm -rf "$LOCAL"; fi
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  remove) remove ;;
  advance) advance ;;
  configure) configure ;;
  *) die "usage: cluster.sh start | stop | remove | advance | configure" ;;
esac
