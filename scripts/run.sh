#!/usr/bin/env bash
# make run: sets everything up and serves until Ctrl-C. Starts web and worker, in demo mode also the sandbox of the
# operator and a day of traffic. Their logs are in .local/log/<name>.log. The private PostgreSQL stays up afterwards, so
# that the next start is quick; make stop stops it.
. "$(dirname "$0")/lib.sh"

from_file LIPA_MODE
if [ "${LIPA_MODE:-demo}" = demo ] && foreign_database; then
  # Asked before anything is loaded there.
  scripts/packages.sh
  scripts/venv.sh requirements.txt
  is_absent || is_empty || stop_unless_made_here
fi
scripts/database.sh
mkdir -p "$LOCAL/metrics" "$LOCAL/log" "$LOCAL/running"
load_settings() { set -a; eval "$("$PYTHON" scripts/env.py)"; set +a; }
load_settings
if [ "$LIPA_MODE" = demo ]; then
  scripts/demo.sh
  load_settings
elif [ "$(psql_at DATABASE_URL -At -c 'select count(*) from mobile_money.tills')" = 0 ]; then
  # In production a person decides which PayBill is ours; elsewhere the one of the settings is registered.
  [ "$LIPA_MODE" != production ] || die "no PayBill is registered; scripts/till.sh $LIPA_SHORTCODE registers ours"
  scripts/till.sh
fi
python -W ignore::RuntimeWarning:runpy -m web.core.config || die "correct the settings above first"

free_port() {
  "$PYTHON" -c 'import socket, sys
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' "$1" 2>/dev/null \
    || die "port $1 is taken; choose another with $2=… make run"
}
free_port "$PORT" PORT
[ "$LIPA_MODE" != demo ] || free_port "$LIPA_SANDBOX_PORT" LIPA_SANDBOX_PORT

# Starts a process, and starts it again when it ends, as a supervisor does in production.
supervise() {
  local name=$1 child=
  shift
  (
    echo "$BASHPID" > "$LOCAL/running/supervisor-$name"
    trap 'trap "" TERM; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null; wait; exit 0' TERM
    trap '' INT
    while true; do
      "$@" >> "$LOCAL/log/$name.log" 2>&1 9>&- &
      child=$!
      wait "$child" || true
      printf '%s  %s ended; starting it again\n' "$(date '+%F %T')" "$name" | tee -a "$LOCAL/log/$name.log" >&2
      sleep 1 & wait $!
    done
  ) &
  supervisors+=("$!")
}

# shellcheck disable=SC2317  # called by the trap
stop_all() {
  trap '' INT TERM
  trap - EXIT
  kill -TERM "${supervisors[@]}" 2>/dev/null || true
  wait "${supervisors[@]}" 2>/dev/null || true
  rm -rf "$LOCAL/running"
  say "stopped; the private PostgreSQL stays up (make stop stops it)"
}

install -d -m 0700 "$LIPA_STATEMENTS_DIR"  # statements have names
install -d -m 0700 "$LOCAL/sandbox"  # its books have phone numbers, and our addresses with the token
for name in web worker sandbox traffic; do : > "$LOCAL/log/$name.log"; done
rm -f "$LOCAL"/metrics/* 2>/dev/null || true
supervisors=()
echo $$ > "$LOCAL/running/main"
trap stop_all EXIT
trap 'exit 0' INT TERM
supervise web as_part web gunicorn --config deploy/gunicorn.conf.py app:app
supervise worker as_part worker flask --app app worker
if [ "$LIPA_MODE" = demo ]; then
  supervise sandbox as_part sandbox python -m sandbox
  supervise traffic as_part sandbox python -m sandbox.traffic
fi

ready() { "$PYTHON" -c 'import sys, urllib.request as u; sys.exit(u.urlopen(sys.argv[1] + "/readyz", timeout=2).status != 200)' "$LIPA_URL" 2>/dev/null; }
not_ready() { "$PYTHON" -c 'import sys, urllib.request as u, urllib.error as e
try: u.urlopen(sys.argv[1] + "/readyz", timeout=2)
except e.HTTPError as no: print(no.read().decode().strip())
except OSError as no: print(no)' "$LIPA_URL"; }
tries=0
until ready; do
  tries=$((tries + 1))
  [ "$tries" -lt 100 ] || { tail -20 "$LOCAL/log/web.log" >&2; die "the web does not become ready: $(not_ready)"; }
  sleep 0.2
done

cat <<TEXT

  Lipa Fare       $LIPA_URL
TEXT
if [ "$LIPA_MODE" = demo ]; then
  cat <<TEXT
    owner         ${LIPA_DEMO_OWNER%%:*}   password ${LIPA_DEMO_OWNER#*:}
    ops           ${LIPA_DEMO_OPS%%:*}   password ${LIPA_DEMO_OPS#*:}   and the code that make code shows
    finance       ${LIPA_DEMO_FINANCE%%:*}   password ${LIPA_DEMO_FINANCE#*:}   and the same code
    SACCO admin   ${LIPA_DEMO_SACCO%%:*}   password ${LIPA_DEMO_SACCO#*:}   and the same code
    treasurer     ${LIPA_DEMO_TREASURER%%:*}   password ${LIPA_DEMO_TREASURER#*:}   and the same code
    conductor     ${LIPA_DEMO_CREW%%:*}   on the phone: dial, press 5, choose a PIN; or password ${LIPA_DEMO_CREW#*:}
  The phone       $LIPA_SANDBOX_URL   dial $LIPA_USSD_CODE and pay vehicle $LIPA_DEMO_DOOR_CODE
TEXT
fi
cat <<TEXT
  Logs            .local/log/
  Stop            Ctrl-C

TEXT
wait "${supervisors[@]}"
