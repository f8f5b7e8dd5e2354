begin; select plan(6);
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, reason, body_sha256, fields, attempts,
  next_attempt_at) select 'c2b_confirmation', r, 'pending', c, sha256(r::bytea), '{}', n, now()
  from (values ('QKA', 'LFB12', 8), ('QKB', 'LFB12', 900), ('QKC', '40P01', 9), ('QKD', '42883', 7)) as v(r, c, n);
create function pg_temp.open() returns text language sql as $$ select string_agg(subject || ' ' || times_raised, ', '
  order by subject) from messaging.alarms where kind = 'callback_stuck' and acknowledged_at is null $$;
select is(mobile_money.watch_callbacks(), 2, 'one alarm for each cause, from the eighth try on');
select is(pg_temp.open(), '40P01 1, LFB12 1', 'named by the SQLSTATE');
select is(mobile_money.watch_callbacks(), 0, 'an open alarm is not raised again');
delete from mobile_money.mpesa_callbacks where receipt in ('QKA', 'QKC');
select mobile_money.watch_callbacks();
select is(pg_temp.open(), 'LFB12 1', 'an alarm stays until the last of its messages is settled');
delete from mobile_money.mpesa_callbacks where receipt = 'QKB';
select mobile_money.watch_callbacks();
select is(pg_temp.open(), null, 'then it ends by itself');
update mobile_money.mpesa_callbacks set attempts = 8, reason = null where receipt = 'QKD';
select is(mobile_money.watch_callbacks(), 1, 'a message without a cause is not forgotten');
select finish(); rollback;
