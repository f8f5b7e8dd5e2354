begin; select plan(31);
\ir ../fixtures/one_vehicle.psql
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as ruleless \gset
select fleet.register_vehicle('KZZ 003C', :route_id, :owner_id, 33, '2020-01-01') as closed \gset
select fares.set_split_rule(:closed, '2020-01-01', 0, 0, array['profit'], array[10000], 'profit', 'test');
update fleet.vehicles set state = 'closed' where vehicle_id = :closed;
select pg_temp.remember();
create function pg_temp.validate(p_account text, p_amount text default '60', p_till text default '400222')
  returns text language sql as $$
  select telco.validate_fare(p_bill_ref => p_account, p_amount => p_amount, p_short_code => p_till) $$;
select is(pg_temp.validate(t.account), t.answer, format('%L: %s', t.account, t.answer))
  from (values ('4628', '0'), (' kzz-001a ', '0'), ('4628-AB3XY', '0'), ('4628.', '0'), ('4628#', '0'),
  (E'\u200b4628\t', '0'), (E'KZZ\u00a0001A', '0'),
  ('4682', 'C2B00012'), ('KZZ 009A', 'C2B00012'), ('КZZ 001A', 'C2B00012'), ('', 'C2B00012'), (null, 'C2B00012'),
  ('🚐', 'C2B00012'), ('%', 'C2B00012'), ('KZZ 002B', 'C2B00012'), ('KZZ 003C', 'C2B00012')) as t(account, answer);
select is(pg_temp.validate('4628', t.amount), t.answer, format('%L shillings: %s', left(t.amount, 20), t.answer))
  from (values ('1', '0'), ('60.00', '0'), ('250000', '0'), ('0.99', 'C2B00013'), ('250000.01', 'C2B00013'),
  ('NaN', 'C2B00013'), ('-60', 'C2B00013'), (null, 'C2B00013'), (repeat('9', 5000), 'C2B00013')) as t(amount, answer);
select is(pg_temp.validate('4628', '60', '600000'), 'C2B00015', 'another PayBill is refused');
select is(pg_temp.validate('4628', '60', null), 'C2B00015', 'a missing PayBill is refused');
insert into fleet.pilot_entries (kind, vehicle_id, valid_from) values ('vehicle', :closed, now());
select is(pg_temp.validate('4628'), 'C2B00012', 'a vehicle outside the pilot takes nothing yet');
insert into fleet.pilot_entries (kind, route_id, valid_from) values ('route', :route_id, now());
select is(pg_temp.validate('4628'), '0', 'a vehicle of a pilot route does');
insert into fleet.pilot_entries (kind, phone_hash, valid_from) values ('sim', sha256('1'), now());
select is(pg_temp.validate('4628'), '0', 'from any SIM: M-Pesa does not tell us whose it is');
select is(pg_temp.changed(), 'audit.change_log fleet.pilot_entries', 'nothing else changed');
select finish(); rollback;
