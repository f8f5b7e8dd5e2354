begin;
\ir ../fixtures/signed_in.psql
select plan(9);
select user_id as maker from security.users where phone_hash = sha256('phone of ops') \gset
select user_id as checker from security.users where phone_hash = sha256('phone of stranger') \gset
select security.propose_setting(p_made_by => :maker, p_setting => 'sign_in_tries', p_value => '4', p_reason => 'because') \g /dev/null
select change_id from security.setting_changes \gset
select throws_ok(format('select security.decide_setting(%s, %s, %L)', :checker, :change_id, 'perhaps'), 'LFV98', null, 'yes or no');
select is(security.decide_setting(:maker, :change_id, 'approved'), 'same_person', 'the maker is not the checker');
select is(security.decide_setting(:checker, 0, 'approved'), 'gone', 'no such proposal');
select is(security.decide_setting(:checker, :change_id, 'approved'), 'approved', 'a second person agrees');
select is(security.setting('sign_in_tries'), '4', 'and it is so');
select is(security.decide_setting(:checker, :change_id, 'declined'), 'approved', 'what was decided stays decided');
select security.propose_setting(p_made_by => :maker, p_setting => 'sign_in_tries', p_value => '6', p_reason => 'because') \g /dev/null
update security.settings set value = '9' where setting = 'sign_in_tries';
select change_id from security.setting_changes where state = 'proposed' \gset
select is(security.decide_setting(:checker, :change_id, 'approved'), 'stale', 'nobody agrees to a change of what it no longer is');
select is(security.decide_setting(:checker, :change_id, 'declined'), 'declined', 'only decline it');
select is(security.setting('sign_in_tries'), '9', 'and nothing happens');
select * from finish();
rollback;
