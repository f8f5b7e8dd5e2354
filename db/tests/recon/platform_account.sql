begin; select plan(3);
\ir ../fixtures/recon.psql
select recon.platform_account('trust', 'bank', 'KES') as bank \gset
select is((select (w.kind, w.sacco_id, s.purpose, s.guarded)::text from ledger.sub_wallets s join ledger.wallets w
  using (wallet_id) where s.sub_wallet_id = :bank), '(trust,,bank,f)', 'the platform''s own account is opened');
select is(recon.platform_account('trust', 'bank', 'KES'), :bank::bigint, 'once');
select is(recon.platform_account('trust', 'main', 'KES'),
  (select trust_sub_wallet_id from mobile_money.tills where short_code = '400222'),
    'the trust account is the PayBill''s');
select finish(); rollback;
