#!/usr/bin/env bash
# Makes demo data and demo sign-ins. A second run changes nothing. Expects the settings of env.py in its environment.
#   .local/demo-vehicles.json   the vehicles that the sandbox's traffic pays
#   .local/demo.json            settings of the demo for make env: a vehicle's code, sign-ins
#   .local/demo-people.json     sign-ins of the people as whom the traffic moves money
. "$(dirname "$0")/lib.sh"

[ "$LIPA_MODE" = demo ] || die "demo data belongs in LIPA_MODE=demo only"
stop_unless_made_here
query() { psql_at DATABASE_URL -At "$@"; }

if [ -e "$LOCAL/demo.json" ]; then chmod 0600 "$LOCAL/demo.json"; fi  # older ones were readable by all

# The operator's key and certificate, with which we authenticate when we ask about a payment.
[ -s "$SECRETS/operator_cert.pem" ] || python -m sandbox.credential "$SECRETS"

# Identifies the database, because a fresh one of the same name needs its people again.
identity=$(query -c "select oid || ' ' || current_database() || ' ' || (select system_identifier from pg_control_system()) from pg_database where datname = current_database()")
laid_for=$(cat "$LOCAL/demo-of" 2>/dev/null || true)
if [ -s "$LOCAL/demo-people.json" ] && [ "$laid_for" = "$identity" ]; then exit 0; fi

# The sandbox's payments belong to one database; for another one it starts without any.
if [ -n "$laid_for" ] && [ "$laid_for" != "$identity" ]; then rm -rf "$LOCAL/sandbox" "$LOCAL/statements"; fi
rm -f "$LOCAL/demo-people.json"  # written last, as the sign that all is laid

say "making demo data: routes, vehicles, owners"
query -o /dev/null -v shortcode="$LIPA_SHORTCODE" -f db/demo.sql

query > "$LOCAL/demo-vehicles.json" <<'SQL'
select jsonb_pretty(jsonb_agg(jsonb_build_object('plate', v.plate, 'door_code', d.door_code, 'route', r.number,
         'seats', v.seats, 'off_peak_cents', p.off_peak, 'peak_cents', p.peak) order by v.vehicle_id))
  from fleet.vehicles v
  join fleet.routes r using (route_id)
  join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
  join lateral (select max(f.amount_cents) filter (where f.band = 'off_peak') as off_peak,
                       max(f.amount_cents) filter (where f.band = 'peak') as peak
                  from fleet.stage_fares f join fleet.stages s using (stage_id) where s.route_id = r.route_id) p on true
SQL

# The demo's owner has the first vehicle, so that a fare paid on the sandbox's phone is on the owner's page at once.
IFS='|' read -r owner sacco code vehicle < <(query <<'SQL'
select o.owner_id, v.sacco_id, d.door_code, v.vehicle_id
  from fleet.vehicles v
  join fleet.vehicle_owners o on o.vehicle_id = v.vehicle_id and o.valid_to is null
  join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
 order by v.vehicle_id limit 1
SQL
)

# A password that is easy to say and to type on a phone: two words and a number, different in every clone.
new_words() {
  "$PYTHON" -c 'import secrets
words = "twiga simba ndovu kifaru chui swala nyati punda kobe tausi".split()
print("-".join((secrets.choice(words), secrets.choice(words), str(secrets.randbelow(9000) + 1000))))'
}
person() { # NAME PHONE DISPLAY-NAME ROLE [OPTIONS]
  local password
  password=$(secret "demo_$1" new_words)
  LIPA_NEW_PASSWORD=$password flask --app app create-user --phone "$2" --name "$3" --role "$4" "${@:5}" >&2
  printf '"LIPA_DEMO_%s": "%s:%s"' "${1^^}" "$2" "$password"
}
install -m 0600 /dev/null "$LOCAL/demo.json.new"  # it holds passwords
{
  printf '{"LIPA_DEMO_DOOR_CODE": "%s", ' "$code"
  person owner 0199000001 "Demo Mmiliki 001" owner --scope-owner "$owner"
  printf ', '
  # These sign in with a second factor, the same secret for all of them; make code shows the code of an app.
  app=$(secret demo_ops_totp "$PYTHON" -c 'import base64, secrets; print(base64.b32encode(secrets.token_bytes(20)).decode())')
  LIPA_NEW_TOTP=$app person ops 0199000002 "Demo Mhudumu" ops
  printf ', '
  LIPA_NEW_TOTP=$app person finance 0199000003 "Demo Fedha" finance
  printf ', '
  LIPA_NEW_TOTP=$app person sacco 0199000004 "Demo Msimamizi" sacco_admin --scope-sacco "$sacco"
  printf ', '
  LIPA_NEW_TOTP=$app person treasurer 0199000005 "Demo Mweka Hazina" sacco_treasurer --scope-sacco "$sacco"
  printf ', '
  # The conductor of the first vehicle chooses a PIN by dialling 5 on this phone.
  person crew 0199000006 "Demo Kondakta" crew --scope-vehicle "$vehicle"
  printf ', "LIPA_DEMO_OPS_TOTP": "%s"' "$app"
  printf '}\n'
} > "$LOCAL/demo.json.new" 2> "$LOCAL/log/demo.log" || { cat "$LOCAL/log/demo.log" >&2; die "the demo's people could not be registered"; }
# What the traffic's people need that is older than this demo. The other owner has the fourth vehicle.
IFS='|' read -r other_owner other_vehicle < <(query -v first="$owner" -v sacco="$sacco" <<'SQL'
select o.owner_id, v.vehicle_id
  from fleet.vehicles v join fleet.vehicle_owners o on o.vehicle_id = v.vehicle_id and o.valid_to is null
 where v.sacco_id = :sacco and o.owner_id <> :first order by v.vehicle_id limit 1
SQL
)
laid=$(python -m scripts.demo_people "$owner" "$other_owner" "$sacco" "$other_vehicle" "$LOCAL/demo-people.json.new" \
  2> "$LOCAL/log/demo.log") || { cat "$LOCAL/log/demo.log" >&2; die "the demo's people could not be registered"; }
query -o /dev/null -v laid="$laid" -f db/demo_money.sql
# A route in shadow mode, whose crews counted yesterday's passengers. The traffic pays those fares in a moment.
trips=$(python -W ignore::RuntimeWarning:runpy -m scripts.demo_trips 46)
query -o /dev/null -v route=46 -v trips="$trips" -f db/demo_trips.sql
mv "$LOCAL/demo.json.new" "$LOCAL/demo.json"
echo "$identity" > "$LOCAL/demo-of"
mv "$LOCAL/demo-people.json.new" "$LOCAL/demo-people.json"
