begin; select plan(4);
\ir ../fixtures/menu.psql
select is(ussd.own_fares(sha256('sim'), now()), '[]', 'no fares');
select pg_temp.confirm(pg_temp.incoming('RFN000000' || i, (50 + i) || '.00', p_payer_hash => sha256('sim'),
  p_time => pg_temp.trans_time(now() - i * interval '1 hour'))) from generate_series(1, 5) i \g /dev/null
select is((select string_agg(f ->> 'receipt', ' ') from jsonb_array_elements(ussd.own_fares(sha256('sim'), now())) f),
  'RFN0000001 RFN0000002 RFN0000003 RFN0000004', 'the newest four');
select is(ussd.own_fares(sha256('other'), now()), '[]', 'of another SIM none');
select fares.open_dispute('RFN0000001', sha256('sim'), 'other', 'ussd', null) \g /dev/null
select is(ussd.own_fares(sha256('sim'), now()) #>> '{0,receipt}', 'RFN0000002',
  'what was disputed is not offered again');
select * from finish(); rollback;
