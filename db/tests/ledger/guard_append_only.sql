-- The ledger can't be edited: not by the owner of its tables, and not by any form of SQL.
begin; select plan(31);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('m1', :trust, :fuel, 100) as journal_id \gset
insert into ledger.cutoffs (horizon) select pg_snapshot_xmin(pg_current_snapshot());
insert into ledger.closed_days (business_on) values ('2020-01-01');
select pg_temp.remember();
select is(current_user, (select tableowner::name from pg_tables
    where schemaname = 'ledger' and tablename = 'ledger_entries'), 'the test runs as the owner of the tables');
select throws_ok(format(f.sql, t.name, t.col), 'LFA10', null, format('%s refuses %s', t.name, f.what))
  from (values ('ledger.wallets', 'kind'), ('ledger.sub_wallets', 'guarded'),
  ('ledger.journals', 'reason'), ('ledger.ledger_entries', 'amount_cents'), ('ledger.cutoffs', 'closed_at'),
  ('ledger.closed_days', 'closed_at')) as t(name, col), (values ('update %s set %2$I = %2$I', 'update'),
  ('delete from %s', 'delete'), ('truncate %s cascade', 'truncate')) as f(sql, what);
select throws_ok(format(t.sql, :journal_id), 'LFA10', null, t.sentence || ' is refused') from (values
  ('update ledger.journals set reason = reason where false', 'an update of no journal'),
  ('update ledger.ledger_entries set amount_cents = amount_cents where false', 'an update of no entry'),
  ('truncate fleet.owners cascade', 'a truncate that cascades to the ledger'),
  ('truncate fleet.saccos cascade', 'a truncate that cascades further'),
  ('insert into ledger.ledger_entries as e (journal_id, line_no, sub_wallet_id, amount_cents, currency) values (%s, 1, '
    '1, 1, ''KES'') on conflict (journal_id, line_no) do update set amount_cents = 1', 'an upsert'),
  ('merge into ledger.ledger_entries e using (select %s as id) s on e.journal_id = s.id when matched then update set '
    'amount_cents = 1', 'a merge that updates'),
  ('merge into ledger.journals j using (select %s as id) s on j.journal_id = s.id when matched then delete',
    'a merge that deletes'),
  ('with gone as (delete from ledger.ledger_entries returning 1) select count(*) from gone', 'a delete in a select'),
  ('update ledger.journals set journal_id = -journal_id', 'an update of a key')) as t(sql, sentence);
select throws_ok('set local session_replication_role = replica', '42501', null, 'a superuser alone silences triggers');
select is((select count(*)::int from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname like 'guard\_%'
    and c.relnamespace = 'ledger'::regnamespace and t.tgenabled <> 'A'), 0, 'the guards of the ledger fire even then');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
