begin; select plan(17);
\ir ../fixtures/money_out.psql
create function pg_temp.told(p_account text, p_cents bigint, p_ago interval default '1 second') returns void
  language sql as $$ update payouts.float_balances set cents = p_cents, told_at = clock_timestamp() - p_ago
                      where account = p_account $$;
select pg_temp.told('utility', 1000, '1 hour');
select pg_temp.open_payout(p_cents => 50000) as old \gset
select is(pg_temp.state(:old), 'queued', 'a balance that was told long ago says nothing');
select pg_temp.told('utility', 120000);
select pg_temp.open_payout(p_cents => 60000) as first \gset
select is(pg_temp.state(:first), 'queued', 'the account has it, beside what is on its way');
select pg_temp.open_payout(p_cents => 60000) as second \gset
select is(pg_temp.state(:second), 'approved', 'it has not enough for all that is on its way');
select is((select waits_for from payouts.payouts where payout_id = :second), 'float', 'it says what it waits for');
select is((select count(*) from messaging.outbox where topic = 'payout'), 2::bigint, 'it is not given to the worker');
select matches((select detail from messaging.alarms where kind = 'float_short'), '1,200.*1,100', 'staff are told');
select is(payouts.queue(p_payout_id => :second), 'approved', 'asked again, it waits');
select is((select count(*) from messaging.alarms where kind = 'float_short'), 1::bigint, 'without another alarm');
select pg_temp.open_payout(p_channel => 'till') as till \gset
select is(pg_temp.state(:till), 'queued', 'a business is paid from the other account');
-- Paid after the balance was told: it is not in that balance yet.
select pg_temp.send(:first) \g /dev/null
select payouts.settle(p_payout_id => :first, p_receipt => 'QQUEUE0001', p_paid_at => now());
select is(payouts.queue(p_payout_id => :second), 'approved', 'what was paid since is gone');
select pg_temp.told('utility', 110000, '-1 second');
select is(payouts.queue(p_payout_id => :second), 'queued', 'the next balance has it');
select is((select waits_for from payouts.payouts where payout_id = :second), null, 'it waits for nothing more');
select is(payouts.queue(p_payout_id => :second), 'queued', 'a second call does nothing');
select is((select count(*) from messaging.outbox where key = pg_temp.ref(:second)), 1::bigint, 'one message');
select is(payouts.queue(p_payout_id => :first), 'paid', 'what ended stays');
select pg_temp.open_payout(p_needs_approval => 'yes') as unapproved \gset
select is(payouts.queue(p_payout_id => :unapproved), 'requested', 'what nobody approved is not sent');
select is(payouts.queue(p_payout_id => null), null, 'no payout');
select finish(); rollback;
