begin; select plan(3);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00'), fares.open_dispute('RFN0000001', sha256('payer'), 'other', 'sms', null)
  \g /dev/null
select is(fares.watch_disputes(), 0::bigint, 'a new dispute');
update fares.disputes set opened_at = now() - interval '25 hours';
select is(fares.watch_disputes(), 1::bigint, 'a day old: an alarm');
select is(fares.watch_disputes(), 0::bigint, 'once');
select * from finish(); rollback;
