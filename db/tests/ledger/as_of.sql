begin; select plan(13);
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
select throws_ok($$ select pg_temp.as_of('0799000873') $$,
  'LFV64', null, 'so is one that begins with zero, which a server may read as octal');
select ok((select held_since is null and moment <= date_trunc('second', clock_timestamp())
  from pg_temp.as_of('')), 'figures of a second ago are as good as new');
insert into ledger.cutoffs (horizon, closed_at) values ('5', '2026-11-20 09:00+00'), ('7', '2026-11-20 10:00+00'),
  ('8', '2026-11-20 10:01+00'), ('9', '2026-11-20 10:02+00');
select is((select moment from pg_temp.as_of('7-1795999999')), '2026-11-20 10:01:10+00'::timestamptz,
  'old figures can''t be dated later than when they were the newest: a statement would show money that has left');
select is((select moment from pg_temp.as_of('7')), '2026-11-20 10:01:10+00'::timestamptz,
  'nor by leaving the time out');
select is((select asof from pg_temp.as_of('7-1795168800')), '7-1795168800', 'an honest position is unchanged');
select finish(); rollback;
