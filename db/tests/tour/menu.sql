-- Every screen of the menu as the passenger sees it, with its length. db/tests/tour/test_menu.py runs it and compares
-- it with menu.out. After a change of texts, look at the new screens, then:
--   LIPA_TOUR=keep .venv/bin/python -m pytest db/tests/tour/test_menu.py
\set QUIET on
begin;
\ir ../fixtures/one_vehicle.psql
\pset tuples_only on
\pset format unaligned
-- Route 46 as it is, with the peak all day.
select fleet.register_route(p_sacco_id => :sacco_id, p_number => '46K', p_corridor => 'Kencom-Yaya-Kawangware',
  p_stages => array['Kencom', 'D.O.D.', 'Yaya', 'Montessori', 'Kongo', 'Kawangware']) as long_route_id \gset
update fleet.vehicles set route_id = :long_route_id;
insert into fleet.fare_bands values (:long_route_id, '00:00', '23:59:59.999999');
select fleet.set_stage_fares(p_route_id => :long_route_id, p_band => 'peak',
  p_amounts_cents => array[3000, 4000, 5000, 5000, 6000],
                             p_effective_from => '2026-01-01 00:00+03') \g /dev/null

-- A trip draws its word: here any of five letters, shown as SIMBA.
delete from fleet.words where length(word) <> 5;
create function pg_temp.step(p_sim text, p_session text, p_input text, p_network text default '63902') returns text
  language sql as $$
  select telco.dial_ussd(p_session_id => p_session, p_input => p_input, p_input_mode => 'cumulative',
    p_phone_hash => sha256(p_sim::bytea),
    p_phone_sealed => '\x01', p_phone_last3 => '126', p_network => p_network, p_service_code => '*384*46#',
    p_pin_key_ids => case when p_input ~ '(^|\*)[0-9]{5}$' then array['lookup:tour'] end,
      p_pin_hashes => array[sha256(right(p_input, 5)::bytea)], p_codes => jsonb_build_object('new_sealed', '01',
      'new_hash', encode(sha256('123456'), 'hex'), 'typed_hash', encode(sha256(right(p_input, 6)::bytea), 'hex'))) $$;
-- Dial, then press keys, drawing each screen.
create function pg_temp.walk(p_title text, p_sim text, p_session text, variadic p_keys text[]) returns setof text
  language plpgsql as $$
declare
  v_typed text;
  v_reply text;
begin
  return next E'\n== ' || p_title;
  foreach v_typed in array p_keys loop
    v_reply := pg_temp.step(p_sim, p_session, v_typed);
    v_reply := regexp_replace(regexp_replace(regexp_replace(v_reply, coalesce((select string_agg(word, '|')
      from fleet.trips), 'SIMBA'), 'SIMBA', 'g'), 'CR[0-9A-Z]{10}', 'CR12345678AB'), '[0-9]{2}/[0-9]{2}', 'dd/mm', 'g');
    return next format(E'\n%s  [%s] %s\n    %s', case v_typed when '' then '*384*46#' else '…'
      || regexp_replace(v_typed, '^.*\*', '') end,
      length(v_reply) - 4, left(v_reply, 3),
        replace(regexp_replace(substr(v_reply, 5), '[0-9]{2}:[0-9]{2}', 'hh:mm', 'g'), E'\n', E'\n    '));
  end loop;
end $$;
create function pg_temp.paid(p_sim text) returns text language sql as $$
  update mobile_money.payment_intents set state = 'paid' where phone_hash = sha256(p_sim::bytea) returning null $$;

select * from pg_temp.walk('A new passenger to Kawangware', 'amina', 'a1', '', '4628', '4628*4', '4628*4*2',
  '4628*4*2*1');
