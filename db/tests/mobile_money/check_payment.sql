begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
-- What a payment may hold, whoever writes it.
create function pg_temp.fault(p_change text) returns text language plpgsql as $$
declare v_name text;
begin
  execute 'update mobile_money.payments set ' || p_change || ' where receipt = ''QAA0000001''';
  raise exception using errcode = 'P0001', constraint = 'none';
exception when check_violation or raise_exception then
  get stacked diagnostics v_name = constraint_name;
  return v_name;
end $$;
select pg_temp.confirm(pg_temp.incoming('QAA0000001')) \g /dev/null
select is(pg_temp.fault(t.change), t.fault, t.change) from (values
  ('amount_cents = 0', 'payments_amount_is_positive'), ('state = ''lost''', 'payments_state_is_known'),
  ('vehicle_id = null', 'payments_vehicle_unless_suspense'), ('channel = ''card''', 'payments_channel_is_known'),
  ('state = ''placed''', 'payments_placement_is_whole'), ('bill_ref = null', 'none')) t(change, fault);
select throws_ok($$ insert into mobile_money.payments (receipt, amount_cents, paid_at, state, channel, short_code)
  values ('QAA0000002', -1, now(), 'suspense', 'paybill', '400222') $$, '23514',
  'new row for relation "payments" violates check constraint "payments_amount_is_positive"', 'a new one too');
select is((select t.tgenabled from pg_trigger t where t.tgrelid = 'mobile_money.payments'::regclass
  and t.tgname = 'check_columns'), 'A', 'also while a replica writes');
select finish(); rollback;
