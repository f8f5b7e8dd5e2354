begin; select plan(26);
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
-- What the operator holds is not what we owe for a quarter of an hour.
insert into recon.balance_answers (asked_at, told_at, accounts) values (now(), now(), '{"utility": 1}');
insert into recon.trust_proofs (answer_id, made_at, at, state, without_statement, told_cents, bank_cents, charges_cents,
  fees_cents, lines_cents, payouts_cents, after_cents, owed_cents, difference_cents)
select max(answer_id), now() - interval '16 minutes', now(), 'differs', '{}', 1, 0, 0, 0, 0, 0, 0, 0, 1
  from recon.balance_answers;
select pg_temp.told('utility', 90000000), pg_temp.open_payout(p_cents => 50000) as small \gset
update config.settings set value = '60000' where setting = 'payout_alone_cents';
select is(pg_temp.state(:small), 'queued', 'a small one goes on');
select pg_temp.open_payout(p_cents => 70000) as large \gset
select is((select concat_ws(' ', state, waits_for) from payouts.payouts where payout_id = :large), 'approved trust',
  'one above the threshold waits, and says for what');
insert into recon.balance_answers (asked_at, told_at, accounts) values (now(), now(), '{"utility": 1}');
insert into recon.trust_proofs (answer_id, at, state, without_statement, told_cents, bank_cents, charges_cents,
  fees_cents, lines_cents, payouts_cents, after_cents, owed_cents, difference_cents)
select max(answer_id), now(), 'proven', '{}', 1, 0, 0, 0, 0, 0, 0, 1, 0 from recon.balance_answers;
select is(payouts.queue(p_payout_id => :large), 'queued', 'it goes when they agree again');
select is((select waits_for from payouts.payouts where payout_id = :large), null, 'and waits for nothing');
select is(payouts.queue(p_payout_id => null), null, 'no payout');
-- What waits for a SIM, then for the account, says what it waits for now.
update payouts.sim_connector set seen_at = clock_timestamp();
select pg_temp.open_payout(p_cents => 7000) as sim \gset
select is((select waits_for from payouts.payouts where payout_id = :sim), 'sim', 'it waits to hear about the SIM');
select pg_temp.told('utility', 100);
update payouts.sim_checks set waits_until = now();
select payouts.queue(p_payout_id => :sim) \g /dev/null
select is((select state || ' ' || waits_for from payouts.payouts where payout_id = :sim), 'approved float',
  'then for the account');
-- Its maker's role ended while it waited.
update access.role_grants set valid_to = clock_timestamp() where user_id = :maker;
select pg_temp.told('utility', 100000000);
select is(payouts.queue(p_payout_id => :sim), 'cancelled', 'then it is not sent');
select is((select reason from payouts.payouts where payout_id = :sim), 'who asked for it no longer acts for them',
  'it says why');
select is(pg_temp.clearing_is_right(), true, 'and its money is back');
select finish(); rollback;
