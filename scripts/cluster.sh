#!/usr/bin/env bash
# Manages the clone's private PostgreSQL: cluster.sh start | stop | remove | advance
. "$(dirname "$0")/lib.sh"

HOME_DIR=$(pg_home)
DATA="$HOME_DIR/data"
LOG="$LOCAL/log/postgresql"
[ "$HOME_DIR" = "$LOCAL/pg" ] || LOG="$HOME_DIR/log"

running() { [ -f "$DATA/PG_VERSION" ] && (cd / && as_pg "$(pg_bin)/pg_ctl" -D "$DATA" status) >/dev/null 2>&1; }

make_directories() {
  mkdir -p "$LOCAL/log"
  # Anybody can write to /var/tmp, so a directory of that name that isn't ours is not trusted.
  if [ -e "$HOME_DIR" ] && [ "$HOME_DIR" != "$LOCAL/pg" ] && [ "$(stat -c %u "$HOME_DIR")" != "$(id -u)" ]; then
    die "$HOME_DIR exists and belongs to another user"
  fi
  mkdir -p "$HOME_DIR" "$HOME_DIR/socket" "$LOG"
  if [ "$HOME_DIR" = "$LOCAL/pg" ]; then chmod a+x "$LOCAL"; fi  # it may be older than this script
  chmod 0755 "$HOME_DIR" "$HOME_DIR/socket"
  chmod 0750 "$LOG"
  if [ "$(id -u)" -eq 0 ]; then
    install -d -o "$PG_USER" -m 0700 "$DATA"
    chown "$PG_USER" "$HOME_DIR/socket" "$LOG"
  else
    install -d -m 0700 "$DATA"
  fi
  echo "$HOME_DIR" > "$LOCAL/pg-home"
}

# Takes a free port, the same as last time if that is still free.
choose_port() {
  "$PYTHON" - "$ROOT" "$(cat "$LOCAL/pg-port" 2>/dev/null || true)" <<'PY' > "$LOCAL/pg-port.new"
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
  mv "$LOCAL/pg-port.new" "$LOCAL/pg-port"
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
  local memory_mb shared_mb
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
random_page_cost = 1.1
password_encryption = scram-sha-256
timezone = 'UTC'
log_timezone = 'UTC'
# Parameters contain sealed numbers, hashes and sessions, so they are not logged.
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_lock_waits = on
log_min_duration_statement = 1000
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

start() {
  ! running || return 0
  one_at_a_time
  ! running || return 0
  make_directories
  initialise
  choose_port
  configure
  (cd / && as_pg "$(pg_bin)/pg_ctl" -D "$DATA" -w -t 60 -l "$LOG/start.log" start 9>&-) > "$LOCAL/log/pg_ctl.log" 2>&1 \
    || { tail -5 "$LOG/start.log" >&2; die "the private PostgreSQL does not start (see $LOG)"; }
  # Only the superuser uses these two databases.
  super -d postgres -c 'revoke all on database postgres, template1 from public'
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

remove() {
  stop
  case "$HOME_DIR" in
    "$LOCAL/pg"|/var/tmp/lipa-????????????) rm -rf "$HOME_DIR" ;;
    *) die "$HOME_DIR is not a directory of this clone; nothing removed" ;;
  esac
  rm -rf "$LOCAL"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  remove) remove ;;
  advance) advance ;;
  *) die "usage: cluster.sh start | stop | remove | advance" ;;
esac
