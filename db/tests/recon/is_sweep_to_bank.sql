begin; select plan(6);
\ir ../fixtures/recon.psql
select pg_temp.statement() as u \gset
create function pg_temp.sweep(p_s bigint, p_cents bigint, p_reason text, p_kind text default 'sweep') returns boolean
language plpgsql as $$
declare
  v_id bigint := pg_temp.line(p_s, 'TSWP000001', p_cents, p_kind, p_reason => p_reason, p_state => 'copy');
begin
  return (select recon.is_sweep_to_bank(p_line => l) from recon.lines l where l.line_id = v_id);
end $$;
select is(pg_temp.sweep(:u, -100, 'Utility Account to Organization Settlement Account'), true,
  'what leaves for the settlement account stands for the bank');
select is(pg_temp.sweep(:u, -100, 'Utility to Working'), false, 'another account of ours is none');
select is(pg_temp.sweep(:u, -100, 'Organization Settlement Account', 'payout'), false, 'another kind neither');
select pg_temp.statement(p_account => 'settlement') as x \gset
select is(pg_temp.sweep(:u, -100, 'Utility Account to Organization Settlement Account'), false,
  'with statements of the settlement account it is between our own accounts');
select is(pg_temp.sweep(:x, -100, 'Any'), true, 'and what leaves that one is the way to the bank');
select is(pg_temp.sweep(:x, 100, 'Any'), false, 'what comes in is not');
select finish(); rollback;
