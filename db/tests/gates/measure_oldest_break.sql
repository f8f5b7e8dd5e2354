begin; select plan(2);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('oldest_break'), '0/0/0', 'no break is open');
select pg_temp.find_break(3), pg_temp.find_break(36);
update recon.breaks set state = 'cleared', ended_at = now() where found_at < now() - interval '48 hours';
select is(pg_temp.figure('oldest_break'), '129600/129600/2', 'the oldest since 36 hours');
select finish(); rollback;
