begin; select plan(27);
select is(mobile_money.parse_cents(p_text => t.amount),
  t.cents, format('%L is %s', translate(left(t.amount, 20), e'\n', '|'), coalesce(t.cents || ' cents', 'no amount')))
  from (values ('50', 5000::bigint), ('50.0', 5000),
  ('50.00', 5000), ('50.5', 5050), ('0.29', 29), ('0', 0), ('0.00', 0), ('000050', 5000), ('999999999.99', 99999999999),
  ('1000000000', null), (repeat('9', 5000), null), ('9223372036854775807', null), ('-50.00', null), ('+50', null),
  ('NaN', null), ('Infinity', null), ('1e400', null), ('5e1', null), ('50.001', null), ('50.', null), ('.50', null),
  ('50,00', null), (' 50', null), (E'50\n', null), ('٥٠', null), ('', null), (null, null)) as t(amount, cents);
select finish(); rollback;
