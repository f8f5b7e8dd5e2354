begin; select plan(9);
\ir ../fixtures/one_prompt.psql
select pg_temp.ask(r) from unnest(array['wait', 'cancelled', 'paid', 'odd', 'done']) r;
update mobile_money.payment_intents set checkout_sealed = '\xc1',
  state = case payment_ref when 'done' then 'paid' else 'pushed' end;
select is(worker.note_query(p_payment_ref => t.ref, p_result_code => t.code), t.state, t.sentence) from (values
  ('wait', '4999', 'pushed', 'still processing: nothing is known'),
  ('wait', '500.001.1001', 'pushed', 'an overloaded operator: nothing is known'),
  ('cancelled', '1032', 'failed', 'cancelled by the passenger'),
  ('paid', '0', 'unknown', 'paid, but nothing is posted without its receipt'),
  ('odd', '31415', 'unknown', 'an unknown code is no failure'),
  ('done', '31415', 'paid', 'a paid one stays paid'),
  ('done', '1032', 'conflict', 'also after a failure, which contradicts it'),
  ('nobody', '0', null, 'no such payment')) as t(ref, code, state, sentence);
select mobile_money.finish_intent('paid', '1032', now()), worker.note_query('paid', '1032');
select is((select string_agg(subject || ': ' || detail, '; ' order by subject)
    from messaging.alarms where kind = 'push_contradicted'), 'done: a query answered 1032; said before: paid, no code; '
  'paid: a query answered 1032; said before: unknown, code 0', 'staff are told of each query that contradicts');
select finish(); rollback;
