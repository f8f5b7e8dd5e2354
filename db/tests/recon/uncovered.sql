-- What stands in the way of closing a day.
begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.why() returns text language sql as $$
  select string_agg(u.short_code || ' ' || u.why, ', ') from recon.uncovered('2026-11-22') u $$;
create function pg_temp.read(p_from text, p_to text, p_proof text default 'proven', p_source text default 'statement')
  returns void language sql as $$
  insert into recon.statements (source, channel, file_sha256, short_code, account, period_from, period_to, state, proof,
    ended_at)
  values (p_source, case p_source when 'pull' then 'pull' else 'command' end,
    case p_source when 'pull' then null else sha256((p_from || p_to || p_proof)::bytea) end, '400222', 'utility',
    p_from::timestamptz, p_to::timestamptz, 'read', p_proof, now()) $$;
select is(pg_temp.why(), '400222 no_statement', 'no statement at all');
select pg_temp.read('2026-11-21 00:00+03', '2026-11-22 00:00+03') \g /dev/null
select is(pg_temp.why(), '400222 no_statement', 'one of the day before');
select pg_temp.read('2026-11-22 00:00+03', '2026-11-22 23:59:59+03') \g /dev/null
select is(pg_temp.why(), '400222 no_statement', 'one that lacks a second');
select pg_temp.read('2026-11-22 23:50+03', '2026-11-23 00:10+03', 'not_stated', 'pull') \g /dev/null
select is(pg_temp.why(), null, 'together with a pull it is covered');
select pg_temp.read('2026-11-22 00:00+03', '2026-11-23 00:00+03', 'unproven') \g /dev/null
select is(pg_temp.why(), '400222 unproven', 'one whose balances don''t add up');
select pg_temp.read('2026-11-20 00:00+03', '2026-11-24 00:00+03') \g /dev/null
select is(pg_temp.why(), null, 'a newer one that adds up makes up for it');
select is((select count(*) from recon.uncovered('2026-11-01')), 0::bigint, 'days before the first statement need none');
select is((select count(*) from recon.uncovered(null)), 0::bigint, 'nothing for nothing');
select finish(); rollback;
