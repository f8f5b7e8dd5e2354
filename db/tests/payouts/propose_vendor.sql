begin; select plan(9);
\ir ../fixtures/vendors.psql
create function pg_temp.propose_vendor(p_kind text default 'fuel', p_name text default 'Yaya Fuel',
  p_channel text default 'till', p_code text default '654321', p_account bytea default null,
  p_phone bytea default null) returns text language sql as $$
  select payouts.propose_vendor(pg_temp.id('ops'), p_kind, p_name, p_channel, p_code, p_account, null, p_phone,
    case when p_phone is not null then '\x01'::bytea end, case when p_phone is not null then '126' end) $$;
select is(pg_temp.propose_vendor(p_kind => 'bank'), 'kind_wrong', 'fuel, insurance or garage');
select is(array[pg_temp.propose_vendor(p_name => 'Yö'), pg_temp.propose_vendor(p_name => repeat('x', 31)),
  pg_temp.propose_vendor(p_name => null)], array['name_wrong', 'name_wrong', 'name_wrong'],
  'a name has 3 to 30 letters of an SMS');
select is(array[pg_temp.propose_vendor(p_code => '1234'), pg_temp.propose_vendor(p_code => '12345678')],
  array['short_code_wrong', 'short_code_wrong'], 'a till or PayBill has 5 to 7 digits');
select is(array[pg_temp.propose_vendor(p_channel => 'paybill'), pg_temp.propose_vendor(p_account => '\x01'),
  pg_temp.propose_vendor(p_channel => 'phone')], array['account_wrong', 'account_wrong', 'account_wrong'],
  'a PayBill needs an account, a till has none');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select is(pg_temp.propose_vendor(p_name => '  Yaya   Fuel '), 'proposed', 'a vendor is proposed');
select results_eq($$ select v.name, v.state, v.tail from payouts.vendors v where v.short_code = '654321' $$,
  $$ values ('Yaya Fuel', 'proposed', '4321') $$, 'it waits for a second person');
select is(array[pg_temp.propose_vendor(),
  pg_temp.propose_vendor(p_code => '654322', p_phone => sha256('phone of station'))], array['known', 'known'],
  'a till, and a phone, is of one vendor');
select is(pg_temp.changed(), 'access.four_eyes_records audit.change_log payouts.vendors',
  'and the maker is recorded');
select * from finish(); rollback;
