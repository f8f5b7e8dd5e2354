-- Split rules and fares are never edited, not even by the owner of the tables.
begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
select pg_temp.post_fare('QAA1', :split_rule_id, 6000);
select pg_temp.remember();
select throws_ok(format(f.sql, t.name, t.col), 'LFA10', null, format('%s refuses %s', t.name, f.what))
  from (values ('fares.split_rules', 'shares_bps'), ('fares.fares', 'amount_cents')) as t(name, col),
  (values ('update %s set %2$I = %2$I', 'update'),
  ('delete from %s where false', 'delete'), ('truncate %s cascade', 'truncate')) as f(sql, what);
select throws_ok($$insert into fares.fares as f (receipt, journal_id, vehicle_id, split_rule_id, amount_cents,
    commission_cents, paid_at, business_on, channel) values ('QAA1', 1, 1, 1, 1, 1, now(), current_date, 'ussd')
  on conflict (receipt) do update set amount_cents = 1$$, 'LFA10', null, 'an upsert is an update');
select throws_ok(format($$insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents,
    commission_cents, paid_at, business_on, channel) values ('QAA2', 1, 1, 1, %s, %s, now(), current_date, 'ussd')$$,
    t.amount, t.commission), '23514', null, t.sentence) from (values (0, 0, 'a fare of nothing is refused'),
  (5, 6, 'a commission above the fare is refused'), (5, -1, 'so is one below zero')) as t(amount, commission, sentence);
select is((select count(*)::int from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname like 'guard\_%' and c.relnamespace = 'fares'::regnamespace and t.tgenabled <> 'A'),
  0, 'the guards fire whatever session_replication_role says');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