select * from pg_temp.walk('She dials again before typing the PIN', 'amina', 'a2', '', '4', '4*0', '4*0*00');
select pg_temp.paid('amina') \g /dev/null
select * from pg_temp.walk('The next morning', 'amina', 'a3', '', '1', '1*1');
select pg_temp.paid('amina') \g /dev/null
select * from pg_temp.walk('The same vehicle, another fare, in English', 'amina', 'a4', '', '98', '98*2', '98*2*5',
  '98*2*5*50', '98*2*5*50*2', '98*2*5*50*2*3', '98*2*5*50*2*3*1');
select * from pg_temp.walk('Before typing the PIN, another fare', 'amina', 'a5', '', '1', '1*9', '1*9*3', '1*9*3*00');
select * from pg_temp.walk('Direct dial *384*46*4628*60#', 'ben', 'b1', '4628*60', '4628*60*1');
select * from pg_temp.walk('Slips', 'cate', 'c1', '', '4682', '4682*', '4682**4628', '4682**4628*9', '4682**4628*9*5',
  '4682**4628*9*5*9999',
  '4682**4628*9*5*9999*60', '4682**4628*9*5*9999*60*0');
select * from pg_temp.walk('The network drops her; she dials again', 'cate', 'c2', '', '98', '98*1500', '98*1500*2',
  '98*1500*2*9', '98*1500*2*9*2', '98*1500*2*9*2*7');
select * from pg_temp.walk('A route whose prices nobody set', 'dan', 'd0', '');
update fleet.vehicles set route_id = :route_id;
select * from pg_temp.walk('asks for the amount at once', 'dan', 'd0', '4628');
select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('QKX7A1B2C3', '60.00', 'Kawangwre',
    pg_temp.trans_time(now() - interval '10 minutes'),
    p_payer_hash => sha256('eve'))]) \g /dev/null
select * from pg_temp.walk('Paid to the PayBill with a wrong account', 'eve', 'e1', '', '4', '4*what?',
  '4*what?*qkx7a1b2c3', '4*what?*qkx7a1b2c3*4682', '4*what?*qkx7a1b2c3*4682*4628');
select * from pg_temp.walk('Claimed again', 'eve', 'e2', '4*QKX7A1B2C3*4628');
select * from pg_temp.walk('Claimed by somebody else', 'ben', 'b2', '4*QKX7A1B2C3*4628');
insert into fleet.pilot_entries (kind, phone_hash, valid_from) values ('sim', sha256('pilot'), '2026-01-01');
select * from pg_temp.walk('Not in the pilot', 'fay', 'f1', '4628');
delete from fleet.pilot_entries;
update fleet.vehicles set state = 'closed';
select * from pg_temp.walk('A vehicle that takes no more fares', 'fay', 'f2', '4628');
select telco.end_ussd(p_session_id => 'd0', p_status => 'Failed', p_error => null) \g /dev/null
select * from pg_temp.walk('A key after the gateway gave the session up', 'dan', 'd0', '4628*50');
select * from pg_temp.walk('More than a person types', 'fay', 'f3', repeat('1*', 70));
-- The crew of the vehicle: Juma by his own phone, then by the phone in the vehicle.
update fleet.vehicles set state = 'active';
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('juma'), '\x01', '904')
  returning user_id as juma \gset
select access.grant_role(p_user_id => :juma, p_role => 'crew', p_scope_kind => 'vehicle',
  p_scope_id => :vehicle_id) \g /dev/null
select * from pg_temp.walk('The conductor chooses a number', 'juma', 'j1', '5', '5*12345', '5*12345*73915',
  '5*12345*73915*73915');
-- His trip began eight minutes ago, and fares were paid on it, so that the next trip begins minutes later.
update fleet.trips set opened_at = now() - interval '8 minutes';
select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => (select array_agg(pg_temp.incoming('QKX7A1B2D' || n, (n * 10) || '.00', '4628',
    pg_temp.trans_time(now() - interval '5 minutes'))) from generate_series(1, 6) n)) \g /dev/null
