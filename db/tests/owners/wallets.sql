begin; select plan(4);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_purpose text) returns jsonb language sql as $$
  select owners.wallets(p_session => sha256(p_who::bytea), p_purpose => p_purpose, p_asof => null) $$;
select is(jsonb_array_length(pg_temp.page('owner', '') -> 'rows'), 5, 'all sub_wallets of an owner');
select is(jsonb_path_query_array(pg_temp.page('owner', 'fuel'), '$.rows[*].plate'), '["KZZ 001A"]', 'or for a purpose');
select is(pg_temp.page('stranger', 'fuel'), '{"outcome": "absent"}', 'an owner without that purpose has none');
select is(pg_temp.refused(), 'ledger.sub_wallets:fuel', 'the refusal is counted');
select finish(); rollback;
