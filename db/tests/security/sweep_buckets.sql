begin;
select plan(3);
delete from security.buckets;
insert into security.buckets (act, per, key, full_at) values ('t', 'sim', '\x01', '2026-11-23 07:00+03'), ('t', 'sim', '\x02', '2026-11-23 07:10+03');
select is(security.sweep_buckets(p_at => '2026-11-23 07:05+03'), 1, 'one was full again');
select is((select key from security.buckets), '\x02'::bytea, 'the other is still in use');
insert into security.refusals (action, key, hour_at, times) values ('t', sha256('1'), '2026-11-23 05:00+03', 9), ('t', sha256('2'), '2026-11-23 07:00+03', 1);
select security.sweep_buckets(p_at => '2026-11-23 07:05+03') \g /dev/null
select is((select key from security.refusals), sha256('2'), 'counts of an hour that is over go as well');
select finish();
rollback;
