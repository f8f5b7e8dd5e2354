#!/usr/bin/env bash
# Registers our PayBill: till.sh [SHORTCODE]   (else LIPA_SHORTCODE; the database is that of DATABASE_URL or the private
# one) In shillings, from 1 to M-Pesa's limit of 250,000 for one payment, in Nairobi's time zone. A second run changes
# nothing.
. "$(dirname "$0")/lib.sh"

[ -z "${1:-}" ] || export LIPA_SHORTCODE=$1
set -a
eval "$("$PYTHON" scripts/env.py)"
set +a
[[ "$LIPA_SHORTCODE" =~ ^[0-9]{5,7}$ ]] || die "a PayBill has 5 to 7 digits; this is $LIPA_SHORTCODE"
psql_at DATABASE_URL -At -v shortcode="$LIPA_SHORTCODE" <<'SQL'
select format('PayBill %s is registered', mobile_money.register_till(p_short_code => :'shortcode', p_currency => 'KES',
  p_min_cents => 100, p_max_cents => 25000000, p_time_zone => 'Africa/Nairobi'));
SQL
