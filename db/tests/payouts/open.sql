begin; select plan(14);
\ir ../fixtures/money_out.psql
select pg_temp.held('vehicle') as before \gset
select pg_temp.open_payout() as id \gset
select is(pg_temp.state(:id), 'queued', 'without a second person it goes to the worker');
select is(pg_temp.held('clearing'), 100500::bigint, 'the amount and the fee are held in clearing');
select is(pg_temp.held('vehicle'), :before - 100500::bigint, 'they left the pots');
select is((select sum(amount_cents)::bigint from payouts.legs where payout_id = :id), 100500::bigint, 'legs say so');
select is((select string_agg(topic || ' ' || key, ',') from messaging.outbox where topic = 'payout'),
  'payout ' || pg_temp.ref(:id), 'one message to the worker, in the same transaction');
select results_eq(format('select j.kind, j.reference from ledger.journals j join payouts.payouts p on '
  'p.hold_journal_id = j.journal_id where p.payout_id = %s', :id), format($$ values ('payout_hold', '%s') $$,
  pg_temp.ref(:id)), 'one journal');
select is((select count(*) from access.four_eyes_records where subject = 'payouts.payouts:' || :id), 1::bigint,
  'who asked is recorded as the maker');
select pg_temp.open_payout(p_needs_approval => 'yes') as second \gset
select is(pg_temp.state(:second), 'requested', 'one that needs a second person waits');
select is((select count(*) from messaging.outbox where topic = 'payout'), 1::bigint, 'and is not sent');
select is((select expires_at > now() + interval '23 hours' from payouts.payouts where payout_id = :second), true,
  'it expires');
select throws_ok('select payouts.open(p_payout => p, p_sub_wallet_ids => array[1], p_cents => array[1]) from '
  'payouts.payouts p limit 1', 'LFV90', null, 'the parts sum to amount and fee');
select throws_ok(format('select payouts.open(p_payout => p, p_sub_wallet_ids => array[%s], p_cents => array[99999999])
  from (select (jsonb_populate_record(p, ''{"amount_cents": 99999999, "fee_cents": 0}'')).* from payouts.payouts p
         limit 1) p', :profit), 'LFF10', null, 'what is not there is not taken');
select ok(pg_temp.clearing_is_right(), 'clearing holds what is open');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
