begin; select plan(9);
\ir ../fixtures/account_statements.psql
create function pg_temp.statement(p_ids bigint[], p_from date, p_to date) returns jsonb language sql as $$
  select fares.account_statement(p_sub_wallet_ids => p_ids, p_owner_ids => array(select owner_id from fleet.owners),
    p_from => p_from, p_to => p_to, p_horizon => '18446744073709551615') $$;
create function pg_temp.sums(p_statement jsonb) returns text language sql as $$
  select concat_ws(' ', p_statement ->> 'opening_cents', p_statement ->> 'gross_cents', p_statement ->> 'fee_cents',
    p_statement ->> 'in_cents', p_statement ->> 'moved_cents', p_statement ->> 'closing_cents') $$;
select is(pg_temp.sums(pg_temp.statement(:'pots', '2026-11-20', '2026-11-20')), '0 6000 -120 5880 0 5880', 'a day');
select is(pg_temp.sums(pg_temp.statement(:'pots', '2026-11-21', '2026-11-21')), '5880 12050 -241 11809 -3500 14189',
  'the next one opens with what the first left');
select is(pg_temp.sums(pg_temp.statement(:'pots', '2026-11-16', '2026-11-22')), '0 18050 -361 17689 0 17689',
  'a week: what left has come back');
select is(pg_temp.statement(:'pots', '2026-11-21', '2026-11-21') -> 'classes',
  '{"payout": -3000, "payout_fee": -500}', 'what left, by class');
select is(pg_temp.statement(:'pots', '2026-11-21', '2026-11-21') -> 'purposes' -> 0, jsonb_build_object('plate', null,
  'owner', null, 'sub_wallet_id', null, 'purpose', 'fuel', 'opening_cents', 1764, 'in_cents', 3543, 'moved_cents', -400,
  'closing_cents', 4907), 'each pot has the same equation');
select is((select array_agg(k || ':' || jsonb_array_length(pg_temp.statement(:'pots', '2026-11-21', '2026-11-21') -> k))
            from unnest(array['purposes', 'vehicles', 'sub_wallets']) k), array['purposes:5', 'vehicles:1',
              'sub_wallets:5'],
  'by purpose, by vehicle, and each');
select is((pg_temp.statement(:'pots', '2026-11-22', '2026-11-22') ->> 'closing_cents')::bigint
  - (pg_temp.statement(:'pots', '2026-11-22', '2026-11-22') ->> 'kept_cents')::bigint,
  pg_temp.balance(:sacco_sub_wallet),
  'what is the SACCO''s is not the owner''s to keep');
select is((select sum(pg_temp.balance(p)) from unnest(:'pots'::bigint[]) p)::text,
  pg_temp.statement(:'pots', '2026-11-22', '2026-11-22') ->> 'closing_cents',
  'today''s closing balance is the ledger''s');
select is(pg_temp.statement('{}', '2026-11-21', '2026-11-21') ->> 'closing_cents', '0', 'no account, nothing');
select finish(); rollback;
