begin; select plan(12);
\ir ../fixtures/money_out.psql
\ir ../fixtures/recon_lines.psql
select pg_temp.statement() as u, pg_temp.statement(p_account => 'working') as w \gset
-- Between our own accounts.
select pg_temp.line(:u, 'TSWP000001', -50000, 'sweep') as u1 \gset
select is(recon.match_sweeps(array[:u1]), 0::bigint, 'one side alone waits for the other account''s line');
select pg_temp.line(:w, 'TSWP000001', 50000, 'sweep') as w1 \gset
select pg_temp.held('trust') as trust \gset
select is(recon.match_sweeps(array[:u1, :w1]), 2::bigint, 'the lines of two accounts are matched with each other');
select is((select count(distinct match_id)::int from recon.lines where state = 'matched'), 1, 'by one match');
select is(pg_temp.held('trust'), :trust::bigint, 'nothing is posted');
select is(recon.match_sweeps(array[:u1, :w1]), 0::bigint, 'a second time does nothing');
select is(recon.match_sweeps(array[pg_temp.line(:u, 'TSWP000002', -50000, 'sweep'),
  pg_temp.line(:w, 'TSWP000002', 40000, 'sweep')]), 0::bigint, 'other amounts are no pair');
-- To the bank: without statements of the settlement account, what leaves for it.
select pg_temp.line(:u, 'TSWP000003', -30000, 'sweep',
  p_reason => 'Utility Account to Organization Settlement Account') as b \gset
select is(recon.match_sweeps(array[:b]), 1::bigint, 'what leaves for the settlement account is posted');
select is(pg_temp.line_is(:b), 'matched to_bank sweep', 'as a sweep');
select is((select string_agg(purpose || ' ' || balance_cents, ', ' order by purpose) from audit.wallet_balances
    where kind = 'trust' and owner is null and plate is null and purpose = 'bank'), 'bank -30000',
  'the bank holds it');
-- With such statements, what leaves it.
select pg_temp.statement(p_account => 'settlement') as x \gset
select pg_temp.line(:u, 'TSWP000004', -20000, 'sweep',
  p_reason => 'Utility Account to Organization Settlement Account') as u4,
  pg_temp.line(:x, 'TSWP000004', 20000, 'sweep') as x4, pg_temp.line(:x, 'TSWP000005', -20000, 'sweep') as x5 \gset
select is(recon.match_sweeps(array[:u4, :x4, :x5]), 3::bigint, 'both sides, and the way to the bank');
select is((select balance_cents from audit.wallet_balances where purpose = 'bank'), -50000::bigint, 'once');
select is(recon.match_sweeps(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
