#!/usr/bin/env bash
# Compiles the changed catalogues of the pages' texts; with `update`, first takes over new texts from the source.
. "$(dirname "$0")/lib.sh"

locales=web/i18n/locales
if [ "${1:-}" = update ]; then
  mkdir -p "$LOCAL"
  pybabel -q extract --sort-by-file --add-location file --keyword NP_:1c,2 --mapping-file web/i18n/babel.cfg --output-file "$LOCAL/messages.pot" .
  pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120 \
    --input-file "$LOCAL/messages.pot" --output-dir "$locales"
  # These lines name the date and the person and would change with every run.
  sed -i -E '/^"(POT|PO-|Last|Report|Language-Team|Generated)[^"]*"$/d' "$locales"/*/LC_MESSAGES/messages.po
fi
for source in "$locales"/*/LC_MESSAGES/messages.po; do
  compiled=${source%.po}.mo
  if [ "$compiled" -nt "$source" ]; then continue; fi
  # Written to another name first, so that a process that starts now finds the old file or the new one.
  pybabel -q compile --input-file "$source" --output-file "$compiled.$$" || die "$source could not be compiled"
  mv "$compiled.$$" "$compiled"
done
