#!/usr/bin/env bash
# Prints the current second-factor code for the demo's staff and SACCO officials. In production only the person's phone
# has the secret.
. "$(dirname "$0")/lib.sh"

[ -s "$SECRETS/demo_ops_totp" ] || die "there is no demo yet; make run makes it"
scripts/venv.sh
# The secret goes by stdin, because the process list shows arguments.
"$VENV/bin/python" -c 'import sys, pyotp; print(pyotp.TOTP(sys.stdin.read().strip()).now())' < "$SECRETS/demo_ops_totp"
