begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
-- What a fare may hold, whoever writes it.
create function pg_temp.fare(p_cents bigint, p_commission bigint, p_channel text) returns void language sql as $$
  insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at,
    business_on, channel) values ('QAA0000001', 1, 1, 1, p_cents, p_commission, now(), current_date, p_channel) $$;
select throws_ok(format('select pg_temp.fare(%s)', t.call), '23514', 'new row for relation "fares" violates check '
  'constraint "fares_' || t.fault || '"', t.fault) from (values
  ('0, 0, ''ussd''', 'amount_is_positive'), ('100, 101, ''ussd''', 'commission_within_fare'),
  ('100, -1, ''ussd''', 'commission_within_fare'), ('100, 1, ''card''', 'channel_is_known')) t(call, fault);
select lives_ok($$ select pg_temp.fare(100, 100, 'paybill') $$, 'our commission may be all of it');
select finish(); rollback;
