-- A fare that was paid to the wrong vehicle goes to the right one, whole, once, and every page says so.
begin; select plan(39);
\ir ../fixtures/credit.psql
select fleet.register_vehicle(p_plate => 'KZZ 002A', p_route_id => :route_id, p_owner_id => :owner_id,
  p_seats => 14, p_at => '2020-01-01 00:00+03') as other_id \gset
select fleet.issue_door_code(:other_id, '4631', '2020-01-01 00:00+03'),
  fares.set_split_rule(:other_id, '2020-01-01 00:00+03', 300, 0, array['fuel', 'profit'], array[5000, 5000], 'profit',
  'test') \g /dev/null
create function pg_temp.pays(p_receipt text, p_amount text, p_at timestamptz default now()) returns text
  language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount, p_payer_hash => sha256('sim'),
    p_time => pg_temp.trans_time(p_at))) $$;
create function pg_temp.moves(p_receipt text, p_to bigint, p_at timestamptz default now()) returns text
  language sql as $$
  select fares.move_fare(p_receipt, p_to, null, p_at) $$;
create function pg_temp.has(p_plate text) returns text language sql as $$
  select string_agg(purpose || ' ' || balance_cents, ', ' order by purpose) from audit.wallet_balances
   where plate = p_plate and balance_cents <> 0 $$;
create function pg_temp.takes(p_vehicle bigint, p_horizon xid8 default '18446744073709551615') returns text
  language sql as $$
  select concat_ws(' ', count(*), sum(amount_cents)) from fares.owned_fares((select array_agg(owner_id)
    from fleet.owners),
    array[p_vehicle], '2000-01-01', '2100-01-01', p_horizon) $$;
-- The statement of a vehicle ends with what its accounts have.
create function pg_temp.ties(p_plate text) returns boolean language sql as $$
  select (s ->> 'closing_cents')::bigint = (select sum(balance_cents) from audit.wallet_balances
            where plate = p_plate and kind = 'vehicle')
    from fares.account_statement((select array_agg(s.sub_wallet_id) from ledger.sub_wallets s
        join ledger.wallets w using (wallet_id) join fleet.vehicles v using (vehicle_id)
        where v.plate = p_plate and w.kind = 'vehicle'), (select array_agg(owner_id) from fleet.owners),
      current_date - 3, current_date + 3, '18446744073709551615') s $$;
select pg_temp.pays('MOV0000001', '60.00'), pg_temp.pays('MOV0000002', '60.00') \g /dev/null
select is(pg_temp.moves('nothing', :other_id), 'not_found', 'no such fare');
select is(pg_temp.moves('MOV0000001', null), 'not_found', 'no such vehicle');
select is(pg_temp.moves('MOV0000001', :vehicle_id), 'same_vehicle', 'it is there already');
select is(pg_temp.moves('MOV0000001', :other_id, now() + interval '21 minutes'), 'too_late', 'after 20 minutes');
select is(pg_temp.moves('MOV0000001', :other_id), 'moved', 'it is moved');
select is(pg_temp.has('KZZ 001A'), 'fuel 1764, insurance 1176, maintenance 294, profit 2058, sacco 588',
  'the first vehicle has one fare');
select is(pg_temp.has('KZZ 002A'), 'fuel 2910, profit 2910', 'the other one has it by its own rule');
select is(pg_temp.accounts(), 'commission 300, trust -12000, vehicle 11700', 'all of it is there once');
select is(pg_temp.moves('MOV0000001', :other_id), 'moved_before', 'once');
select is(pg_temp.moves('MOV0000001-2', :vehicle_id), 'moved_before', 'and not back');
select is(pg_temp.takes(:vehicle_id), '1 6000', 'the first vehicle took one fare');
select is(pg_temp.takes(:other_id), '1 6000', 'the other one too');
select is((select count(*) from fares.latest_fares((select array_agg(owner_id) from fleet.owners), :vehicle_id,
  '2000-01-01', '2100-01-01', '18446744073709551615', 20)), 1::bigint, 'its list has one');
select is(pg_temp.ties('KZZ 001A'), true, 'the first statement ends with its balance');
select is(pg_temp.ties('KZZ 002A'), true, 'so does the other');
select is(fares.payer_of('MOV0000001-2'), sha256('sim'), 'the passenger is the same');
select is((select array_agg(f ->> 'receipt') from jsonb_array_elements(ussd.own_fares(sha256('sim'), now())) f),
  array['MOV0000001-2', 'MOV0000002'], 'who can dispute it where it is');
select is((select payload ->> 'text' from messaging.outbox where key = 'MOV0000001/moved'),
  messaging.say('sms_moved', 'sw', array['60', 'MOV0000001', '4631', '']), 'and hears of it');
