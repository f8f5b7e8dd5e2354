begin; select plan(2);
\ir ../fixtures/recon.psql
select pg_temp.pay_at('TMA0000002') \g /dev/null
select pg_temp.statement() as s \gset
select array_agg(pg_temp.line(:s, 'TMA000000' || i) order by i) as ids from generate_series(1, 3) i \gset
select recon.match_payments(:'ids') \g /dev/null
select is(recon.still_open(:'ids'), array[(:'ids'::bigint[])[1], (:'ids'::bigint[])[3]], 'those that are not matched');
select is(recon.still_open(null), '{}', 'nothing for NULL');
select finish(); rollback;
