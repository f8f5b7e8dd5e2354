begin; select plan(4);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select payouts.take_result(pg_temp.payout_id(:'ref'), 'paid', '0', 'QABC000001', 50000, now()) \g /dev/null
select is((select payload ->> 'text' from messaging.outbox where key = 'payout/' || :'ref' || '/paid'),
  'Lipa Fare: KES 500 imetumwa kwa 07xx..126. Ada KES 5. Ref QABC000001.', 'amount, destination, fee and receipt');
select payouts.notify(p) from payouts.payouts p \g /dev/null
select is((select count(*) from messaging.outbox where key like 'payout/' || :'ref' || '/%'), 1::bigint, 'once');
select is((select count(*) from messaging.outbox where key like 'payout/%' and payload ->> 'text' like '%0700%'),
  0::bigint, 'no number in clear');
select pg_temp.withdraw('owner', 'owner', :owner_id, 400) as ref \gset
select payouts.take_result(pg_temp.payout_id(:'ref'), 'failed', '8', null, null, null) \g /dev/null
select matches((select payload ->> 'text' from messaging.outbox where key = 'payout/' || :'ref' || '/failed'),
  'KES 400 kwa 07xx..126 haikutumwa: M-Pesa ya mpokeaji imejaa\. Pesa imerudi', 'why it failed, in their language');
select finish(); rollback;
