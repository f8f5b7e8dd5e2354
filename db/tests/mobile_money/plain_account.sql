begin;
set constraints all immediate;
select plan(4);
select is(mobile_money.plain_account(p_text => ' kzz-001.a '), 'KZZ001A',
  'an account without what people type around it');
select is(mobile_money.plain_account(E'46 28\t'), '4628', 'tabs go as well');
select is(mobile_money.plain_account(' - '), null, 'where nothing is left, no account was told');
select is(mobile_money.plain_account(null), null, 'as with none');
select finish();
rollback;
