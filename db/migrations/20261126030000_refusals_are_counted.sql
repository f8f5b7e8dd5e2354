-- migrate:up
-- The trail keeps everything for ever, so a flood of refused acts must not fill it: what was refused is counted here, and
-- the trail gets the first of each kind and then the hundredth, thousandth, ten-thousandth.

-- Unlogged like the buckets: a crash only starts the counting anew. What was told stands in the trail.
create unlogged table security.refusals (
  action   text        not null,
  key      bytea       not null,
  hour_at  timestamptz not null,
  times    bigint      not null,
  primary key (action, key),
  constraint refusals_key_is_a_sha256 check (octet_length(key) = 32),
  constraint refusals_times_is_positive check (times > 0)
) with (fillfactor = 50);
comment on table security.refusals is 'How often something was refused in the hour that began at hour_at: the very same refusal, all of one kind by one, and all of one kind. key: sha256 of which of these.';

insert into security.settings (setting, value, meaning, least, most) values
  ('refusal_rows_by_one', '100', 'Rows in the trail of changes about one kind of refusal, of one person, address or phone in an hour, before only the 1,000th, 10,000th … is told', 10, 1000),
  ('refusal_rows_in_all', '1000', 'The same of everybody together', 100, 10000);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
