begin; select plan(5);
\ir ../fixtures/account_statements.psql
create function pg_temp.fuel(p_ids bigint[]) returns text language sql as $$
  select string_agg(concat_ws(' ', t.business_on, t.cents), ', ' order by t.business_on, t.cents)
    from fares.sub_wallet_takings(p_sub_wallet_ids => p_ids, p_from => '2026-11-20', p_to => 'infinity',
                           p_horizon => '18446744073709551615') t
    join ledger.sub_wallets s using (sub_wallet_id) where s.purpose = 'fuel' $$;
select is(pg_temp.fuel(:'pots'), '2026-11-20 1764, 2026-11-21 3543', 'open days: what the fares brought');
insert into ledger.closed_days (business_on) values ('2026-11-20');
insert into fares.totals_until (until_on, horizon) values ('2026-11-20', '5');
insert into fares.day_totals values (:vehicle_id, :owner_id, :sacco_id,
  '2026-11-20', array['2026-11-20 07:10+03'::timestamptz],
  array[99], array[3], array['fuel', 'sacco', 'fee'], array[90, 7, 2]);
select is(pg_temp.fuel(:'pots'), '2026-11-20 90, 2026-11-21 3543', 'a closed day is read from what was stored');
select is(pg_temp.fuel('{}'), null, 'nothing of other sub_wallets');
-- A second SACCO, on the same day.
insert into fleet.saccos (name) values ('Second Line') returning sacco_id as second_sacco_id \gset
select ledger.open_sub_wallets(p_kind => 'vehicle', p_sacco_id => :second_sacco_id, p_owner_id => :owner_id,
  p_vehicle_id => :vehicle_id, p_currency => 'KES', p_purposes => array['fuel']) as second \gset
insert into fares.day_totals values (:vehicle_id, :owner_id, :second_sacco_id, '2026-11-20',
  array['2026-11-20 17:10+03'::timestamptz], array[50], array[1], array['fuel', 'fee'], array[49, 1]);
select is(pg_temp.fuel(:'pots'), '2026-11-20 90, 2026-11-21 3543', 'what it brought under another SACCO is not in it');
select is(pg_temp.fuel(:'second'), '2026-11-20 49', 'that is in the sub_wallet of that SACCO');
select finish(); rollback;