select * from pg_temp.walk('By the phone in the vehicle', 'shared', 'j2', '5', '5*4628', '5*4628*73916',
  '5*4628*73916*73915',
  '5*4628*73916*73915*1', '5*4628*73916*73915*1*1', '5*4628*73916*73915*1*1*0', '5*4628*73916*73915*1*1*0*0',
  '5*4628*73916*73915*1*1*0*0*4', '5*4628*73916*73915*1*1*0*0*4*4', '5*4628*73916*73915*1*1*0*0*4*4*0',
  '5*4628*73916*73915*1*1*0*0*4*4*0*3', '5*4628*73916*73915*1*1*0*0*4*4*0*3*4',
  '5*4628*73916*73915*1*1*0*0*4*4*0*3*4*5', '5*4628*73916*73915*1*1*0*0*4*4*0*3*4*5*2');
select * from pg_temp.walk('The phone knows its vehicle now', 'shared', 'j3', '5', '5*98', '5*98*2', '5*98*2*73915',
  '5*98*2*73915*00');
-- Cash of a trip, and a promise while M-Pesa is silent.
select * from pg_temp.walk('The cash of a trip', 'shared', 'j6', '5', '5*73915', '5*73915*4', '5*73915*4*1',
  '5*73915*4*1*480', '5*73915*4*1*480*6');
insert into fares.grace_periods (started_at) values (now() - interval '1 minute');
select * from pg_temp.walk('A promise', 'shared', 'j7', '5', '5*73915', '5*73915*4', '5*73915*4*3', '5*73915*4*3*345',
  '5*73915*4*3*345*80');
select * from pg_temp.walk('A passenger meanwhile', 'fay', 'f9', '');
update fares.grace_periods set ended_at = now();
select * from pg_temp.walk('A stranger guesses', 'gus', 'j4', '5*4628', '5*4628*11111', '5*4628*11111*22222',
  '5*4628*11111*22222*33333', '5*4628*11111*22222*33333*44444',
  '5*4628*11111*22222*33333*44444*55555');
select * from pg_temp.walk('and tries once more', 'gus', 'j5', '5*4628', '5*4628*73915');
-- Money out: the crew's part, a SACCO's, and somebody who has several parties. Nobody waits for the next code.
create function pg_temp.person(p_sim text, p_role text, p_kind text, p_id bigint) returns text language sql as $$
  insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256(p_sim::bytea), '\x01', '126')
    on conflict do nothing;
  select access.grant_role(user_id, p_role, p_kind, p_id) from accounts.users where phone_hash = sha256(p_sim::bytea);
  select set_config('lipa.tour', '', true) $$;
create function pg_temp.forget_codes() returns text language sql as $$
  delete from accounts.one_time_codes returning null $$;
select pg_temp.confirm(pg_temp.incoming('QPAY00000' || i, '900.00', 'KZZ001A',
    pg_temp.trans_time(now() - interval '1 hour'))) from generate_series(1, 5) i \g /dev/null
select pg_temp.move('crew share', s.sub_wallet_id, (ledger.open_sub_wallets(p_kind => 'vehicle',
    p_sacco_id => :sacco_id, p_owner_id => :owner_id, p_vehicle_id => :vehicle_id, p_currency => 'KES',
    p_purposes => array['crew']))[1], 45000)
  from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
 where w.vehicle_id = :vehicle_id and s.purpose = 'profit' \g /dev/null
select * from pg_temp.walk('The conductor takes his part, from the first screen', 'juma', 'p1', '', '4', '4*6',
  '4*6*300', '4*6*300*1', '4*6*300*1*654321', '4*6*300*1*654321*123456');
select * from pg_temp.walk('The same again while it waits', 'juma', 'p2', '6', '6*300');
select * from pg_temp.walk('Other slips', 'juma', 'p3', '6', '6*5.5', '6*5.5*9', '6*5.5*9*300000',
  '6*5.5*9*300000*5000');
select pg_temp.forget_codes() \g /dev/null
select * from pg_temp.walk('From the menu of his trip, in English; the line drops', 'juma', 'p4', '5', '5*98',
  '5*98*73915', '5*98*73915*4', '5*98*73915*4*2', '5*98*73915*4*2*20', '5*98*73915*4*2*20*1');
