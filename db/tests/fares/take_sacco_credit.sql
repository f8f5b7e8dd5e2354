-- A payment of 100 for 80 is moved to a vehicle of another SACCO, and M-Pesa takes it back: the change is with the
-- first SACCO, the fare with the second, and neither has a difference.
begin; select plan(8);
\ir ../fixtures/credit.psql
insert into fleet.saccos (name) values ('Other SACCO') returning sacco_id as other_sacco_id \gset
insert into fleet.owners (name) values ('Baba Otieno') returning owner_id as other_owner_id \gset
select fleet.register_vehicle('KZZ 002A', fleet.register_route(:other_sacco_id, '23', 'Odeon', array['Odeon', 'KARI']),
  :other_owner_id, 14, '2020-01-01 00:00+03') as other_id \gset
select fleet.issue_door_code(:other_id, '4631', '2020-01-01 00:00+03'),
  fares.set_split_rule(:other_id, '2020-01-01 00:00+03', 300, 0, array['fuel', 'profit'], array[5000, 5000], 'profit',
  'test') \g /dev/null
create function pg_temp.pays(p_receipt text) returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, '100.00', p_payer_hash => sha256('sim'),
    p_time => pg_temp.trans_time(clock_timestamp()))) $$;
create function pg_temp.of_sacco(p_sacco_id bigint) returns text language sql as $$
  select string_agg(kind || ' ' || cents, ', ' order by kind)
    from (select kind, sum(balance_cents)::bigint as cents from audit.wallet_balances where sacco_id = p_sacco_id
           group by kind having sum(balance_cents) <> 0) b $$;
select pg_temp.opens('mpesa', 8000), pg_temp.pays('TSC0000001') \g /dev/null
select is(fares.move_fare('TSC0000001', :other_id, null, clock_timestamp()), 'moved', 'to the other SACCO');
select is(pg_temp.of_sacco(:sacco_id), 'credit 2000, trust -2000', 'the change stays with the first');
select is(fares.take_back('TSC0000001', 'by the portal', null, null), 'taken_back', 'M-Pesa takes all back');
select is(pg_temp.of_sacco(:sacco_id), null, 'the first has nothing left, and no difference');
select is(pg_temp.of_sacco(:other_sacco_id), null, 'nor has the other');
select is((select coalesce(sum(cents), 0)::bigint from fares.credit_movements), 0::bigint, 'the list agrees');
select is(fares.take_back('TSC0000001', 'by the portal', null, null), 'known', 'once');
select is((select string_agg(invariant, ',') from audit.ledger_proof where faults <> 0), null, 'the books are right');
select * from finish(); rollback;
