begin; select plan(2);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00'), fares.open_dispute('RFN0000001', sha256('payer'), 'not_carried', 'ussd',
  null)
  \g /dev/null
select is((select c ->> 'plate' || ' ' || (c ->> 'cents') || ' ' || (c ->> 'why') || ' ' || (c ->> 'late')
  from fares.disputes d, fares.dispute_card(d, 'UTC') c), 'KZZ 001A 7000 not_carried false',
    'the dispute with its fare');
update fares.disputes set opened_at = now() - interval '25 hours';
select is((select c ->> 'late' from fares.disputes d, fares.dispute_card(d, 'UTC') c), 'true', 'late after a day');
select * from finish(); rollback;
