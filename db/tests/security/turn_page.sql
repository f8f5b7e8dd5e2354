begin;
set constraints all immediate;
select plan(6);
insert into security.reseals (sealed_column, key_id) values ('x', 'k2');
create function pg_temp.turn(p_last text, p_found int) returns void language sql as $$
  select security.turn_page(p_reseal => r, p_last => p_last, p_found => p_found) from security.reseals r where r.sealed_column = 'x' $$;
create function pg_temp.now_at() returns text language sql as $$
  select concat_ws(' ', after_key, passes, found, broken, case when finished_at is null then 'on' else 'over' end) from security.reseals where sealed_column = 'x' $$;
select pg_temp.turn('7', 3);
select is(pg_temp.now_at(), '7 0 3 0 on', 'the place and the finds are written down');
select pg_temp.turn(null, 0);
select is(pg_temp.now_at(), '1 0 0 on', 'a pass that found something is followed by another from the start');
select pg_temp.turn('9', 1);
update security.reseals set broken = 1 where sealed_column = 'x';
select pg_temp.turn(null, 0);
select is(pg_temp.now_at(), '2 1 1 over', 'a pass that found only what no key opens is the last');
select is((select detail from messaging.alarms where kind = 'seal_broken' and subject = 'x'), '1 values can''t be opened by any key we hold', 'and an operator is told');
insert into security.reseals (sealed_column, key_id) values ('y', 'k2');
select security.turn_page(p_reseal => r, p_last => null, p_found => 0) from security.reseals r where r.sealed_column = 'y';
select isnt((select finished_at from security.reseals where sealed_column = 'y'), null, 'an empty table is finished at once');
select is((select count(*) from messaging.alarms where subject = 'y'), 0::bigint, 'without an alarm');
select * from finish();
rollback;
