begin; select plan(6);
\ir ../fixtures/menu.psql
insert into mobile_money.payments (receipt, amount_cents, paid_at, state, channel, short_code, payer_hash, payer_last3)
  select receipt, 6000, now(), 'suspense', 'paybill', '400222', hash, last3 from (values
  ('QHASHED001', sha256('sim'), null), ('QOTHER0001', sha256('other'), '126'), ('QMASKED001', null, '126'),
  ('QMASKED002', null, '904'), ('QHIDDEN001', null, null)) as p(receipt, hash, last3);
select is((ussd.payment_of_sim(p_receipt => t.receipt, p_phone_hash => sha256('sim'))).receipt, t.found, t.sentence)
  from (values ('QHASHED001', 'QHASHED001', 'the payer''s hash is this SIM''s'),
    ('QOTHER0001', null, 'a known payer is another SIM, even with the same last digits'),
    ('QMASKED001', 'QMASKED001', 'where only three digits are known, they match'),
    ('QMASKED002', null, 'or do not match'), ('QHIDDEN001', null, 'a payer of whom nothing is known'),
    ('QNONE00001', null, 'no such payment')) as t(receipt, found, sentence);
select finish(); rollback;
