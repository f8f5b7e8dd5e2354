begin; select plan(6);
\ir ../fixtures/crew.psql
select pg_temp.join_trip(), pg_temp.ride() \g /dev/null
create function pg_temp.press(p_key text, p_sim text default 'juma') returns ussd.ussd_sessions language plpgsql as $$
declare v ussd.ussd_sessions := pg_temp.crew_screen('crew_money');
begin
  v.phone_hash := sha256(p_sim::bytea);
  return ussd.answer_crew_money(p_session => v, p_key => p_key, p_at => now());
end $$;
select is((pg_temp.press('2')).state, 'payout', '2: the crew''s part');
select is((pg_temp.press('2', 'asha')).context ->> 'hint', pg_temp.text('ussd_pin_own_phone'),
  'not on the phone of a colleague, who would take their own');
select matches((pg_temp.press('4')).context ->> 'hint', '^Leo KES [0-9]+ \+ taslimu 0\. Hakuna lengo\.$',
  '4: no target');
update fleet.vehicles set target_cents = 450000;
select matches((pg_temp.press('4')).context ->> 'hint', '^Leo KES [0-9]+ \+ taslimu 0\. Lengo 4,500\.$',
  '4: the target');
select is((pg_temp.press('1')).state, 'crew_cash', '1: the cash of a trip');
select is((pg_temp.press('3')).context ->> 'hint', pg_temp.text('ussd_hint'),
  'any other key, and 3 while M-Pesa works: a hint');
select finish(); rollback;
