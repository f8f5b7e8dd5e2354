begin; select plan(3);
\ir ../fixtures/conductor.psql
select is(fares.open_grace(p_at => now()), null, 'M-Pesa''s messages come');
select pg_temp.grace() \g /dev/null
select is(fares.open_grace(p_at => now()), (select grace_id from fares.grace_periods), 'the time we are in');
update fares.grace_periods set ended_at = now();
select is(fares.open_grace(p_at => now()), null, 'over');
select finish(); rollback;
