begin; select plan(7);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ab3xy', :vehicle_id, 6000);
create function pg_temp.keep(p_kind text, p_receipt text, p_body text default 'r') returns text language sql as $$
  select concat_ws(' ', k.outcome, k.journal_id is not null) from mobile_money.keep_repeat(p_kind => p_kind,
    p_receipt => p_receipt, p_payment_ref => 'ab3xy', p_org_balance_cents => 700, p_body_sealed => '\x5ea1',
    p_body_sha256 => sha256(p_body::bytea), p_received_at => now() - interval '1 minute') as k $$;
create function pg_temp.kept(p_kind text) returns text language sql as $$
  select concat_ws(' ', c.times_received, c.payment_ref, c.org_balance_cents, c.received_at < now(),
                   (select b.body_sealed from mobile_money.callback_bodies b where b.callback_id = c.callback_id))
    from mobile_money.mpesa_callbacks c where c.kind = p_kind $$;
select outcome from mobile_money.settle_payments('c2b_confirmation', array[pg_temp.incoming('QAA0000001'),
  pg_temp.incoming('QAA0000002', p_account => 'nobody')], now()) \g /dev/null
select pg_temp.remember();
select is(pg_temp.keep('stk_result', 'QAA0000001'), 'posted t', 'the outcome and the journal of the fare');
select is(pg_temp.kept('stk_result'), '1 ab3xy 700 t \x5ea1', 'the message is kept with its body');
select is(pg_temp.keep('stk_result', 'QAA0000001', 'again'), 'posted t', 'another one of its kind is the same');
select is(pg_temp.kept('stk_result'), '2 ab3xy 700 t \x5ea1', 'and is counted');
select is(pg_temp.keep('pull', 'QAA0000002'), 'suspense t', 'money in suspense has the journal of suspense');
select is(pg_temp.keep('stk_result', 'QAA0000009'), null, 'a receipt that nobody knows is no repeat');
select is(pg_temp.changed(), 'mobile_money.mpesa_callbacks', 'nothing else changed');
select finish(); rollback;
