begin; select plan(2);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
select is((select string_agg(concat_ws(' ', kind, sacco, balance_cents, free_cents), ', ') from
  ledger.manual_accounts()),
  'trust 0, commission Test Line 300 300, trust Test Line -15000', 'ours and the SACCO''s, no pot and no suspense');
select is((select count(*) from ledger.manual_accounts() where kind = 'vehicle'), 0::bigint, 'never an owner''s');
select * from finish(); rollback;
