-- Scenario 18: callbacks silent for 6 minutes, over all vehicles: grace, and one alarm.
begin; select plan(12);
\ir ../fixtures/gates.psql
create function pg_temp.grace(p_after interval) returns text language plpgsql as $$
begin
  if fares.watch_grace(p_at => pg_temp.start() + p_after) = 0 then return 'same'; end if;
  return case when exists (select from fares.grace_periods g where g.ended_at is null) then 'started' else 'ended' end;
end $$;
insert into gates.message_hours select date_trunc('hour', now()) - make_interval(hours => n), 300
  from generate_series(-2, 170) n;
select pg_temp.go_to('0'), pg_temp.receive(1, 'posted', 1) \g /dev/null
select is(pg_temp.grace('5 minutes'), 'same', '25 messages too few, but no six minutes');
select is(pg_temp.grace('6 minutes'), 'started', 'silent for six minutes');
select is((select missed from fares.grace_periods), 30, 'it remembers how many should have come');
select is(pg_temp.grace('7 minutes'), 'same', 'begun once');
select pg_temp.go_to('7 minutes'), gates.watch(p_at => pg_temp.at()) \g /dev/null
select is((select string_agg(kind, ' ') from messaging.alarms where acknowledged_at is null), 'callback_silence',
  'one alarm, that of the silence');
select pg_temp.go_to('8 minutes'), pg_temp.receive(1, 'posted', 1) \g /dev/null
select is(pg_temp.grace('8 minutes'), 'same', 'one message is no flow');
select pg_temp.go_to('9 minutes'), pg_temp.receive(1, 'posted', 1) \g /dev/null
select is(pg_temp.grace('9 minutes'), 'ended', 'messages in two minutes: over');
-- A person ends it while it is still silent.
select is(pg_temp.grace('20 minutes'), 'started', 'silent again');
select fares.switch_grace(p_to => 'off', p_user_id => :maker, p_reason => 'M-Pesa inafanya kazi tena',
                          p_at => pg_temp.start() + interval '21 minutes') \g /dev/null
select is(pg_temp.grace('22 minutes'), 'same', 'what a person ended stays so until the next message');
-- At night little is expected.
update gates.message_hours set messages = 10;
select pg_temp.go_to('30 minutes'), pg_temp.receive(1, 'posted', 1) \g /dev/null
select is(pg_temp.grace('60 minutes'), 'same', 'half an hour in which five messages usually come says nothing');
select fares.switch_grace(p_to => 'on', p_user_id => :maker, p_reason => 'Safaricom wamesema iko chini',
                          p_at => pg_temp.start() + interval '61 minutes') \g /dev/null
select pg_temp.go_to('62 minutes'), pg_temp.receive(1, 'posted', 1), pg_temp.go_to('63 minutes'),
  pg_temp.receive(1, 'posted', 1) \g /dev/null
select is(pg_temp.grace('63 minutes'), 'same', 'what a person began, messages don''t end');
select is(pg_temp.grace('14 hours'), 'ended', 'but twelve hours do: it was forgotten');
select finish(); rollback;
