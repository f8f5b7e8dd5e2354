begin; select plan(5);
\ir ../fixtures/menu.psql
create function pg_temp.lately(p_since interval, p_sim text default 'sim') returns bigint language sql as $$
  select ussd.paid_lately(p_phone_hash => sha256(p_sim::bytea), p_since => clock_timestamp() - p_since) $$;
select is(pg_temp.lately('1 minute'), null, 'a SIM that paid nothing');
select pg_temp.paid('aaaaa', 'Yaya', 1, 4000) \g /dev/null
update mobile_money.payment_intents set finished_at = now() - interval '55 seconds';
select is(pg_temp.lately('1 minute'), 4000::bigint, 'a prompt that was paid counts');
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '80', p_payer_hash => sha256('sim'))) \g /dev/null
select is(pg_temp.lately('1 minute'), 8000::bigint, 'so does a PayBill payment, if M-Pesa named the SIM');
select is(pg_temp.lately('1 minute', 'other'), null, 'another SIM paid nothing');
select is(pg_temp.lately('-1 second'), null, 'later there is none');
select finish(); rollback;
