begin;
set constraints all immediate;
select plan(8);
select is(mobile_money.parse_balance(p_text => t.told), t.cents, format('%L is %s', t.told, coalesce(t.cents || ' cents', 'not told')))
  from (values ('49197.00', 4919700::bigint), ('-12.50', -1250), ('0', 0), ('', null), (null, null), ('--5', null), ('1,000.00', null), ('NaN', null)) as t(told, cents);
select finish();
rollback;
