begin; select plan(10);
\ir ../fixtures/pulls.psql
delete from recon.pull_registrations;
delete from recon.pull_windows;
insert into recon.pull_windows (short_code, from_at, to_at, next_at)
values ('400222', '2099-01-01 10:00+03', '2099-01-01 10:15+03', now());
create function pg_temp.claim() returns text language sql as $$
  select concat_ws(' ', c.attempt, c.from_text, c.to_text) from worker.claim_pull_window(p_short_code => '400222') c $$;
select is(pg_temp.claim(), '1 2099-01-01 10:00:00 2099-01-01 10:15:00', 'a window on the market''s clock');
select is(pg_temp.claim(), null, 'nobody else gets it');
update recon.pull_windows set lease_until = now() - interval '1 second';
select is(left(pg_temp.claim(), 1), '2', 'until its lease has ended');
update recon.pull_windows set state = 'due', lease_until = null, next_at = now() + interval '1 minute';
select is(pg_temp.claim(), null, 'one that is not due');
-- The clock was three days ahead and was set right.
update recon.pull_windows set next_at = now() + interval '3 days';
select is(pg_temp.claim(), null, 'one whose span is to come');
update recon.pull_windows set from_at = now() - interval '1 hour', to_at = now() - interval '45 minutes',
  next_at = now() + interval '6 hours';
select is(pg_temp.claim(), null, 'the second question about an hour waits for six');
update recon.pull_windows set next_at = now() + interval '3 days';
select is(left(pg_temp.claim(), 1), '3', 'nothing waits for three days');
update recon.pull_windows set state = 'leased', next_at = now(), lease_until = now() + interval '3 days';
select is(left(pg_temp.claim(), 1), '4', 'and no lease lasts so long');
insert into recon.pull_registrations (short_code, registered_at) values ('400222', now() - interval '1 hour');
select isnt(pg_temp.claim(), null, 'once we are registered, new windows are planned');
select is((select count(*) from worker.claim_pull_window(null)), 0::bigint, 'nothing for nothing');
select finish(); rollback;
