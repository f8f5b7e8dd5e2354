-- Closing a day by hand.
begin; select plan(8);
\ir ../fixtures/officials.psql
\ir ../fixtures/two_seals.psql
create function pg_temp.act(p_who text, p_on date default '2026-11-23',
  p_reason text default 'M-Pesa haina taarifa yake') returns text language sql as $$
  select ops.close_day(sha256(p_who::bytea), p_on, p_reason) ->> 'outcome' $$;
select is(pg_temp.act('owner'), 'absent', 'an owner may not');
select is(pg_temp.act('auditor'), 'absent', 'nor an auditor');
select is(pg_temp.act('ops', p_reason => ' x '), 'no_real_reason', 'a reason is needed');
select is(pg_temp.act('ops', (now() at time zone 'Africa/Nairobi')::date - 1), 'too_early', 'yesterday is too early');
select is(pg_temp.act('ops', '2026-11-24'), 'not_next', 'the oldest open day comes first');
select is(pg_temp.act('ops'), 'closed', 'one member of staff closes it');
select is((select d.reason from ledger.closed_days d where d.closed_by = pg_temp.id('ops')),
  'M-Pesa haina taarifa yake', 'with the reason');
select is(pg_temp.act('ops'), 'known', 'once');
select finish(); rollback;
