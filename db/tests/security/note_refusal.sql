begin;
set constraints all immediate;
select plan(17);
create function pg_temp.note(p_subject text, p_who text, p_after jsonb default null) returns void language sql as $$
  select security.note_refusal(p_action => 'form_refused', p_subject => p_subject, p_after => p_after, p_who => p_who) $$;
create function pg_temp.told() returns bigint language sql as $$ select count(*) from audit.change_log where action = 'form_refused' $$;
select pg_temp.note('ops.trail', 'address:a', '{"from": "address:a"}') \g /dev/null
select is((select row(actor, subject, before, after)::text from audit.change_log order by change_id desc limit 1),
          row(session_user, 'ops.trail', null::jsonb, '{"from": "address:a"}'::jsonb)::text, 'the first of a kind is told as it was');
-- An hour that ends while this runs begins one count anew, no more: hence twice.
select pg_temp.note('ops.trail', 'address:a', '{"from": "address:a"}') from generate_series(1, 9999) \g /dev/null
select cmp_ok(pg_temp.told(), '<=', 2 * 13::bigint, 'ten thousand times the same are thirteen rows');
select cmp_ok(pg_temp.told(), '>=', 12::bigint, 'not fewer: ten, the hundredth, the thousandth …');
select cmp_ok((select max((after ->> 'times')::int) from audit.change_log where action = 'form_refused'), '>=', 1000, 'and the last one says how often it was');
-- One who tries ten thousand different things.
delete from security.refusals;
create temp table before as select pg_temp.told() as told;
select pg_temp.note('ops.page_' || n, 'user:1') from generate_series(1, 10000) n \g /dev/null
select cmp_ok(pg_temp.told() - (select told from before), '<=', 2 * 202::bigint, 'ten thousand doors that one person tries are twice as many rows as the setting allows, and two');
select cmp_ok((select max((after ->> 'times_by_one')::int) from audit.change_log where action = 'form_refused'), '>=', 1000, 'and those say how many it were');
delete from security.refusals;
update before set told = pg_temp.told();
select pg_temp.note('ops.page:' || n, 'user:1') from generate_series(1, 10000) n \g /dev/null
select cmp_ok(pg_temp.told() - (select told from before), '<=', 2 * 102::bigint, 'ten thousand different things at one door are as many as it allows, and two');
-- Behind the junk.
create function pg_temp.refused(p_door text, p_what int) returns void language sql as $$
  select security.note_refusal(p_action => 'form_refused', p_subject => 'fares.fares:X' || p_what, p_after => jsonb_build_object('door', p_door), p_who => 'user:4') $$;
select pg_temp.refused('owners.fare', n) from generate_series(1, 200) n \g /dev/null
select pg_temp.refused('ops.end_sessions', n) from generate_series(1, 3) n \g /dev/null
select results_eq($$ select after ->> 'door', (after ->> 'times_by_one')::int >= 100 from audit.change_log where action = 'form_refused' and after ->> 'door' <> 'owners.fare' order by change_id limit 1 $$,
  $$ values ('ops.end_sessions', true) $$, 'a hundred refusals at one door don''t hide the first at another, which says how many there were');
select cmp_ok((select count(*) from audit.change_log where action = 'form_refused' and after ->> 'door' = 'ops.end_sessions'), '<=', 3::bigint, 'but its own junk is no news any more');
select pg_temp.note('ops.page_1', 'user:2') \g /dev/null
select is((select count(*) from audit.change_log where subject = 'ops.page_1'), 2::bigint, 'which hides nobody else');
-- Ten thousand addresses.
delete from security.refusals;
update before set told = pg_temp.told();
select pg_temp.note('ops.trail', 'address:' || n) from generate_series(1, 10000) n \g /dev/null
select cmp_ok(pg_temp.told() - (select told from before), '<=', 2 * 1001::bigint, 'ten thousand of everybody are a thousand rows and one');
select cmp_ok((select count(*) from security.refusals), '<=', 2 * 20001::bigint, 'what is counted is bounded by who came, and swept when its hour is over');
select pg_temp.note('ops.decide_config', 'user:9') \g /dev/null
select is((select count(*) from audit.change_log where action = 'form_refused' and subject = 'ops.decide_config'), 1::bigint,
  'strangers by the thousand hide nothing of a person who is signed in');
-- From where on rows are missing is said, too: ten rows are not always ten refusals.
delete from security.refusals;
select date_trunc('hour', clock_timestamp()) as hour \gset
select pg_temp.note('sacco.home', 'user:3') from generate_series(1, 11) \g /dev/null
select ok(array_agg(after ->> 'times' order by change_id) = array_fill(null::text, array[9]) || '10'::text or date_trunc('hour', clock_timestamp()) <> :'hour',
  'the last row before some are left out says so, those before it stand for themselves') from audit.change_log where subject = 'sacco.home';
-- Who is signed in is who it was; what was typed is masked.
select security.name_actor(p_user_id => 77) \g /dev/null
select security.note_refusal(p_action => 'refused', p_subject => 'fares.fares:0712 345 678', p_after => null, p_who => null) \g /dev/null
select is((select actor || ' ' || subject from audit.change_log where action = 'refused' order by change_id desc limit 1), 'user:77 fares.fares:*** 678', 'the actor, and no number');
update security.settings set value = '10' where setting = 'refusal_rows_by_one';
delete from security.refusals;
select security.note_refusal(p_action => 'refused', p_subject => 'fares.fares:' || n, p_after => null, p_who => null) from generate_series(1, 15) n \g /dev/null
select cmp_ok((select count(*) from audit.change_log where action = 'refused'), '<=', 21::bigint, 'the settings say how many');
select ok(not exists (select from security.refusals r where octet_length(r.key) <> 32), 'who it was stands in no count');
select finish();
rollback;
