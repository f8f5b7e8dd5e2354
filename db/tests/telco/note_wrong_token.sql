begin; select plan(6);
create function pg_temp.note() returns int language sql as $$
  select telco.note_wrong_token(p_address => sha256('somewhere')) $$;
select left(encode(sha256('somewhere'), 'hex'), 16) as address \gset
select is((select max(pg_temp.note()) from generate_series(1, 10)), 0, 'ten wrong tokens are taken for mistakes');
select is((select count(*) from messaging.alarms where kind = 'wrong_token'), 0::bigint, 'they raise no alarm');
select cmp_ok((select min(pg_temp.note()) from generate_series(1, 5)), '>', 0, 'after them the address must wait');
select is((select times_raised from messaging.alarms where kind = 'wrong_token' and subject = :'address')::int,
  1, 'an alarm is raised, once a minute');
select is((select min(subject) from audit.changes where action = 'wrong_token'),
  'address:' || :'address', 'the audit log has the address');
select cmp_ok((select count(*) from audit.changes where action = 'wrong_token'), '<=', 2::bigint, 'not each attempt');
select finish(); rollback;
