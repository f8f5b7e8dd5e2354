-- Most prompts of a batch end in one statement; those that need a look are left.
begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy', 'ef5xy', 'gh6xy', 'jk7xy', 'mn8xy']) r;
update mobile_money.payment_intents set phone_hash = sha256('cd4xy') where payment_ref = 'ef5xy';
update mobile_money.payment_intents set result_code = '1032', state = 'failed' where payment_ref = 'gh6xy';
create function pg_temp.pay(p_refs text[], p_amount text default '60') returns text[] language sql as $$
  select array(select unnest(mobile_money.pay_plain_intents(p_payments => mobile_money.parse_payments(array(
    select pg_temp.incoming('QAA' || upper(r), p_amount, '4628-' || upper(r)) from unnest(p_refs) r), now())))
    order by 1) $$;
select is(pg_temp.pay(array['ab3xy', 'cd4xy', 'ef5xy', 'gh6xy', 'jk7xy']), array['ab3xy', 'jk7xy'],
  'not two of one SIM, nor one of which the operator said something');
select is((select string_agg(concat_ws(' ', payment_ref, state, receipt), ', ' order by payment_ref)
  from mobile_money.payment_intents where state = 'paid'), 'ab3xy paid QAAAB3XY, jk7xy paid QAAJK7XY',
  'each with its receipt');
select is(pg_temp.pay(array['mn8xy'], '70'), '{}', 'nor one with another amount');
update mobile_money.payment_intents set phone_hash = sha256('ab3xy') where payment_ref = 'mn8xy';
select is(pg_temp.pay(array['mn8xy']), '{}', 'nor a twin of one that was paid');
select is(pg_temp.pay(array['ab3xy']), '{}', 'nor one that is paid');
select finish(); rollback;
