begin; select plan(1);
\ir ../fixtures/recon.psql
select pg_temp.statement('pull') as s \gset
select pg_temp.line(:s, 'TMA0000001') \g /dev/null
select is(recon.source_of(l), format('pull %s, row 1', :s), 'where a line stands') from recon.lines l;
select finish(); rollback;