select is((select sum(left_cents)::bigint from fares.refundable('MOV0000001')), 0::bigint,
  'nothing is left of the first');
select is((select sum(left_cents)::bigint from fares.refundable('MOV0000001-2')), 6000::bigint, 'all of the second');
select is(fares.open_dispute('MOV0000001', sha256('sim'), 'other', 'ussd', null), 'opened',
  'a dispute of the first receipt');
select is((select receipt from fares.disputes), 'MOV0000001-2', 'is about the second');
select is(pg_temp.faults(), null, 'the ledger holds');

-- The operator takes the payment back.
savepoint before;
select is(fares.take_back('MOV0000001', 'by the portal', null, null), 'taken_back', 'the payment is taken back');
select is(pg_temp.has('KZZ 002A'), null, 'from the vehicle that has it');
select is(fares.take_back('MOV0000001', 'by the portal', null, null), 'known', 'once');
select is(pg_temp.faults(), null, 'the ledger holds');
rollback to before;

-- What the first vehicle spent is its debt.
select pg_temp.move('spend', s.sub_wallet_id, :trust, 1000) from ledger.sub_wallets s where s.sub_wallet_id =
  :fuel \g /dev/null
select is(pg_temp.moves('MOV0000002', :other_id), 'moved', 'a fare of which a part was spent');
select is((select balance_cents from audit.wallet_balances where kind = 'debt' and purpose = 'fuel'), -1000::bigint,
  'that part is a debt');
select is(pg_temp.ties('KZZ 001A'), true, 'and the statement ends with the balance');
-- Held money stays held, a checked seat stays.
select pg_temp.pays('MOV0000003', '1500.00'), pg_temp.moves('MOV0000003', :other_id) \g /dev/null
select is((select sum(h.amount_cents)::bigint from ledger.holds h join fares.fares f using (journal_id)
  where f.receipt = 'MOV0000003-2' and h.released_at is null), 150000::bigint, 'what is not verified is held there');
select is(fares.refund('MOV0000003-2', 50000, 'credit', 'part', null, 'got off', null, null) ->> 'outcome', 'refunded',
  'a part of it goes back');
select mobile_money.decide_verification('MOV0000003', 'verified', '0', 'Completed', '1500.00') \g /dev/null
select is((select sum(amount_cents)::bigint from ledger.holds where released_at is null), null,
  'once M-Pesa confirms it nothing is held');
-- To another SACCO: points of the first paid a part, and the credit of others stays where the fare goes back.
insert into fleet.saccos (name) values ('Other Line') returning sacco_id as other_sacco \gset
select fleet.register_route(:other_sacco, '47', 'A-B', array['A', 'B']) as other_route \gset
select fleet.register_vehicle('KZZ 003A', :other_route, :owner_id, 14, '2020-01-01 00:00+03') as third_id \gset
select fleet.issue_door_code(:third_id, '4644', '2020-01-01 00:00+03'), fares.set_split_rule(:third_id,
  '2020-01-01 00:00+03', 300, 0, array['fuel', 'profit'], array[5000, 5000], 'profit', 'test'),
  pg_temp.move('set aside', :trust, loyalty.sub_wallet('loyalty', :sacco_id, 'KES'), 10000) \g /dev/null
insert into loyalty.loyalty_accounts (phone_hash) values (sha256('points'));
insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, sacco_id, business_on,
  earned_at) values (loyalty.account_of(sha256('points')), 'award', 40, 40000, 'x', :sacco_id, current_date, now());
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('points'), '\x01', '126')
  \g /dev/null
select pg_temp.opens('points', 6000, 'points') \g /dev/null
select pg_temp.confirm(pg_temp.incoming('MOV0000006', '20.00', pg_temp.account_of(pg_temp.newest_ref()))) \g /dev/null
select is(pg_temp.moves('MOV0000006', :third_id), 'moved', 'a fare of 40 in points and 20 in money');
select is(fares.refund('MOV0000006-2', null, 'credit', 'all', null, 'got off', null, null) ->> 'outcome', 'refunded',
  'goes back');
select is((select string_agg(s.name || ' ' || m.cents, ', ' order by s.name) from (select sacco_id,
    sum(cents)::bigint as cents from fares.credit_movements where phone_hash = sha256('points') group by sacco_id) m
    join fleet.saccos s using (sacco_id)), 'Other Line 6000, Test Line 0', 'as credit where it went');
select pg_temp.pays('MOV0000004', '60.00'), pg_temp.credit('MOV0000005', '60.00') \g /dev/null
select is(pg_temp.moves('MOV0000005', :other_id), 'given_back', 'one that was given back stays');
insert into ledger.closed_days (business_on) values (current_date + 1);
select is(pg_temp.moves('MOV0000004', :other_id), 'too_late', 'one of a closed day too');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;
