begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql
create function pg_temp.post(p_receipt text, p_rule bigint, p_cents bigint, p_at text) returns void language sql as $$
  select fares.post_fares(array[p_receipt], array[p_rule], array[p_cents], array[('2026-11-23 ' || p_at)::timestamptz],
    array['2026-11-23'::date], array['paybill'], array[null], array['126']) $$;
-- Amounts whose share for the SACCO is whole, and others.
select pg_temp.post('TKA00000' || n, :split_rule_id, c, t) from (values (11, 6000, '07:00+03'),
  (12, 6000, '07:59:59+03'), (13, 3333, '07:10+03'), (14, 2051, '08:00+03'), (15, 3333, '08:30:30+03'),
  (16, 77, '23:30+03')) f(n, c, t) \g /dev/null
select pg_temp.post('TKA0000003', :pots_rule, 40000, '09:00+03'), pg_temp.post('TKA0000004', :pots_rule, 40000,
  '09:30+03') \g /dev/null
create temp view found as
select h.* from fares.raw_hours(p_owner_ids => array[:owner_id], p_vehicle_ids => array[:vehicle_id],
  p_on => '2026-11-23', p_until => '2026-11-23 08:00+03', p_begins => '2026-11-23 00:00+03',
  p_horizon => '18446744073709551615'::xid8) h;
select is((select string_agg(concat_ws(' ', to_char(hour at time zone 'Africa/Nairobi', 'HH24:MI'), cents, fares,
  cents_until, to_char(last_minute at time zone 'Africa/Nairobi', 'HH24:MI')), ', ' order by hour) from found),
  '07:00 15333 3 15333 07:59, 08:00 5384 2 0 08:30, 09:00 80000 2 0 09:30, 23:00 77 1 0 23:30',
  'each hour has its sum, what came before a moment, and its last minute');
select is((select sum(owners_cents)::bigint from found), (select sum(p.cents)::bigint from fares.raw_purposes(
  p_owner_ids => array[:owner_id], p_vehicle_ids => array[:vehicle_id], p_from => '2026-11-23', p_to => '2026-11-23',
  p_horizon => '18446744073709551615'::xid8) p where p.purpose not in ('fee', 'sacco')),
  'the owner''s part is that of all purposes, to the cent');
select is((select sum(owners_cents)::bigint from found), (select sum(e.amount_cents)::bigint from fares.fares f
  join ledger.ledger_entries e using (journal_id) join ledger.sub_wallets s using (sub_wallet_id)
  join ledger.wallets w using (wallet_id) where w.kind = 'vehicle' and s.purpose <> 'sacco'), 'and of the entries');
select is((select count(*) from found where owners_cents > 0), 1::bigint, 'in the row of the first hour');
select is((select count(*) from fares.raw_hours(p_owner_ids => array[:owner_id], p_vehicle_ids => array[:vehicle_id],
  p_on => '2026-11-23', p_until => null, p_begins => '2026-11-23 00:00+03', p_horizon => '1'::xid8) h), 0::bigint,
  'as of a position');
select finish(); rollback;
