begin; select plan(4);
\ir ../fixtures/recon.psql
select recon.platform_account('trust', 'bank', 'KES') as bank, recon.platform_account('charges', 'main', 'KES') as
  charges
  \gset
select pg_temp.pay_at('TMA0000001') \g /dev/null
select is(recon.operator_cents(journal_id), 6000::bigint, 'a fare came') from fares.fares;
select pg_temp.move('a', :bank, :trust, 700) as a, pg_temp.move('b', :charges, :profit, 700) as b \gset
select is(recon.operator_cents(:a), -700::bigint, 'what is at the bank has left');
select is(recon.operator_cents(:b), 0::bigint, 'what moves elsewhere is no matter');
select is(recon.operator_cents(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