select * from pg_temp.walk('He dials again, goes on, and back to the first screen', 'juma', 'p5', '', '12', '12*0',
  '12*0*0', '12*0*0*0');
select pg_temp.forget_codes(), pg_temp.person('hadija', 'sacco_admin', 'sacco', :sacco_id) \g /dev/null
update config.settings set value = '10000' where setting = 'payout_alone_cents';
select * from pg_temp.walk('Who acts for a SACCO; a second person must approve', 'hadija', 'p6', '6', '6*200',
  '6*200*1', '6*200*1*123456');
insert into fleet.owners (name) select 'Kawangware Motors ' || n from generate_series(1, 5) n;
select pg_temp.person('wanjiku', 'crew', 'vehicle', :vehicle_id), pg_temp.person('wanjiku', 'sacco_admin', 'sacco',
  :sacco_id) \g /dev/null
select pg_temp.person('wanjiku', 'owner', 'owner', owner_id) from fleet.owners \g /dev/null
select pg_temp.forget_codes() \g /dev/null
select * from pg_temp.walk('Somebody with six owners, a SACCO and a crew''s part', 'wanjiku', 'p7', '', '6', '6*7',
  '6*7*6', '6*7*6*3', '6*7*6*3*0', '6*7*6*3*0*0', '6*7*6*3*0*0*98', '6*7*6*3*0*0*98*6', '6*7*6*3*0*0*98*6*0',
  '6*7*6*3*0*0*98*6*0*1', '6*7*6*3*0*0*98*6*0*1*100', '6*7*6*3*0*0*98*6*0*1*100*1',
  '6*7*6*3*0*0*98*6*0*1*100*1*123456');
insert into payouts.freezes (user_id) select user_id from accounts.users where phone_hash = sha256('wanjiku');
select * from pg_temp.walk('After the answer ZUIA', 'wanjiku', 'p8', '6*1*100');
-- On a trip, with points: money set aside, and 95 points of earlier fares.
update fleet.vehicles set route_id = :long_route_id where vehicle_id = :vehicle_id;
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('otieno'), '\x01', '126')
  returning user_id as otieno \gset
select fleet.start_trip(p_vehicle_id => :vehicle_id, p_user_id => :otieno, p_at => now() - interval '3 minutes'),
  pg_temp.move('set aside', t.trust_sub_wallet_id, loyalty.sub_wallet('loyalty', :sacco_id, 'KES'), 100000)
  from mobile_money.tills t \g /dev/null
insert into loyalty.loyalty_accounts (phone_hash) select sha256(who::bytea) from unnest(array['zena', 'zoe']) who;
insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, sacco_id, business_on,
  earned_at) select a.loyalty_account_id, 'award', 95, 95000, 'QOLD' || a.loyalty_account_id, :sacco_id, '2026-01-02',
  now() - interval '1 day' from loyalty.loyalty_accounts a;
select * from pg_temp.walk('On a trip: a number to show', 'zena', 'z1', '4628*40', '4628*40*1');
select pg_temp.paid('zena') \g /dev/null
select * from pg_temp.walk('Points pay a part, M-Pesa the rest', 'zena', 'z2', '', '2', '2*5', '2*5*60', '2*5*60*4');
select pg_temp.paid('zena') \g /dev/null
select * from pg_temp.walk('Her credit and points', 'zena', 'z3', '', '4', '4*2');
select * from pg_temp.walk('In English: points pay it all', 'zoe', 'z4', '', '98', '98*4628', '98*4628*2',
  '98*4628*2*4');
select * from pg_temp.walk('Three people, in English', 'zoe', 'z5', '', '2', '2*5', '2*5*50', '2*5*50*2', '2*5*50*2*3',
  '2*5*50*2*3*1');
select pg_temp.paid('zoe'), fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now()) \g /dev/null
\echo
\echo == Another network
\echo
select replace(pg_temp.step('gus', 'g1', '', '63903'), E'\n', E'\n    ');
rollback;
