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

create function pg_temp.step(p_sim text, p_session text, p_input text, p_network text default '63902') returns text
  language sql as $$
  select telco.dial_ussd(p_session_id => p_session, p_input => p_input, p_input_mode => 'cumulative',
    p_phone_hash => sha256(p_sim::bytea),
    p_phone_sealed => '\x01', p_phone_last3 => '126', p_network => p_network, p_service_code => '*384*46#',
    p_pin_key_ids => case when p_input ~ '(^|\*)[0-9]{5}$' then array['lookup:tour'] end,
      p_pin_hashes => array[sha256(right(p_input, 5)::bytea)]) $$;
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
    '5*4628*73916*73915*1*1*0*0*3',
  '5*4628*73916*73915*1*1*0*0*3*5', '5*4628*73916*73915*1*1*0*0*3*5*4');
select * from pg_temp.walk('The phone knows its vehicle now', 'shared', 'j3', '5', '5*98', '5*98*2', '5*98*2*73915',
  '5*98*2*73915*00');
select * from pg_temp.walk('A stranger guesses', 'gus', 'j4', '5*4628', '5*4628*11111', '5*4628*11111*22222',
  '5*4628*11111*22222*33333', '5*4628*11111*22222*33333*44444',
  '5*4628*11111*22222*33333*44444*55555');
select * from pg_temp.walk('and tries once more', 'gus', 'j5', '5*4628', '5*4628*73915');
\echo
\echo == Another network
\echo
select replace(pg_temp.step('gus', 'g1', '', '63903'), E'\n', E'\n    ');
rollback;
