begin; select plan(5);
\ir ../fixtures/trust.psql
update recon.statements set period_from = now() - interval '1 day', period_to = now();
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other', now() - interval '1 hour') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
select is(ops.reconciliation(sha256('ops')) #>> '{open,n}', '3', 'how many breaks are open');
select is(ops.reconciliation(sha256('finance')) #>> '{open,cents}', '60500', 'and what is not explained');
select is(ops.reconciliation(sha256('ops')) #>> '{days,0,unknown_kind}', '1', 'day by day');
select is(ops.reconciliation(sha256('ops')) #>> '{days,0,closed}', 'false', 'closed or not');
select is(ops.reconciliation(sha256('owner')) ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
