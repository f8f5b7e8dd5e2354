#!/usr/bin/env bash
# Makes a database on the private instance if it is missing and brings it up to date: build.sh NAME
. "$(dirname "$0")/lib.sh"

name=${1:?build.sh needs the name of a database}
[[ "$name" =~ ^[a-z][a-z0-9_]{0,62}$ ]] || die "the name of a database has small letters, digits and _ (not $name)"

for actor in "${ACTORS[@]}"; do
  export "LIPA_${actor^^}_URL=$(pg_url "lipa_$actor" "$name")"
done
LIPA_SUPERUSER_URL=$(pg_url postgres "$name") DATABASE_URL=$(pg_url lipa_owner "$name") exec scripts/migrate.sh
