begin; select plan(8);
\ir ../fixtures/officials.psql
create function pg_temp.page(p_who text, p_text text, p_phone text default null) returns jsonb language sql as $$
  select ops.search(p_session => sha256(p_who::bytea), p_text => p_text, p_phone_hash => sha256(p_phone::bytea)) $$;
select pg_temp.confirm(pg_temp.incoming('TKA0000001')), pg_temp.confirm(pg_temp.incoming('TKA0000001', '70')),
       pg_temp.confirm(pg_temp.incoming('TKA0000002', '0')) \g /dev/null
update mobile_money.payments set payer_hash = sha256('phone of newcomer');
select is(pg_temp.page('ops', ' tka 0000001 ') #>> '{payments,0,receipt}', 'TKA0000001', 'a receipt as people type it');
select is(pg_temp.page('ops', 'KZZ001A') #>> '{payments,0,receipt}', 'TKA0000001', 'one vehicle with its newest fares');
select is(pg_temp.page('finance', '', 'phone of newcomer') #>> '{people,0,user_id}', pg_temp.id('newcomer')::text,
  'a person by phone');
select is((select string_agg(after ->> 'by' || (after ->> 'receipts'), ' ' order by change_id) from audit.change_log
  where action = 'search'), 'text["TKA0000001"] text["TKA0000001"] phone["TKA0000001"]',
  'each search is in the audit log with what it showed, not with what was typed');
select is(pg_temp.page('auditor', 'TKA0000002') #>> '{alarms,0,kind}', 'quarantine_callback',
  'a receipt that is no payment leads to its alarm');
select is(pg_temp.page('ops', 'TKA0000001') -> 'alarms', '[]', 'one that is, to the payment');
select is(pg_temp.page('ops', null) -> 'payments', '[]', 'nothing finds nothing');
select is(pg_temp.page('owner', 'TKA0000001'), '{"outcome": "absent"}', 'an owner has no such page');
select finish(); rollback;
