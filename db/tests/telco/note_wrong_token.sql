begin;
select plan(6);
create function pg_temp.knock() returns int language sql
  as $$ select telco.note_wrong_token(p_address => sha256('somewhere')) $$;
select is((select max(pg_temp.knock()) from generate_series(1, 10)), 0, 'ten wrong tokens are a mistake');
select is((select count(*) from messaging.alarms where kind = 'wrong_token'), 0::bigint, 'that nobody hears of');
select cmp_ok((select min(pg_temp.knock()) from generate_series(1, 5)), '>', 0, 'then that address waits');
select is((select times_raised from messaging.alarms where kind = 'wrong_token' and subject
  = left(encode(sha256('somewhere'), 'hex'), 16))::int, 1, 'and ops is told, once a minute');
select is((select min(subject) from audit.changes where action = 'wrong_token'), 'address:'
  || left(encode(sha256('somewhere'), 'hex'), 16), 'the audit log says where from');
select cmp_ok((select count(*) from audit.changes where action = 'wrong_token'), '<=', 2::bigint, 'not once a knock');
select finish();
rollback;
