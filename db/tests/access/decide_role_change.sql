begin; select plan(25);
\ir ../fixtures/officials.psql
select pg_temp.propose('ops', 'newcomer') as change \gset
select is(pg_temp.decide('ops', :'change'), 'same_person', 'the maker is not the checker');
select is(pg_temp.decide('newcomer', :'change'), 'same_person', 'whom it concerns is not the checker');
select is(pg_temp.holds('newcomer'), null, 'nothing has changed');
select throws_ok(format('select pg_temp.decide(''finance'', %L, ''maybe'')', :'change'), 'LFV80', null,
  'a decision approves or declines');
select is(pg_temp.decide('finance', :'change'), 'approved', 'another person approves');
select is(pg_temp.holds('newcomer'), 'ops', 'the role is granted');
select is(pg_temp.decide('finance', :'change', 'declined'), 'approved', 'a decision stays');
select pg_temp.propose_revoke('ops2', 'newcomer') as change \gset
select is(pg_temp.decide('finance', :'change'), 'approved', 'two people revoke a role');
select is(pg_temp.holds('newcomer'), null, 'it is revoked at once');
select pg_temp.propose('ops', 'newcomer', 'auditor', p_from => now() + interval '1 day') as change \gset
select is(pg_temp.decide('finance', :'change'), 'approved', 'a role may begin tomorrow');
select is(pg_temp.holds('newcomer'), null, 'it does not begin today');
select pg_temp.propose('ops', 'newcomer', 'finance', p_to => clock_timestamp() + interval '10 milliseconds') as change,
  pg_sleep(0.02) \gset
select is(pg_temp.decide('finance', :'change'), 'bad_time', 'a proposal whose time is over is not approved');
select pg_temp.decide('finance', :'change', 'declined') \g /dev/null
select is(pg_temp.decide('finance', '{"change_id": -1}'), 'gone', 'there is no such proposal');
select pg_temp.propose('ops', 'newcomer', 'finance') as change \gset
select is(pg_temp.decide('finance', :'change', 'declined') || coalesce(pg_temp.holds('newcomer'), ', nothing'),
  'declined, nothing', 'a proposal is declined');
select is(access.role_change_card((:'change'::jsonb ->> 'change_id')::bigint, null, 'UTC') ->> 'decision_reason',
  'He is not known here', 'the page says why');
select pg_temp.propose('ops', 'newcomer', 'finance') as change \gset
select is(access.decide_role_change(pg_temp.id('finance'), (:'change'::jsonb ->> 'change_id')::bigint, 'declined', r),
  'no_real_reason', 'who declines says why') from unnest(array[null, 'aaaaaaaaaaaa']) r;
select pg_temp.decide('finance', :'change', 'declined') \g /dev/null
-- Each of the two members of operations proposes that the other loses the role.
select pg_temp.propose_revoke('ops', 'ops2') as first, pg_temp.propose_revoke('ops2', 'ops') as second \gset
select is(pg_temp.decide('finance', :'first'), 'approved', 'of two who propose one may go');
select throws_ok(format('select pg_temp.decide(''finance'', %L)', :'second'), 'LFC75', null, 'the last one may not');
select is(pg_temp.holds('ops'), 'ops', 'nothing has changed');
-- A person is disabled again while a proposal to enable them waits.
select accounts.disable_person(pg_temp.id('ops'), pg_temp.id('owner'), 'simu imepotea') \g /dev/null
select access.propose_enable(pg_temp.id('ops'), pg_temp.id('owner'), 'simu imepatikana') as left_over \gset
select accounts.enable_person(p_user_id => pg_temp.id('owner')),
       accounts.disable_person(pg_temp.id('ops'), pg_temp.id('owner'), 'ameiba') \g /dev/null
select is(pg_temp.decide('finance', :'left_over'), 'bad_time', 'an earlier proposal does not enable a person again');
select isnt((select disabled_at from accounts.users where user_id = pg_temp.id('owner')), null, 'they stay disabled');
select is(pg_temp.decide('finance', :'left_over', 'declined'), 'declined', 'it can be declined');
-- A person who was typed for a crew is declined.
select pg_temp.type_person('typed') as typed \gset
select pg_temp.propose('ops', 'typed', 'crew', :vehicle_id) as crew,
       pg_temp.propose('ops', 'typed', 'auditor') as second \gset
select pg_temp.decide('finance', :'crew', 'declined') \g /dev/null
select is((select phone_last3 from accounts.users where user_id = :typed), '126', 'another proposal keeps the number');
select pg_temp.decide('finance', :'second', 'declined') \g /dev/null
select is((select phone_last3 from accounts.users where user_id = :typed), '000', 'the last one erases it');
select finish(); rollback;
