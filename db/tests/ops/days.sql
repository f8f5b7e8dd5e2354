-- The page of market days.
begin; select plan(6);
\ir ../fixtures/officials.psql
\ir ../fixtures/two_seals.psql
create function pg_temp.page(p_who text) returns jsonb language sql as $$ select ops.days(sha256(p_who::bytea)) $$;
select is(pg_temp.page('owner') ->> 'outcome', 'absent', 'an owner may not see it');
select is(pg_temp.page('auditor') ->> 'next', '2026-11-23', 'which day is closed next');
select is(pg_temp.page('ops') -> 'blockers', '[{"why": "no_statement", "short_code": "400222"}]',
  'what stands in its way');
select is(pg_temp.page('finance') ->> 'by_hand',
  ((now() at time zone 'Africa/Nairobi') >= timestamp '2026-11-25 12:00')::text, 'whether it may be closed by hand');
select is(pg_temp.page('ops') #>> '{days,0,fingerprint}', ledger.fingerprint('2026-11-23'),
  'each day has its fingerprint');
select is(pg_temp.page('ops') #> '{days,0,finished}', 'false', 'and says whether its figures are stored');
select finish(); rollback;
