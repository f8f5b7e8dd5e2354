-- migrate:up
-- Which code does this database know? db/functions/load.sh notes every set of functions it has loaded,
-- so that a process written for a later set can tell that it came too early (telco.readiness).

create table security.loaded_functions (
  sha256          text primary key,
  first_loaded_at timestamptz not null default clock_timestamp(),
  constraint loaded_functions_sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$')
);
comment on table security.loaded_functions is 'sha256 of each set of function files that was ever loaded here, as web/release.py reckons it.';

-- Its parameters changed. Old processes are asked for their readiness in vain until they are replaced.
-- squawk-ignore ban-drop-function
drop function if exists telco.readiness();

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
