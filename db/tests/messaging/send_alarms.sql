begin; select plan(20);
\ir ../fixtures/gates.psql
select access.grant_role(:maker, 'ops', 'platform', null) \g /dev/null
create function pg_temp.send(p_minutes int) returns int language sql as $$
  select messaging.send_alarms(p_at => now() + make_interval(mins => p_minutes)) $$;
create function pg_temp.queued() returns text language sql as $$
  select string_agg(topic, ' ' order by topic) from messaging.outbox where key like 'alarms/%' $$;
create function pg_temp.acknowledge(p_kind text) returns void language sql as $$
  update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'x'
   where kind = p_kind $$;
select is(pg_temp.send(0) || coalesce(pg_temp.queued(), ' nothing'), '0 nothing', 'nothing is open: silence');
select messaging.raise_alarm('dead_letter', 'a', 'x');
select is(pg_temp.send(0), 0, 'nor is anything said of what waits in a list');
select messaging.raise_alarm('spool', 'waiting', 'x');
update messaging.alarms set raised_at = now();
select is(pg_temp.send(1) || ' ' || pg_temp.queued(), '1 email sms webhook', 'an alarm is told once, on each channel');
select is((select payload ->> 'text' from messaging.outbox where topic = 'sms' and key like 'alarms/%'),
  'Lipa Fare: tahadhari 1 ziko wazi. spool. Fungua lipafare.example/ops/', 'the SMS names the kind');
select is((select payload ->> 'phone_hash' from messaging.outbox where topic = 'sms' and key like 'alarms/%'),
  encode(sha256('maker'), 'hex'), 'it goes to staff, by the look-up hash');
select is((select payload - 'sent_at' - 'notice' #- '{alarms,0,since}' from messaging.outbox where topic = 'webhook'),
  '{"open": 1, "pages": "lipafare.example", "alarms": [
    {"kind": "spool", "rank": 2, "open": 1, "nags": true}]}',
  'the webhook has kinds and counts, and no subject');
select is(pg_temp.send(2) + pg_temp.send(60), 0, 'then it is silent for an hour');
select is(pg_temp.send(61), 1, 'and told again');
select messaging.raise_alarm('spool', 'full', 'x');
update messaging.alarms set raised_at = now() + interval '62 minutes' where subject = 'full';
select is(pg_temp.send(63), 0, 'one more of a kind is no news');
select messaging.raise_alarm('wrong_token', 'x', 'x');
update messaging.alarms set raised_at = now() + interval '63 minutes' where kind = 'wrong_token';
select is(pg_temp.send(64), 3, 'another kind is told at once');
select is((select alarms #>> '{0,kind}' from messaging.alarm_notices order by notice_id desc limit 1), 'wrong_token',
  'the worst stands first');
select is(pg_temp.send(78) || ' ' || pg_temp.send(79), '0 3', 'the worst are told every quarter of an hour');
select pg_temp.acknowledge('wrong_token'), pg_temp.acknowledge('spool');
select is(pg_temp.send(600), 0, 'when all are acknowledged it is silent');
select messaging.raise_alarm('spool', 'full', 'x');
update messaging.alarms set raised_at = now() + interval '601 minutes' where subject = 'full';
select is(pg_temp.send(602), 1, 'what happens again is told again');
select pg_temp.acknowledge('spool'), messaging.raise_alarm('spool', 'full', 'x');
update messaging.alarms set raised_at = now() + interval '603 minutes' where subject = 'full';
select is(pg_temp.send(604), 0, 'what comes and goes each minute is not told each minute');
select is(pg_temp.send(612), 1, 'but after ten');
select pg_temp.acknowledge('spool'), messaging.raise_alarm('callback_stuck', '40P01', 'x');
update messaging.alarms set raised_at = now() + interval '613 minutes' where kind = 'callback_stuck';
select is(pg_temp.send(614), 1, 'what an action ends is told');
select is(pg_temp.send(650) + pg_temp.send(2000), 0, 'and does not nag: nobody could acknowledge it');
select messaging.raise_alarm('spool', 'full', 'x');
update config.settings set value = 'none' where setting = 'alarm_channels';
delete from messaging.outbox where key like 'alarms/%';
select is(pg_temp.send(3000) || coalesce(pg_temp.queued(), ' nothing'), '2 nothing', 'with no channel nothing is sent');
select is(messaging.send_alarms(null), 0, 'no moment, nothing');
select finish(); rollback;
