begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select is(loyalty.sub_wallet('commission', :sacco_id, 'KES'), :commission::bigint, 'one that is there');
select loyalty.sub_wallet('loyalty', :sacco_id, 'KES') as made \gset
select is((select guarded from ledger.sub_wallets where sub_wallet_id = :made), true,
  'what is set aside for points never goes below zero');
select is(loyalty.sub_wallet(null, :sacco_id, 'KES'), null, 'of no kind none');
select * from finish(); rollback;
