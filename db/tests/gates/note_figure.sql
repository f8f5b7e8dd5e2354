begin; select plan(6);
\ir ../fixtures/gates.psql
create function pg_temp.note(p_value bigint, p_minutes int) returns text language sql as $$
  select concat_ws(' ', n.state, to_char(n.since - pg_temp.start(), 'FMMI'), coalesce(to_char(n.alarm_since -
    pg_temp.start(), 'FMMI'), '-')) from gates.gates g, gates.note_figure(g, row(p_value, p_value, 100)::gates.figure,
    pg_temp.start() + make_interval(mins => p_minutes)) n where g.gate = 'ussd_drops' $$;
select is(pg_temp.note(20, 0) || ', ' || pg_temp.note(20, 1), 'green 0 -, green 0 -', 'green since the first');
select is(pg_temp.note(200, 2) || ', ' || pg_temp.note(200, 3), 'alarm 2 2, alarm 2 2', 'the cause of an alarm begins');
select is(pg_temp.note(100, 4), 'between 4 2', 'between the bounds it goes on');
select is(pg_temp.note(20, 5) || ', ' || pg_temp.note(20, 9), 'green 5 2, green 5 2', 
  'green for four minutes is not enough');
select is(pg_temp.note(null, 10), 'no_data 10 -', 'five are, also when nothing more came to measure');
select is(pg_temp.note(200, 11) || ', ' || pg_temp.note(20, 12) || ', ' || pg_temp.note(200, 13) || ', '
  || pg_temp.note(20, 17), 'alarm 11 11, green 12 11, alarm 13 11, green 17 11', 'green time begins anew');
select finish(); rollback;
