begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select is(fares.wallet_rules((pg_temp.rule()).pot_wallet_id), array[:split_rule_id, :pots_rule]::bigint[],
  'every rule that paid into it');
select is(fares.wallet_rules(-1), null, 'none of no wallet');
select finish(); rollback;
