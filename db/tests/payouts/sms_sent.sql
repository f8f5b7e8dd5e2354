begin; select plan(2);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
update payouts.payouts set state = 'unknown', sent_at = now();
select payouts.take_result(pg_temp.payout_id(:'ref'), 'paid', '0', 'QABC000001', 50000, now()) \g /dev/null
select is(payouts.sms_sent(:'ref', 'Africa/Nairobi') #>> '{0,about}', 'paid', 'about which state');
select is(payouts.sms_sent(:'ref', 'Africa/Nairobi') #>> '{0,state}', 'waiting', 'and whether it was sent');
select finish(); rollback;
