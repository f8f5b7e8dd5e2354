#!/usr/bin/env bash
# The code of this half minute for the demo's operator and the officials beside them. In earnest the secret is on the person's phone and nowhere here.
. "$(dirname "$0")/lib.sh"

[ -s "$SECRETS/demo_ops_totp" ] || die "there is no demo yet; make run makes it"
scripts/venv.sh
# The secret goes by stdin: the process list shows arguments.
"$VENV/bin/python" -c 'import sys, pyotp; print(pyotp.TOTP(sys.stdin.read().strip()).now())' < "$SECRETS/demo_ops_totp"
