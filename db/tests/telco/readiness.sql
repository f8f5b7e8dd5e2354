begin;
set constraints all immediate;
set local client_min_messages = warning;
select plan(3);
select is(telco.readiness(), 'no PayBill is set up', 'without a PayBill we can''t take money');
\ir ../fixtures/one_vehicle.psql
select is(telco.readiness(), 'ready', 'with one we can');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;
