begin; select plan(9);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_id text, p_before text default null) returns jsonb language sql as $$
  select owners.wallet(sha256(p_who::bytea), p_id, p_before => p_before, p_limit => 50, p_asof => null) $$;
select is(pg_temp.page('owner', :'fuel') ->> 'purpose', 'fuel', 'an owner sees their own sub_wallet');
select is(pg_temp.page('owner', :'fuel') -> 'rows', '[]', 'without entries yet');
select is(pg_temp.page('stranger', :'fuel'), '{"outcome": "absent"}', 'another owner''s sub_wallet is refused');
select is(pg_temp.page('owner', :'commission'), '{"outcome": "absent"}', 'so is ours');
select is(pg_temp.page('owner', '99999999999999999999999'), '{"outcome": "absent"}', 'like one that does not exist');
select throws_ok(format($$ select pg_temp.page('owner', %L, 'x') $$, :'fuel'), 'LFV66', null, 'a bad p_before isn''t');
select throws_ok(format($$ select pg_temp.page('owner', %L, '08.1') $$, :'fuel'), 'LFV66', null,
  'nor one that begins with zero');
select pg_temp.fare('QAA0000009', :split_rule_id, 150000, '2026-11-22 08:00') as big \gset
select is(pg_temp.page('owner', :'fuel') -> 'held', 'null', 'nothing of it is held');
select ledger.hold_journals(p_journal_ids => array[:big], p_reason => 'not verified');
select is(ledger.held_of(p_sub_wallet_ids => array[:fuel], p_horizon => '18446744073709551615') ->> 'cents', '44100',
  'held money shows once it is final');
select finish(); rollback;
