begin;
\ir ../fixtures/one_vehicle.psql
select plan(24);
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['a', 'b', 'c', 'd', 'e', 'f', 'g']) r;
select pg_temp.remember();
create function pg_temp.finish(p_ref text, p_code text) returns text language sql as $$
  select mobile_money.finish_intent(p_payment_ref => p_ref, p_result_code => p_code, p_at => now()) $$;
create function pg_temp.shown(p_ref text) returns text language sql as $$
  select (state, result_code, finished_at is not null, query_after > now())::text from mobile_money.payment_intents
    where payment_ref = p_ref $$;
select is(pg_temp.finish('a', '1032'), 'failed', 'cancelled: failed');
select is(pg_temp.shown('a'), '(failed,1032,t,)', 'for good, and never asked about again');
select is(pg_temp.finish('a', '9999'), 'failed', 'whatever is said later');
select is(pg_temp.shown('a'), '(failed,1032,t,)', 'changes nothing');
select is(pg_temp.finish('b', '4999'), 'pushed', 'still processing: as it was');
select is(pg_temp.shown('b'), '(pushed,4999,f,t)', 'to be asked about later');
select is(pg_temp.finish('b', '500.001.1001'), 'pushed', 'no answer is no failure');
select is(pg_temp.finish('c', '0'), 'unknown', 'paid, without its receipt: unknown until that comes');
select is(pg_temp.shown('c'), '(unknown,0,f,t)', 'to be asked about');
select is(pg_temp.finish('c', '1032'), 'failed', 'a later word that it failed is taken');
select is(pg_temp.finish('d', 'GREMLIN-7'), 'unknown', 'a code that we don''t know is no failure');
select is(pg_temp.finish('d', null), 'unknown', 'nor is none');
select is(pg_temp.finish('e', '17'), 'failed', 'the same amount twice within two minutes');
select is(pg_temp.finish('nobody', '0'), null, 'an intent that does not exist has no state');
update mobile_money.payment_intents set state = 'paid', receipt = 'QAA0000001', query_after = null where payment_ref
  = 'f';
select is(pg_temp.finish('f', '1037'), 'paid', 'what is paid stays paid');
select is(pg_temp.finish('f', '0'), 'paid', 'however often it is said');
select is((select (state, receipt, query_after)::text from mobile_money.payment_intents where payment_ref = 'f'),
  '(paid,QAA0000001,)', 'and is not asked about');
update mobile_money.payment_intents set state = 'expired' where payment_ref = 'g';
select is(pg_temp.finish('g', '1037'), 'failed', 'what was written off may still be said to have failed');
update mobile_money.payment_intents set state = 'expired', result_code = null, query_after = null where payment_ref
  = 'g';
select is(pg_temp.finish('g', '0'), 'unknown', 'or to have been paid');
-- The pause before the next question grows, but not for ever.
update mobile_money.payment_intents set queries = 0 where payment_ref = 'd';
select pg_temp.finish('d', 'x');
select is((select query_after - now() from mobile_money.payment_intents where payment_ref = 'd'), interval '15 seconds',
  'the first pause is short');
update mobile_money.payment_intents set queries = 2000000000 where payment_ref = 'd';
select lives_ok($$select pg_temp.finish('d', 'x')$$, 'after very many questions it still answers');
select is((select query_after - now() from mobile_money.payment_intents where payment_ref = 'd'), interval '1 hour',
  'once an hour');
select is((select count(*)::int from ledger.journals), 0, 'no money moved');
select is(pg_temp.changed(), 'mobile_money.payment_intents', 'nothing else changed');
select finish();
rollback;
