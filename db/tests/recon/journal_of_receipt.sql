begin; select plan(7);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
create function pg_temp.kind_of(p_receipt text, p_cents bigint default 6000, p_source text default 'statement',
  p_short_code text default '400222') returns text language sql as $$
  select j.kind from ledger.journals j where j.journal_id = recon.journal_of_receipt(p_receipt => p_receipt,
    p_short_code => p_short_code, p_amount_cents => p_cents, p_source => p_source) $$;
select pg_temp.confirm(pg_temp.incoming('SKA0000001')),
       pg_temp.confirm(pg_temp.incoming('SKA0000002', p_account => 'nobody')) \g /dev/null
select is(pg_temp.kind_of('SKA0000001'), 'fare', 'a fare');
select is(pg_temp.kind_of('SKA0000002'), 'suspense', 'money without a vehicle');
select mobile_money.claim_suspense(p_receipt => 'SKA0000002', p_vehicle_id => :vehicle_id, p_claimed_by => 'user:1')
  \g /dev/null
select is(pg_temp.kind_of('SKA0000002'), 'fare', 'once it is assigned, its fare');
select is(pg_temp.kind_of('SKA0000001', 6001), null, 'another amount');
select is(pg_temp.kind_of('SKA0000001', p_short_code => '400333'), null, 'another PayBill');
select pg_temp.begin('a'), pg_temp.take('a', 0, 1, array[pg_temp.line(1, 'SKA0000001', 6000)]) \g /dev/null
select is(pg_temp.kind_of('SKA0000001'), null, 'one that a line has');
select is(pg_temp.kind_of('SKA0000001', p_source => 'pull'), 'fare', 'the other source is matched on its own');
select finish(); rollback;
