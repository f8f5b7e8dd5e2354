begin;
\ir ../fixtures/officials.psql
select plan(21);
select pg_temp.propose('ops', 'newcomer') as change \gset
select is(pg_temp.decide('ops', :'change'), 'same_person', 'the maker is no checker');
select is(pg_temp.decide('newcomer', :'change'), 'same_person', 'nor is whom it concerns');
select is(pg_temp.holds('newcomer'), null, 'nothing has changed');
select throws_ok(format('select pg_temp.decide(''finance'', %L, ''maybe'')', :'change'), 'LFV80', null, 'yes or no');
select is(pg_temp.decide('finance', :'change'), 'approved', 'another one agrees');
select is(pg_temp.holds('newcomer'), 'ops', 'and now it is so');
select is(pg_temp.decide('finance', :'change', 'declined'), 'approved', 'what was decided stays decided');
select access.propose_revoke(p_made_by => pg_temp.id('ops2'), p_grant_id => pg_temp.grant_of('newcomer'),
  p_reason => 'ameondoka') as change \gset
select is(pg_temp.decide('finance', :'change'), 'approved', 'revoking takes two as well');
select is(pg_temp.holds('newcomer'), null, 'and is at once');
select pg_temp.propose('ops', 'newcomer', 'auditor', p_from => now() + interval '1 day') as change \gset
select is(pg_temp.decide('finance', :'change'), 'approved', 'a role may begin tomorrow');
select is(pg_temp.holds('newcomer'), null, 'and does not begin today');
select is(pg_temp.decide('finance', '{"change_id": -1}'), 'gone', 'what nobody proposed is not there');
select pg_temp.propose('ops', 'newcomer', 'finance') as change \gset
select is(pg_temp.decide('finance', :'change', 'declined') || coalesce(pg_temp.holds('newcomer'), ', nothing'),
  'declined, nothing', 'and may be declined');
-- Each of the two operators proposes that the other goes.
select access.propose_revoke(p_made_by => pg_temp.id('ops'), p_grant_id => pg_temp.grant_of('ops2'),
  p_reason => 'ameondoka') as first \gset
select access.propose_revoke(p_made_by => pg_temp.id('ops2'), p_grant_id => pg_temp.grant_of('ops'),
  p_reason => 'ameondoka') as second \gset
select is(pg_temp.decide('finance', :'first'), 'approved', 'of two operators one may go');
select throws_ok(format('select pg_temp.decide(''finance'', %L)', :'second'), 'LFC75', null,
  'the last who proposes may not');
select is(pg_temp.holds('ops'), 'ops', 'and nothing has changed');
-- Somebody is shut out anew while a proposal to let them in waits.
select accounts.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('owner'),
  p_reason => 'simu imepotea') \g /dev/null
select access.propose_enable(p_made_by => pg_temp.id('ops'), p_user_id => pg_temp.id('owner'),
  p_reason => 'simu imepatikana') as left_over \gset
select accounts.enable_person(p_user_id => pg_temp.id('owner')),
       accounts.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('owner'),
         p_reason => 'ameiba') \g /dev/null
select is(pg_temp.decide('finance', :'left_over'), 'bad_time',
  'shut out anew, nobody comes in by what was proposed before');
select isnt((select disabled_at from accounts.users where user_id = pg_temp.id('owner')), null, 'they stay out');
select is(pg_temp.decide('finance', :'left_over', 'declined'), 'declined', 'it can be declined');
-- Proposed for a crew in vain.
select accounts.ensure_user(p_phone_hash => sha256('phone of typed'), p_phone_sealed => '\x01', p_last3 => '128',
  p_name_sealed => null,
                            p_sacco_id => (select min(sacco_id) from fleet.saccos)) as typed \gset
select pg_temp.propose('ops', 'typed', 'crew', :vehicle_id) as crew, pg_temp.propose('ops', 'typed',
  'auditor') as second \gset
select pg_temp.decide('finance', :'crew', 'declined') \g /dev/null
select is((select phone_last3 from accounts.users where user_id = :typed), '128',
  'who is still named in another proposal is known');
select pg_temp.decide('finance', :'second', 'declined') \g /dev/null
select is((select phone_last3 from accounts.users where user_id = :typed), '000', 'and forgotten with the last one');
select finish();
rollback;
