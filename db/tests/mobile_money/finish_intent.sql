begin; select plan(27);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) r;
select pg_temp.remember();
create function pg_temp.finish(p_ref text, p_code text) returns text language sql as $$
  select mobile_money.finish_intent(p_payment_ref => p_ref, p_result_code => p_code, p_at => now()) $$;
create function pg_temp.stored(p_ref text) returns text language sql as $$ select (state, result_code,
  finished_at is not null, query_after > now())::text from mobile_money.payment_intents where payment_ref = p_ref $$;
create function pg_temp.pause(p_queries int) returns interval language sql as $$ update mobile_money.payment_intents
  set queries = p_queries where payment_ref = 'd'; select pg_temp.finish('d', 'x'); select query_after - now()
  from mobile_money.payment_intents where payment_ref = 'd' $$;
select is(pg_temp.finish('a', '1032'), 'failed', 'a cancelled prompt fails');
select is(pg_temp.stored('a'), '(failed,1032,t,)', 'and is never asked about again');
select is(pg_temp.finish('a', '9999'), 'failed', 'a later code has no effect');
select is(pg_temp.stored('a'), '(failed,1032,t,)', 'nothing changed');
select is(pg_temp.finish('b', '4999'), 'pushed', 'a prompt that is still processed stays as it was');
select is(pg_temp.stored('b'), '(pushed,4999,f,t)', 'it is asked about later');
select is(pg_temp.finish('b', '500.001.1001'), 'pushed', 'no answer is no failure');
select is(pg_temp.finish('c', '0'), 'unknown', 'success without a receipt is unknown');
select is(pg_temp.stored('c'), '(unknown,0,f,t)', 'it is asked about');
select is(array[pg_temp.finish('c', '4999'), pg_temp.finish('c', '1032'), pg_temp.finish('c', '9999')],
  '{unknown,conflict,conflict}', 'what contradicts it is a conflict');
select is(pg_temp.stored('c'), '(unknown,0,f,t)', 'the success counts');
select is(array[pg_temp.finish('h', '1032'), pg_temp.finish('h', '0')], '{failed,conflict}', 'so is the reverse');
select is(pg_temp.stored('h'), '(unknown,0,f,)', 'there may be money to find');
select is(pg_temp.finish('d', 'GREMLIN-7'), 'unknown', 'an unknown code is no failure');
select is(pg_temp.finish('d', null), 'unknown', 'nor is a missing one');
select is(pg_temp.finish('e', '17'), 'failed', 'the same amount twice within two minutes fails');
select is(pg_temp.finish('nobody', '0'), null, 'an unknown intent has no state');
update mobile_money.payment_intents set state = 'paid',
  receipt = 'QAA0000001', query_after = null where payment_ref = 'f';
select is(pg_temp.finish('f', '1032'), 'conflict', 'a failure of a paid intent is a conflict');
select is(pg_temp.finish('f', '0'), 'paid', 'and after a success');
select is((select (state, receipt, query_after)::text from mobile_money.payment_intents where payment_ref = 'f'),
  '(paid,QAA0000001,)', 'it is not asked about');
update mobile_money.payment_intents set state = 'expired' where payment_ref = 'g';
select is(pg_temp.finish('g', '1032'), 'failed', 'an expired intent may still fail');
update mobile_money.payment_intents set state = 'expired',
  result_code = null, query_after = null where payment_ref = 'g';
select is(pg_temp.finish('g', '0'), 'unknown', 'or succeed');
select is(pg_temp.pause(0), interval '15 seconds', 'the first pause before a query is short');
select lives_ok($$select pg_temp.pause(2000000000)$$, 'very many queries raise nothing');
select is(pg_temp.pause(2000000000), interval '1 hour', 'the longest pause is an hour');
select is((select count(*)::int from ledger.journals), 0, 'no money moved');
select is(pg_temp.changed(), 'mobile_money.payment_intents', 'nothing else changed');
select finish(); rollback;
