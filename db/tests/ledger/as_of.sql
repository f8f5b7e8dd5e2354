begin; select plan(9);
create function pg_temp.as_of(p_asof text) returns table (horizon xid8, moment timestamptz, asof text,
  held_since timestamptz) language sql as $$ select * from ledger.as_of(p_asof => p_asof) $$;
select is((select horizon from pg_temp.as_of(null)),
  ledger.horizon(), 'without a position it is the settled ledger of now');
select is((select asof from pg_temp.as_of('7-1763000000')),
  '7-1763000000', 'a position of a page comes back unchanged');
select is((select moment from pg_temp.as_of('7-1763000000')), to_timestamp(1763000000), 'with its time');
select is((select horizon from pg_temp.as_of('7')), '7'::xid8, 'a horizon without a time is accepted');
select is((select horizon from pg_temp.as_of('9223372036854775807-9999999999')),
  ledger.horizon(), 'a future horizon is read as now');
select ok((select moment <= clock_timestamp() from pg_temp.as_of('7-9999999999')), 'a future time is read as now');
select throws_ok($$ select pg_temp.as_of('7; drop table') $$, 'LFV64', null, 'other characters are refused');
select throws_ok($$ select pg_temp.as_of('99999999999999999999') $$,
  'LFV64', null, 'a number beyond any horizon is refused');
select ok((select held_since is null and moment <= date_trunc('second', clock_timestamp())
  from pg_temp.as_of('')), 'figures of a second ago are as good as new');
select finish(); rollback;
