begin; select plan(5);
\ir ../fixtures/payouts.psql
create function pg_temp.purposes(p_kind text, p_id bigint) returns text language sql as $$
  select string_agg(purpose, ' ' order by purpose) from payouts.withdrawable(p_kind, array[p_id]) $$;
select is(pg_temp.purposes('owner', :owner_id), 'fuel insurance maintenance profit',
  'an owner: all but the parts of SACCO and crew');
select is(pg_temp.purposes('sacco', :sacco_id), 'sacco', 'a SACCO: its part');
select is(pg_temp.purposes('user', pg_temp.id('conductor')), 'crew', 'a crew member: the crew''s part');
select is(pg_temp.purposes('user', pg_temp.id('foreign conductor')), null, 'not of another vehicle');
select is(pg_temp.purposes('platform', 1), null, 'nobody else');
select finish(); rollback;
