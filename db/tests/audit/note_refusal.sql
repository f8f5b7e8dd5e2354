begin; select plan(10);
create function pg_temp.note(p_action text, p_subject text, p_after jsonb default null) returns void language sql as $$
  select audit.note_refusal(p_action => p_action, p_subject => p_subject, p_after => p_after) $$;
create view pg_temp.noted as select action, actor, subject, after - 'last_at' as after from audit.changes
  where change_id >= (select min(change_id) from audit.refusals);
select pg_temp.note('refused', 'fares.fares:TKX', '{"api_function": "owners.fare"}') \g /dev/null
select results_eq($$ select actor, subject, after from pg_temp.noted $$,
  format($$ values (%L, 'fares.fares:TKX', '{"api_function": "owners.fare"}'::jsonb) $$, session_user), 'one refusal');
select is((select before from audit.changes where action = 'refused'), null, 'it changed nothing');
select pg_temp.note('refused', 'fares.fares:0712 345 67' || n % 10, '{"api_function": "owners.fare"}')
  from generate_series(1, 9999) n \g /dev/null
-- An hour may end meanwhile: then there are two rows.
select cmp_ok((select count(*) from pg_temp.noted), '<=', 2::bigint, 'ten thousand of one kind are one row an hour');
select is((select sum(times) from audit.refusals), 10000::numeric, 'the row counts them');
select is((select last_subject from audit.refusals order by hour_at desc limit 1), 'fares.fares:*** 679',
  'it names the last subject, without the number');
select ok((select bool_and(first_at <= last_at and (after ->> 'last_at')::timestamptz = last_at)
  from audit.refusals r join audit.changes c using (change_id)), 'and the times of the first and the last');
-- Another kind, reason, limit or person has a row of its own.
select pg_temp.note('sign_in_refused', 'accounts.users:1', '{"why": "wrong password"}'),
       pg_temp.note('sign_in_refused', 'accounts.users:1', '{"why": "paused"}'),
       pg_temp.note('too_often', 'config.rate_limits:page,address', '{"from": "address:1"}'),
       pg_temp.note('too_often', 'config.rate_limits:form,address', '{"from": "address:2"}'),
       pg_temp.note('too_often', 'config.rate_limits:form,address', '{"from": "address:3"}') \g /dev/null
select cmp_ok((select count(distinct (action, asked, detail)) from audit.refusals), '=', 5::bigint, 'each its own');
select is((select c.after ->> 'from' from audit.changes c where c.action = 'too_often'
  order by c.change_id desc limit 1), 'address:3', 'the last address is kept');
select audit.name_actor(p_user_id => 77) \g /dev/null
select pg_temp.note('refused', 'fares.fares:TKY', '{"api_function": "owners.fare"}') \g /dev/null
select is((select actor || ' ' || subject from pg_temp.noted where actor = 'user:77'), 'user:77 fares.fares:TKY',
  'a flood of unknown callers hides no signed-in person');
select is((select change_id from audit.changes order by change_id desc limit 1),
  (select change_id from audit.refusals where actor = 'user:77'), 'the refusal stands in order in the audit log');
select finish(); rollback;
