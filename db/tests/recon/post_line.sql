begin; select plan(4);
\ir ../fixtures/recon.psql
select recon.platform_account('charges', 'main', 'KES') as charges, recon.platform_account('capital', 'main', 'KES') as
  capital \gset
select pg_temp.line(pg_temp.statement(), 'TMA0000001', -500, 'charge') as id \gset
create function pg_temp.post(p_ids bigint[], p_cents bigint[]) returns bigint language sql as $$
  select recon.post_line(p_line => l, p_kind => 'charge', p_sub_wallet_ids => p_ids, p_cents => p_cents)
    from recon.lines l $$;
select pg_temp.post(array[:charges, :capital], array[-500, 0]) as journal \gset
select is((select string_agg(sub_wallet_id || ' ' || amount_cents, ', ' order by line_no) from ledger.ledger_entries
    where journal_id = :journal), (select trust_sub_wallet_id || ' 500, ' || :charges || ' -500' from
      mobile_money.tills),
  'the trust account and the one that takes it; zero makes no entry');
select is(pg_temp.post(array[:charges], array[-500]), :journal::bigint, 'a second time returns the same');
select throws_ok(format('select pg_temp.post(array[%s], array[-600])', :charges), 'LFC10', null,
  'with another amount it is refused');
insert into ledger.closed_days (business_on) values ('2026-11-20');
update recon.lines set receipt = 'TMA0000002';
select pg_temp.post(array[:charges], array[-500]) as late \gset
select is((select business_on from ledger.journals where journal_id = :late),
  date '2026-11-21', 'a line of a closed day counts for the next one');
select finish(); rollback;
