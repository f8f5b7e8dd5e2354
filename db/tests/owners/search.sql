begin; select plan(4);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_text text, p_phone text default null) returns jsonb language sql as $$
  select owners.search(p_session => sha256(p_who::bytea), p_text => p_text, p_phone_hash => sha256(p_phone::bytea)) $$;
select pg_temp.confirm(pg_temp.incoming('TKA0000001')) \g /dev/null
update mobile_money.payments set payer_hash = sha256('me');
select is(pg_temp.page('owner', '', 'me') #>> '{payments,0,receipt}', 'TKA0000001', 'their own fare by phone');
select is(pg_temp.page('stranger', 'KZZ 001A') -> 'vehicles', '[]',
  'nothing of another owner''s');
select is((select count(*)::int from audit.change_log where action = 'search'), 1, 'a search by phone is in the log');
select is(pg_temp.page('ops', 'TKA0000001'), '{"outcome": "absent"}', 'staff have a search of their own');
select finish(); rollback;
