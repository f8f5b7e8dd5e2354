-- A comparison with NULL is neither true nor false, so a check that is written the wrong way round lets NULL pass. This
-- test calls every API function with NULL arguments and compares what that changes.
begin; select plan(7);
\ir ../fixtures/sacco.psql
-- Each function has something to find: codes, an app, money without a vehicle, messages, proposals.
insert into accounts.one_time_codes (user_id, purpose, code_hash, expires_at)
select u.user_id, p, sha256('123456'), now() + interval '1 hour' from accounts.users u,
  unnest(array['reset_password', 'second_factor']) p;
insert into accounts.second_factors (user_id, secret_sealed, confirmed_at) select user_id, '\x01', now()
  from accounts.users;
insert into accounts.recovery_codes (user_id, code_hash) select user_id, sha256('paper') from accounts.users;
insert into accounts.devices (user_id, device_hash) select user_id, sha256('browser') from accounts.users;
-- A session that still needs its second factor.
select accounts.open_session(p_user_id => pg_temp.id('newcomer'), p_session => sha256('half'),
  p_previous => null) \g /dev/null
select pg_temp.intent('r1', :vehicle_id, 12000) \g /dev/null
select from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('TKS0000001', p_account => 'nowhere')]);
select pg_temp.keep_message(pg_temp.incoming('TKS0000002')) \g /dev/null
select messaging.enqueue(p_topic => t, p_key => 'r1', p_payload => '{}')
  from unnest(array['stk_push', 'sms', 'status_query']) t \g /dev/null
insert into mobile_money.access_tokens (provider, token_sealed, expires_at)
  values ('mpesa', '\x01', now() + interval '1 hour');
select pg_temp.propose('ops', 'newcomer'), pg_temp.propose_crew('admin') \g /dev/null
select ops.change_config(p_session => sha256('ops'), p_kind => 'setting', p_subject => 'ussd_min_cents',
  p_value => '{"value": "1100"}', p_reason => 'majaribio') \g /dev/null
select pg_temp.remember() \g /dev/null

create temporary table api_functions as
select p.oid, n.nspname || '.' || p.proname as api_function, n.nspname, p.proargnames[1:p.pronargs] as names,
       array(select format_type(t, null) from unnest(p.proargtypes::oid[]) with ordinality as x(t, k) order by k)
         as types from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where to_regrole('lipa_' || n.nspname) is not null and p.pronargs > 0;
-- Calls, records the answer or the SQLSTATE and what changed except the counted refusals, and undoes it.
create function pg_temp.try(p_call text, out answer text, out changed text) language plpgsql as $$
begin
  execute 'select string_agg(x::text, '' '') from (select ' || p_call || ') x' into answer;
  changed := nullif(btrim(regexp_replace(pg_temp.changed(), '\maudit[.]refusals', '')), 'nothing');
  raise exception 'undo' using errcode = 'LFT00';
exception
  when sqlstate 'LFT00' then null;
  when others then answer := sqlstate;
end $$;
-- The call of a function with NULL for every argument except a named session.
create function pg_temp.call(p_function api_functions, p_session text) returns text language sql as $$
  select format('%s(%s)', p_function.api_function, string_agg(case when a.name = 'p_session' and p_session is not null
    then format('p_session => sha256(%L)', p_session) else format('%s => null::%s', a.name, a.type) end, ', '))
    from unnest(p_function.names, p_function.types) as a(name, type) $$;

create temporary table nothing as select d.api_function, k.* from api_functions d cross join
  lateral pg_temp.try(pg_temp.call(d, null)) k;
select cmp_ok((select count(*) from nothing), '>', 90::bigint, 'every API function was called');
select is_empty($$ select api_function, answer, changed from nothing where changed <> '' $$,
  'with NULL arguments no function changes anything');
select is_empty($$ select n.api_function, n.answer from nothing n join api_functions d using (api_function)
                    where d.names[1] = 'p_session' and n.answer <> 'LFA60' and n.api_function <> 'account.sign_out' $$,
                      'NULL is no session, for every function that takes one');
select is_empty($$ select d.api_function, k.answer
                     from api_functions d cross join lateral pg_temp.try(pg_temp.call(d, 'nobody')) k
                    where d.names[1] = 'p_session' and k.answer <> 'LFA60' and d.api_function <> 'account.sign_out' $$,
                      'an unknown session is refused by every API function that takes one');

-- People with the most permissions, and NULL for everything else.
create temporary table signed_in as
select d.api_function, s.who, k.*
  from api_functions d join (values ('owners', 'owner'), ('account', 'owner'), ('crew', 'conductor'),
    ('sacco', 'admin'), ('sacco', 'treasurer'), ('ops', 'ops'), ('ops', 'finance')) s(nspname, who) using (nspname)
  cross join lateral pg_temp.try(pg_temp.call(d, s.who)) k
 where 'p_session' = any (d.names) and cardinality(d.names) > 1;
select results_eq($$ select api_function collate "C", who, changed from signed_in where changed <> '' order by 1, 2 $$,
  $$ values ('account.verify_phone' collate "C", 'owner', 'accounts.one_time_codes'),
    ('account.verify_second_factor', 'owner', 'accounts.second_factors'),
    ('crew.request_payout', 'conductor', 'audit.change_log'), ('ops.export_person', 'ops', 'audit.change_log'),
    ('owners.request_payout', 'owner', 'audit.change_log'), ('sacco.request_payout', 'admin', 'audit.change_log') $$,
  'signed-in people change nothing either, except the counted wrong code, the logged export and refused withdrawals');
select is_empty($$ select api_function, who, answer from signed_in where answer ~ '^(22|42|XX|P0)' $$,
  'no function fails on NULL');

-- Everything is right except the secret, which is NULL.
select results_eq($$ select (pg_temp.try(c.call)).answer from (values
       (1, 'account.reset_password(sha256(''phone of owner''), null, ''\x000102030405060708090a0b0c0d0e0f'', '
         '''m=19456,t=2,p=1'', sha256(''new''), null)'),
       (2, 'account.reset_password(sha256(''phone of owner''), sha256(''123456''), null, null, null, null)'),
       (3, 'account.verify_phone(sha256(''half''), null)'),
       (4, 'account.use_recovery_code(sha256(''half''), null)'),
       (5, 'account.verify_second_factor(sha256(''half''), sha256(''next''), null, floor(extract(epoch from '
         'clock_timestamp()) / 30)::bigint, array[null, null, null], null)'),
       (6, 'account.verify_second_factor(sha256(''half''), sha256(''next''), ''123456'', null, array[''123456'', '
         '''123456'', ''123456''], null)'),
       (7, 'crew.open_link(null, sha256(''next''), null)')) c(n, call) order by c.n $$,
  $$ values ('(refused)'), ('LFV61'), ('(refused)'), ('(refused)'), ('(refused)'), ('(refused)'), ('(over)') $$,
    'NULL is nobody''s secret');
select finish(); rollback;
