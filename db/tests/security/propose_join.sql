begin;
\ir ../fixtures/joined.psql
select plan(22);
select is(pg_temp.join('ops2', 'ops2', 'newcomer') ->> 'outcome', 'same_person', 'nobody proposes about themselves');
select is(pg_temp.join('ops2', 'newcomer', 'ops2') ->> 'outcome', 'same_person', 'whichever is named first');
select is(pg_temp.join('ops', 'ops2', 'newcomer', p_why => 'x') ->> 'outcome', 'no_reason', 'nor without a reason');
select is(pg_temp.join('ops', 'ops2', 'newcomer', 'separate') ->> 'outcome', 'not_joined', 'what is two is not separated');
select pg_temp.join('ops', 'ops2', 'newcomer') as change \gset
select is(:'change'::jsonb ->> 'outcome', 'proposed', 'one says that two phones are one person''s');
select is(pg_temp.person_of('newcomer'), 'newcomer', 'and nothing has changed');
select is(pg_temp.join('finance', 'newcomer', 'ops2') ->> 'outcome', 'waiting', 'while it waits it is the one, whichever is named first');
select is(pg_temp.decide('ops', :'change'), 'same_person', 'the maker does not decide');
select is(pg_temp.decide('ops2', :'change'), 'same_person', 'nor does the one');
select is(pg_temp.decide('newcomer', :'change'), 'same_person', 'nor does the other');
update security.users set same_person_as = pg_temp.id('ops') where user_id = pg_temp.id('finance');
select is(pg_temp.decide('finance', :'change'), 'same_person', 'nor another account of the maker');
update security.users set same_person_as = null where user_id = pg_temp.id('finance');
select is(pg_temp.decide('finance', :'change'), 'approved', 'a second person does');
select is(pg_temp.person_of('newcomer'), 'ops2', 'and they are one');
select is((select count(*) from messaging.alarms where kind = 'duties_met'), 0::bigint, 'that both are concerned by it is no alarm');
select is((select count(*) from messaging.outbox where key like 'sms_joined/%'), 2::bigint, 'both phones are told');
select is(pg_temp.join('ops', 'ops2', 'newcomer') ->> 'outcome', 'joined', 'one person is one already');
-- Undone, by two again.
select pg_temp.join('ops', 'newcomer', 'ops2', 'separate') as change \gset
select is(pg_temp.decide('newcomer', :'change'), 'same_person', 'whom it concerns does not decide');
select is(pg_temp.decide('finance', :'change', 'declined') || pg_temp.person_of('newcomer'), 'declinedops2', 'a second person may say no');
select is(pg_temp.decide('finance', pg_temp.join('ops', 'newcomer', 'ops2', 'separate')) || pg_temp.person_of('newcomer'), 'approvednewcomer', 'or yes, and they are two');
-- Between proposal and decision the last two are asked for again.
update security.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('finance2');
select pg_temp.join('ops2', 'ops', 'auditor') as change \gset
select pg_temp.join('auditor', 'ops2', 'ops') as both \gset
select is(pg_temp.decide('finance', :'change') || pg_temp.decide('finance', :'both'), 'approvedapproved', 'who propose may become one while one is left');
select is(pg_temp.join('owner', 'finance', 'ops') ->> 'outcome', 'last', 'the last two may not');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms messaging.outbox security.duties security.role_changes security.role_grants security.users', 'nothing else changed, but that somebody made what concerned them');
select finish();
rollback;
