begin; select plan(20);
\ir ../fixtures/money_out.psql
select is(payouts.watch(), 0::bigint, 'nothing to do');
-- What expires must be asked for long ago: its row is written as payouts.open writes it.
create function pg_temp.open_long_ago() returns bigint language sql as $$
  insert into payouts.payouts (payout_ref, kind, party_kind, party_id, channel, phone_hash, phone_sealed, tail,
    amount_cents, fee_cents, currency, requested_by, needs_approval, expires_at, hold_journal_id)
  select replace(gen_random_uuid()::text, '-', ''), kind, party_kind, party_id, channel, phone_hash, phone_sealed, tail,
         amount_cents, fee_cents, currency, requested_by, needs_approval, now() - interval '1 minute',
         pg_temp.move(gen_random_uuid()::text, (select min(g.sub_wallet_id) from payouts.legs g
                         where g.payout_id = p.payout_id),
                      (select sub_wallet_id from audit.wallet_balances where kind = 'clearing'),
                      amount_cents + fee_cents)
    from payouts.payouts p order by payout_id limit 1 returning payout_id $$;
select pg_temp.open_payout(p_cents => 10000, p_needs_approval => 'yes') as waits \gset
select is(payouts.watch(), 0::bigint, 'a request that is not old waits');
select pg_temp.open_long_ago() as old \gset
select pg_temp.held('clearing') as before \gset
select is(payouts.watch(), 1::bigint, 'one that nobody approved in time ends');
select is(pg_temp.state(:old) || ' ' || pg_temp.state(:waits), 'expired requested', 'the other waits');
select is(pg_temp.held('clearing'), :before - 10500::bigint, 'its money is back');
-- What waited for the operator's account.
update payouts.float_balances set cents = 100, told_at = clock_timestamp();
select pg_temp.open_payout(p_cents => 20000) as short \gset
select is(payouts.watch() || pg_temp.state(:short), '0approved', 'what waits for the operator''s account waits on');
select is((select count(*) from messaging.alarms where kind = 'float_short' and acknowledged_at is null), 1::bigint,
  'with its alarm');
update payouts.float_balances set cents = 100000000, told_at = clock_timestamp();
select is(payouts.watch() || pg_temp.state(:short), '1queued', 'until the account has it');
select is((select acknowledged_reason from messaging.alarms where kind = 'float_short'), 'sent', 'then the alarm ends');
-- What nobody said about a SIM in time.
update payouts.sim_connector set seen_at = clock_timestamp();
select pg_temp.open_payout(p_cents => 20000) as sim \gset
update payouts.sim_checks set waits_until = now();
select is(payouts.watch() || pg_temp.state(:sim), '1queued', 'a payout goes on when nobody said it in time');
select is((select string_agg(distinct state, ' ') from payouts.sim_checks), 'unknown', 'that is unknown');
update payouts.sim_connector set seen_at = '-infinity';
-- What stays unknown.
select pg_temp.send(:short, 'unknown') \g /dev/null
select payouts.watch();
select is((select count(*) from messaging.alarms where kind = 'payout_unknown'), 0::bigint, 'no alarm at once');
update payouts.payouts set sent_at = now() - interval '61 minutes' where payout_id = :short;
select payouts.watch() from generate_series(1, 2);
select is((select string_agg(subject, ' ') from messaging.alarms where kind = 'payout_unknown'), pg_temp.ref(:short),
  'after an hour one alarm');
select matches((select detail from messaging.alarms where kind = 'payout_unknown'), '^200.* to 07xx', 'it says what');
-- Taken by the operator without an id to ask by.
select pg_temp.open_payout(p_cents => 30000, p_channel => 'till') as till \gset
select pg_temp.send(:till) \g /dev/null
update payouts.payouts set query_after = clock_timestamp() - interval '30 seconds' where payout_id = :till;
select is(payouts.watch() || pg_temp.state(:till), '0sent', 'what was sent may have its result soon');
update payouts.payouts set query_after = now() - interval '2 minutes' where payout_id = :till;
select is(payouts.watch() || pg_temp.state(:till), '0unknown', 'then it is unknown, also if nobody can ask');
-- One that the ledger refuses does not stop the others, and many that wait do not keep the next ones from their turn.
select pg_temp.open_payout(p_cents => 20000, p_channel => 'till') as model \gset
update payouts.float_balances set cents = 100, told_at = clock_timestamp() where account = 'working';
insert into payouts.payouts (payout_ref, kind, party_kind, party_id, channel, short_code, account_sealed, tail,
    amount_cents, fee_cents, currency, requested_by, needs_approval, expires_at, hold_journal_id)
  select md5(n::text), kind, party_kind, party_id, channel, short_code, account_sealed, tail, amount_cents, fee_cents,
         currency, requested_by, false, now() - interval '1 minute', case n when 1 then -1 else hold_journal_id end
    from payouts.payouts cross join generate_series(1, 510) n where payout_id = :model;
update payouts.payouts set state = 'approved' where payout_ref in (select md5(n::text) from generate_series(2, 510) n);
select pg_temp.open_payout(p_cents => 10000) as behind \gset
select payouts.watch() from generate_series(1, 2) \g /dev/null
select is(pg_temp.state(:behind), 'queued', 'what stands behind one that fails and 510 that wait has its turn');
select is((select concat_ws(' ', subject = md5('1'), split_part(detail, ':', 2)) from messaging.alarms
            where kind = 'payout_failing' and acknowledged_at is null), 't  LFN10 no such journal',
  'the one that fails is an alarm');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is((select state from payouts.payouts where payout_id = :waits), 'requested', 'nothing else changed');
select finish(); rollback;
