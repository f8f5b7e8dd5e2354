# Refuses a file db/functions/<schema>/<name>.sql that defines anything but <schema>.<name>, or does more than define
# and comment it.
function fault(line, text) { printf "load: %s:%d: %s\n", file, line, text > "/dev/stderr"; bad = 1 }
function close_file() {
  if (file != "" && found == 0) fault(1, "defines nothing; expected create or replace function " want)
}
FNR == 1 {
  close_file()
  file = FILENAME; found = 0; tag = ""
  want = file; sub(/^db\/functions\//, "", want); sub(/\.sql$/, "", want); sub(/\//, ".", want)
}
{
  # The lines of a body are not checked; $$ or $tag$ opens it and the same closes it.
  outside = (tag == "")
  text = $0
  if (outside) sub(/--.*/, "", text)
  while (match(text, /\$[a-z_]*\$/)) {
    mark = substr(text, RSTART, RLENGTH)
    if (tag == "") tag = mark
    else if (tag == mark) tag = ""
    text = substr(text, RSTART + RLENGTH)
  }
  if (!outside) next
  low = tolower($0)
  if (low ~ /^\\/ || low ~ /^(alter|drop|grant|revoke|insert|update|delete|truncate|do|begin|commit|rollback|copy|call|set local|set session)[ ;]/)
    fault(FNR, "a function file only defines and comments: " $0)
  if (low ~ /^create /) {
    found++
    if (low !~ /^create or replace (function|view) /) { fault(FNR, "expected create or replace function " want); next }
    name = low; sub(/^create or replace (function|view) /, "", name); sub(/[ (].*/, "", name)
    if (name != want) fault(FNR, "defines " name ", but its path says " want)
    if (low ~ /^create or replace view / && want !~ /^audit\./) fault(FNR, "views live in schema audit only")
    if (found > 1) fault(FNR, "one file, one definition")
  }
}
END { close_file(); exit bad }
