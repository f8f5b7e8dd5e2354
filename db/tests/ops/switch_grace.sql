begin; select plan(5);
\ir ../fixtures/officials.psql
create function pg_temp.switch(p_who text, p_to text, p_reason text default 'Safaricom wamesema iko chini') returns text
  language sql as $$
  select ops.switch_grace(p_session => sha256(p_who::bytea), p_to => p_to, p_reason => p_reason) ->> 'outcome' $$;
select is(pg_temp.switch('auditor', 'on'), 'absent', 'auditors only look');
select is(pg_temp.switch('ops', 'on', 'x'), 'no_reason', 'staff say why');
select is(pg_temp.switch('ops', 'on'), 'started', 'and begin it');
select is(pg_temp.switch('ops', 'off'), 'ended', 'and end it');
select is((select string_agg(concat_ws('/', started_by = pg_temp.id('ops'), ended_by = pg_temp.id('ops')), ' ')
             from fares.grace_periods), 't/t', 'their names stand there');
select finish(); rollback;
