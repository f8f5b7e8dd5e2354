begin; select plan(3);
create function pg_temp.list(p_most int) returns text language sql as $$
  select messaging.alarm_list(p_most => p_most, p_alarms => jsonb_agg(jsonb_build_object('kind', k, 'open', n)
    order by n desc))
    from (values ('wrong_token', 12), ('callback_silence', 1), ('spool', 0)) a(k, n) $$;
select is(pg_temp.list(75), 'wrong token x12, callback silence, spool x0', 'all of them');
select is(pg_temp.list(40), 'wrong token x12, callback silence, +1', 'what does not fit is counted');
select is(messaging.alarm_list('[]', 75), null, 'none');
select finish(); rollback;
