begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x5ea1', '126');
create function pg_temp.write(p_payer text, p_state text default 'posted') returns int language sql as $$
  select mobile_money.write_receipts(p_facts => array[row('QAA0000001', p_state, '{}', '2026-11-23 07:14+03', null,
    sha256(p_payer::bytea), (select min(vehicle_id) from fleet.vehicles), 'Africa/Nairobi',
    6000)::mobile_money.receipt_fact]) $$;
select is(pg_temp.write('stranger'), 0, 'nobody we know');
select is(array[pg_temp.write('sim'), pg_temp.write('sim'), pg_temp.write('sim', 'suspense')], array[1, 0, 1],
  'once, and once of suspense');
select is(array(select o.key from messaging.outbox o order by o.outbox_id), array['QAA0000001',
  'QAA0000001/suspense'], 'by its receipt');
select finish(); rollback;
