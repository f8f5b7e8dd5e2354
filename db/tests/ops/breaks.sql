begin; select plan(6);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
create function pg_temp.listed(p_kind text, p_on text, p_who text default 'ops') returns text language sql as $$
  select string_agg(r ->> 'receipt', ' ' order by n) from jsonb_array_elements(
    ops.breaks(sha256(p_who::bytea), p_kind, p_on) -> 'rows') with ordinality x(r, n) $$;
select is(pg_temp.listed('', ''), 'TRU0000001 TRU0000002 TRU0000003', 'the worst first');
select is(pg_temp.listed('unknown_kind', ''), 'TRU0000003', 'of a kind');
select is(pg_temp.listed('', '2026-11-20'), 'TRU0000001 TRU0000002 TRU0000003', 'of a day');
select is(pg_temp.listed('', '2026-02-31'), null, 'none on no day');
select is(ops.breaks(sha256('finance'), '', '') #>> '{kinds,amount_differs}', '1', 'counted by kind');
select is(ops.breaks(sha256('owner'), '', '') ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
