begin;
set constraints all immediate;
select plan(7);
\ir ../fixtures/one_prompt.psql

select pg_temp.ask(r) from unnest(array['wait', 'cancelled', 'paid', 'odd', 'done']) r;
update mobile_money.payment_intents set state = 'pushed', checkout_sealed = '\xc1';
select is(worker.note_query(p_payment_ref => 'wait', p_result_code => '4999'), 'pushed',
  'still processing: nothing is known');
select is(worker.note_query('wait', '500.001.1001'), 'pushed', 'an overloaded operator says nothing either');
select is(worker.note_query('cancelled', '1032'), 'failed', 'cancelled by the passenger');
select is(worker.note_query('paid', '0'), 'unknown', 'paid, but nothing is posted without its receipt');
select is(worker.note_query('odd', '31415'), 'unknown', 'a code nobody knows is no failure');
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'done';
select is(worker.note_query('done', '1032'), 'paid', 'what was paid stays paid');
select is(worker.note_query('nobody', '0'), null, 'no such payment');
select finish();
rollback;
