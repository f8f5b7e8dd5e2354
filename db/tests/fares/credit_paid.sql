-- Credit counts for the payment that its prompt asked for, and not for a second one of the same prompt.
begin; select plan(10);
\ir ../fixtures/credit.psql
select pg_temp.credit('CPD0000001', '30.00'), pg_temp.opens('credit') \g /dev/null
select pg_temp.newest_ref() as ref \gset
create function pg_temp.brings(p_receipt text, p_ref text) returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, '30.00', pg_temp.account_of(p_ref))) $$;
select is(pg_temp.brings('CPD0000002', :'ref'), 'posted', '60 = 30 by credit + 30');
select is(pg_temp.brings('CPD0000003', :'ref'), 'suspense', '30 once more');
select is(mobile_money.claim_suspense('CPD0000003', :vehicle_id, 'user:1'), 'placed', 'staff give them to the vehicle');
select is(fares.credit_paid('CPD0000002'), 3000::bigint, 'credit paid 30 of the first');
select is(fares.credit_paid('CPD0000003'), 0::bigint, 'nothing of the second');
select is(fares.credit_paid('nothing'), null, 'no such fare');
select is(fares.phone_cents('CPD0000003', 3000), 3000::bigint, 'all of it may go to the phone');
select is(fares.take_back('CPD0000003', 'by the portal', null, null), 'taken_back', 'the operator can take it back');
select is(pg_temp.available(), 0::bigint, 'which gives nobody credit');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;
