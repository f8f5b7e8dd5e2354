begin; select plan(17);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
select pg_temp.begin('a', p_closing_cents => 1256000),
  pg_temp.take('a', 0, 3, array[pg_temp.line(1, 'SKA0000001', 6000)]) \g /dev/null
insert into recon.statement_chunks (statement_id, chunk_no, bytes_sealed) values (pg_temp.statement_of('a'), 1, '\x01');
select is(pg_temp.finish('a', 2), 'lost', 'only who has read all rows can end it');
select is(pg_temp.finish('a', 3, 'other'), 'lost', 'and only its reader');
select is(pg_temp.finish('a', 3), 'read proven 0', 'opening balance and lines are the closing balance');
select is((select (state, proof, rows_total, reader is null, ended_at is not null)::text from recon.statements),
  '(read,proven,3,t,t)', 'it is read');
select is((select count(*) from recon.statement_chunks), 0::bigint, 'the uploaded file is deleted');
select is(pg_temp.finish('a', 3), 'read proven 0', 'again: the same answer');
select is((select count(*) from messaging.alarms), 0::bigint, 'nobody is called');
select pg_temp.begin('b', p_closing_cents => 1250100), pg_temp.take('b', 0, 1, '{}') \g /dev/null
select is(pg_temp.finish('b', 1), 'read unproven 100', 'a shilling is missing');
select is((select (kind, detail)::text from messaging.alarms),
  '(statement_unproven,"utility account of 400222: 1 are missing between its balances, 0 rows set aside")',
  'staff are called');
select pg_temp.begin('c', p_closing_cents => null) \g /dev/null
select is(pg_temp.finish('c', 0), 'read not_stated', 'a file without balances can''t be proven');
-- Exported before the end of its period.
create function pg_temp.covers(p_file text) returns text language sql as $$
  select period_from at time zone 'Africa/Nairobi' || ' ' ||
         coalesce((period_to at time zone 'Africa/Nairobi')::text, '-')
    from recon.statements where statement_id = pg_temp.statement_of(p_file) $$;
select pg_temp.begin('d', p_to => '2099-01-01 00:00', p_closing_cents => 1256000),
  pg_temp.take('d', 0, 2, array[pg_temp.line(1, 'SKA0000004', 6000, p_at => '2026-11-20 11:58:07')]),
  pg_temp.finish('d', 2) \g /dev/null
select is(pg_temp.covers('d'), '2026-11-20 00:00:00 2026-11-20 11:58:07', 'what was exported at noon ends at noon');
select pg_temp.begin('e', p_to => '2099-01-01 00:00'),
  pg_temp.take('e', 0, 2, array[pg_temp.line(1, 'SKA0000005', 6000, p_at => '2097-11-20 11:58:07')]),
  pg_temp.finish('e', 2) \g /dev/null
select ok((select period_to = taken_at from recon.statements where statement_id = pg_temp.statement_of('e')),
  'and never later than the file came');
select pg_temp.begin('f', p_to => '2099-01-01 00:00'), pg_temp.finish('f', 0) \g /dev/null
select is(pg_temp.covers('f'), '2026-11-20 00:00:00 -', 'without a line it covers nothing');
select pg_temp.begin('g', p_to => '2026-11-19 00:00') \g /dev/null
select is(pg_temp.covers('g'), null, 'nor does one whose period ends before it begins');
-- The next day's file must begin with the balance that this one ended with.
create function pg_temp.alarms_of(p_file text) returns text language sql as $$
  select string_agg(detail, ', ') from messaging.alarms
   where subject = 'statement ' || pg_temp.statement_of(p_file) $$;
select pg_temp.begin('h', p_from => '2026-11-21 00:00', p_to => '2026-11-22 00:00', p_closing_cents => 1250000),
  pg_temp.finish('h', 0) \g /dev/null
select is(pg_temp.alarms_of('h'), format('utility account of 400222: its balances and those of statement %s do not '
  'continue each other', pg_temp.statement_of('b')), 'a file that begins with another balance calls staff');
select pg_temp.begin('i', p_from => '2026-11-22 00:00', p_to => '2026-11-23 00:00', p_closing_cents => 1250000),
  pg_temp.finish('i', 0) \g /dev/null
select is(pg_temp.alarms_of('i'), null, 'one that goes on with the balance of the file before calls nobody');
select is((select count(*) from recon.finish_statement(null, null, null) f where f.outcome = 'lost'), 1::bigint,
  'nothing is no statement');
select finish(); rollback;
