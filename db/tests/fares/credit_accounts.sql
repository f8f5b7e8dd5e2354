begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select fares.credit_accounts(:sacco_id, 'KES') \g /dev/null
select is((select array_agg(w.kind || ' ' || s.guarded order by a.n) from unnest(fares.credit_accounts(:sacco_id,
  'KES'))
  with ordinality a(id, n) join ledger.sub_wallets s on s.sub_wallet_id = a.id join ledger.wallets w using (wallet_id)),
  array['credit true', 'trust false'], 'credit, which never goes below zero, and trust');
select is((fares.credit_accounts(:sacco_id, 'KES'))[2], :trust::bigint, 'the trust account of the SACCO''s fares');
select is(fares.credit_accounts(:sacco_id, 'KES'), fares.credit_accounts(:sacco_id, 'KES'), 'once');
select * from finish(); rollback;
