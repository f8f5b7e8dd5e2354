begin; select plan(6);
\ir ../fixtures/refunds.psql
select fleet.issue_door_code(:other_vehicle_id, '4631', '2026-01-01 00:00+03'), pg_temp.pays('RFN0000001', '70.00')
  \g /dev/null
create function pg_temp.moves(p_account text, p_who text default 'ops', p_receipt text default 'RFN0000001')
  returns text language sql as $$
  select ops.move_fare(sha256(p_who::bytea), p_receipt, p_account) ->> 'outcome' $$;
select is(pg_temp.moves('4631', 'owner'), 'absent', 'not for owners');
select is(pg_temp.moves('4631', p_receipt => 'RFN0000009'), 'absent', 'no such fare');
select is(pg_temp.moves('9999'), 'no_vehicle', 'no such vehicle');
select is(pg_temp.moves('kzz 002b'), 'moved', 'it is moved');
select is((select (channel, made_by = pg_temp.id('ops'))::text from fares.moves), '(staff,t)', 'by whom');
select is((ops.payment(sha256('ops'), 'RFN0000001') #>> '{fare,plate}'), 'KZZ 002B', 'the payment''s page says so');
select * from finish(); rollback;
