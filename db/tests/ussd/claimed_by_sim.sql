begin;
\ir ../fixtures/menu.psql
select plan(6);
insert into mobile_money.payments (receipt, amount_cents, paid_at, state, channel, short_code, payer_hash, payer_last3)
  values
  ('QHASHED001', 6000, now(), 'suspense', 'paybill', '400222', sha256('sim'), null),
  ('QOTHER0001', 6000, now(), 'suspense', 'paybill', '400222', sha256('other'), '126'),
  ('QMASKED001', 6000, now(), 'suspense', 'paybill', '400222', null, '126'),
  ('QMASKED002', 6000, now(), 'suspense', 'paybill', '400222', null, '904'),
  ('QHIDDEN001', 6000, now(), 'suspense', 'paybill', '400222', null, null);
create function pg_temp.claimed(p_receipt text) returns text language sql as $$
  select receipt from ussd.claimed_by_sim(p_receipt => p_receipt, p_phone_hash => sha256('sim')) $$;
select is(pg_temp.claimed('QHASHED001'), 'QHASHED001', 'the payer''s hash is this SIM''s');
select is(pg_temp.claimed('QOTHER0001'), null, 'a known payer is not this SIM, whatever the digits');
select is(pg_temp.claimed('QMASKED001'), 'QMASKED001', 'where only three digits are known, they match');
select is(pg_temp.claimed('QMASKED002'), null, 'or don''t');
select is(pg_temp.claimed('QHIDDEN001'), null, 'a payer of whom nothing is known is nobody');
select is(pg_temp.claimed('QNONE00001'), null, 'no such payment');
select finish();
rollback;
