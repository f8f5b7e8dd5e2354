begin; select plan(5);
\ir ../fixtures/credit.psql
create function pg_temp.how(p_receipt text) returns jsonb language sql as $$
  select jsonb_strip_nulls(fares.paid_how(p_receipt)) $$;
select pg_temp.opens('mpesa', 8000), pg_temp.confirm(pg_temp.incoming('PHW0000001', '100.00',
  p_payer_hash => sha256('sim'))) \g /dev/null
select is(pg_temp.how('PHW0000001'), '{"paid_cents": 10000, "change_cents": 2000}', 'change was kept');
select pg_temp.opens('credit'), pg_temp.confirm(pg_temp.incoming('PHW0000002', '30.00',
  p_payer_hash => sha256('sim'))) \g /dev/null
select is(pg_temp.how('PHW0000002'), '{"paid_cents": 3000, "credit_cents": 2000, "due_cents": 1000}',
  'credit paid a part, and something lacks');
select pg_temp.confirm(pg_temp.incoming('PHW0000003', '10.00', p_payer_hash => sha256('sim'))) \g /dev/null
select is(pg_temp.how('PHW0000003'), '{"paid_cents": 1000, "top_up_of": "PHW0000002"}', 'the rest');
select is(pg_temp.how('nothing'), '{}', 'no such fare');
select is(mobile_money.payment_story('PHW0000001', 'Africa/Nairobi') #> '{paid,change_cents}', '2000',
  'in the story too');
select * from finish(); rollback;
