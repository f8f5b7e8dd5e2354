-- Split rules and fares are history: never edited, not by the owner of the tables.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(9);
select fares.post_fares(p_receipts => array['QAA1'], p_split_rule_ids => array[:split_rule_id],
  p_amounts_cents => array[6000],
  p_paid_at => array[now()], p_business_on => array[current_date], p_channels => array['paybill'],
  p_payment_refs => array[null::text], p_payer_last3 => array[null::text]);
select pg_temp.remember();
select throws_ok(format('update %s set %I = %I', t.name, t.col, t.col), 'LFA10', null, t.name || ' refuses update')
  from (values ('fares.split_rules', 'shares_bps'), ('fares.fares', 'amount_cents')) as t(name, col);
select throws_ok(format('delete from %s where false', t.name), 'LFA10', null, t.name || ' refuses delete')
  from (values ('fares.split_rules'), ('fares.fares')) as t(name);
select throws_ok(format('truncate %s cascade', t.name), 'LFA10', null, t.name || ' refuses truncate')
  from (values ('fares.split_rules'), ('fares.fares')) as t(name);
select throws_ok($$insert into fares.fares
  as f (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at, business_on, channel)
  values ('QAA1', 1, 1, 1, 1, 1, now(), current_date, 'ussd') on conflict (receipt) do update set amount_cents = 1$$,
  'LFA10', null, 'an upsert is an update');
select is((select count(*)::int from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where t.tgname like 'guard\_%' and c.relnamespace = 'fares'::regnamespace and t.tgenabled <> 'A'), 0,
          'the guards stay awake whatever session_replication_role says');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;
