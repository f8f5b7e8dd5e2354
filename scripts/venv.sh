#!/usr/bin/env bash
# Makes .venv, keeps it equal to the pinned requirements, and compiles the texts of the pages: venv.sh [requirements
# file]
. "$(dirname "$0")/lib.sh"

wanted=${1:-requirements.txt}
command -v "$PYTHON" >/dev/null || die "python3 is missing; apt-get install python3 python3-venv would install it"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die "Python 3.11 or newer is needed; this is $("$PYTHON" -V)"

hash=$(cat requirements*.txt | sha256sum | cut -c1-16)
stamp="$VENV/.installed-$wanted"
# requirements-dev.txt includes requirements.txt.
if [ "$(cat "$stamp" "$VENV/.installed-requirements-dev.txt" 2>/dev/null | grep -c "$hash")" -gt 0 ]; then exec scripts/translations.sh; fi

one_at_a_time
mkdir -p "$LOCAL/log"
if [ ! -x "$VENV/bin/python" ]; then
  "$PYTHON" -m venv "$VENV" || die "venv failed; apt-get install python3-venv would install it"
fi
install() {
  "$VENV/bin/python" -m pip install -q --disable-pip-version-check --require-virtualenv -r "$@" > "$LOCAL/log/pip.log" 2>&1 \
    || { tail -20 "$LOCAL/log/pip.log" >&2; die "pip install -r $1 failed (.local/log/pip.log)"; }
}
say "installing Python packages of $wanted"
install "$wanted"
[ "$wanted" != requirements-dev.txt ] || install requirements-axe.txt --no-deps
echo "$hash" > "$stamp"
exec scripts/translations.sh
