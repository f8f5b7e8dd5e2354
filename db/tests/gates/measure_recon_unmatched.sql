begin; select plan(3);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('recon_unmatched'), '-/-/0', 'no lines');
select pg_temp.list_lines(199, 'matched'), pg_temp.list_lines(1, 'open'), pg_temp.list_lines(5, 'copy');
select is(pg_temp.figure('recon_unmatched'), '995/995/200', 'yesterday''s lines; copies do not count');
update recon.lines set rule = 'forced' where line_id = (select min(line_id) from recon.lines
 where state = 'matched' and business_on = (pg_temp.start() at time zone 'Africa/Nairobi')::date - 1);
select is(pg_temp.figure('recon_unmatched'), '990/990/200', 'what was forced is not matched by a rule');
select finish(); rollback;
