begin; select plan(3);
\ir ../fixtures/credit.psql
select pg_temp.opens('mpesa', 8000), pg_temp.confirm(pg_temp.incoming('AOW0000001', '60.00',
  p_payer_hash => sha256('sim'))) \g /dev/null
create function pg_temp.answer(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_owing(pg_temp.on_screen('owing', jsonb_build_object('owed', fares.owed_by(sha256('sim'), now()))),
    p_key, now()) $$;
select is((select (a.state, a.context ->> 'unit_cents', a.context ->> 'top_up_of')::text from pg_temp.answer('1') a),
  '(confirm,2000,AOW0000001)', '1: the rest of that fare');
select is((pg_temp.answer('2')).state, 'repeat', '2: another fare');
select is((pg_temp.answer('3')).state, 'owing', 'else a hint');
select * from finish(); rollback;
