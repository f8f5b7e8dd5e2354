begin; select plan(3);
\ir ../fixtures/credit.psql
select pg_temp.confirm(pg_temp.incoming('NCH0000001', p_payer_hash => sha256('sim'))),
  pg_temp.confirm(pg_temp.incoming('NCH0000002', p_payer_hash => sha256('nobody'))) \g /dev/null
select fares.notify_change(r, 'sms_change', 2000) from unnest(array['NCH0000001', 'NCH0000001', 'NCH0000002', 'no']) r
  \g /dev/null
select is((select count(*) from messaging.outbox where key like '%/sms_change'), 1::bigint,
  'once, to a number that we have');
select is((select payload ->> 'text' from messaging.outbox where key = 'NCH0000001/sms_change'),
  'Lipa Fare: umelipa KES 20 zaidi (NCH0000001). Ni salio lako la nauli ijayo. Piga *384*46# uchague Tumia salio.',
  'how much and what for');
select throws_ok($$ select fares.notify_change('NCH0000001', 'sms_none', 1) $$, 'LFN50', null, 'by a known text');
select * from finish(); rollback;
