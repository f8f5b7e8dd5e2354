#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages that are missing: packages.sh [--tests] [package …]
# Needs root or sudo only when some are missing. With --tests also the packages that only tests need.
. "$(dirname "$0")/lib.sh"

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

tests=
if [ "${1:-}" = --tests ]; then tests=yes; shift; fi
missing=()
want() { installed "$1" || missing+=("$1"); }

if ! command -v dpkg-query >/dev/null 2>&1; then
  die "this set-up supports Debian and Ubuntu; elsewhere install PostgreSQL 15 or newer with pgTAP, plpgsql_check and pg_prove, Python 3.11 or newer with venv, and Chromium with its driver"
fi

# The extensions must match the version of the server. A version that is asked for comes beside Debian's, which has the
# programs for tests.
version=$( (LIPA_PG_VERSION='' pg_bin 2>/dev/null || true) | grep -oE '[0-9]+' | head -1 || true)
if [ -z "$version" ]; then
  version=$(apt-cache depends postgresql 2>/dev/null | grep -oE 'postgresql-[0-9]+' | head -1 | grep -oE '[0-9]+' || true)
fi
for package in "postgresql${version:+-$version}" python3-venv ca-certificates "$@"; do want "$package"; done
if [ -n "$tests" ]; then
  for package in ${version:+postgresql-$version-pgtap postgresql-$version-plpgsql-check} libtap-parser-sourcehandler-pgtap-perl; do
    want "$package"
  done
  # Ubuntu's chromium-browser only installs a snap, which can't run everywhere.
  if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then want chromium; fi
  if ! command -v chromedriver >/dev/null 2>&1; then want chromium-driver; fi
  # promtool checks the alert rules.
  command -v promtool >/dev/null 2>&1 || want prometheus
  # For deploy/tests.
  for server in nginx pgbouncer; do [ -x "/usr/sbin/$server" ] || want "$server"; done
  want pgbackrest
fi

[ ${#missing[@]} -gt 0 ] || exit 0

# confold: keeps our createcluster.conf (below) without a question.
command="apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold ${missing[*]}"
run=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then run=(sudo -n)
  else die "missing packages: ${missing[*]}; install them with: sudo $command"; fi
fi
say "installing ${missing[*]}"
# The package must not make a cluster: we use a private one.
if [ ! -f /etc/postgresql-common/createcluster.conf ]; then
  "${run[@]}" mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' | "${run[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
# Installed services are not started, unless the machine has a policy of its own: nginx would take port 80.
policy=/usr/sbin/policy-rc.d
unpolicy() { :; }
if [ ! -e "$policy" ]; then
  unpolicy() { "${run[@]}" rm -f "$policy"; }
  trap unpolicy EXIT
  printf '#!/bin/sh\nexit 101\n' | "${run[@]}" tee "$policy" >/dev/null
  "${run[@]}" chmod 755 "$policy"
fi
# Tests start these themselves, so their system services are masked; systemctl unmask nginx undoes it.
for package in "${missing[@]}"; do
  case "$package" in nginx|pgbouncer|prometheus)
    if [ -d /etc/systemd/system ]; then "${run[@]}" ln -sf /dev/null "/etc/systemd/system/$package.service"; fi ;;
  esac
done
log="$LOCAL/log/packages.log"
mkdir -p "$LOCAL/log"
export DEBIAN_FRONTEND=noninteractive
"${run[@]}" apt-get update -qq > "$log" 2>&1 || say "apt-get update failed; trying with the present package lists ($log)"
# shellcheck disable=SC2086  # the command is a list of words
"${run[@]}" env DEBIAN_FRONTEND=noninteractive $command >> "$log" 2>&1 \
  || { tail -20 "$log" >&2; die "could not install packages; the command was: $command"; }
unpolicy
# Now that the server's version is known, its extensions can be installed.
if [ -z "$version" ]; then exec "$0" ${tests:+--tests} "$@"; fi
