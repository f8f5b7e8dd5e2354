begin;
\ir ../fixtures/signed_in.psql
select plan(9);
create function pg_temp.page(p_who text, p_id text, p_before text default null) returns jsonb language sql as $$
  select owners.wallet(p_session => sha256(p_who::bytea), p_sub_wallet_id => p_id, p_before => p_before,
    p_asof => null) $$;
select is(pg_temp.page('owner', :'fuel') ->> 'purpose', 'fuel', 'a pot of one''s own');
select is(pg_temp.page('owner', :'fuel') -> 'rows', '[]', 'with no entries yet');
select is(pg_temp.page('stranger', :'fuel'), '{"outcome": "absent"}', 'a stranger''s pot');
select is(pg_temp.page('owner', :'commission'), '{"outcome": "absent"}', 'or ours');
select is(pg_temp.page('owner', '99999999999999999999999'), '{"outcome": "absent"}',
  'is answered like one that does not exist');
select throws_ok(format($$ select pg_temp.page('owner', %L, 'x') $$, :'fuel'), 'LFV66', null,
  'a place in the list is one that we printed');
select throws_ok(format($$ select pg_temp.page('nobody', %L) $$, :'fuel'), 'LFA60', null,
  'without a session there is nothing at all');
select (fares.post_fares(p_receipts => array['QAA0000009'], p_split_rule_ids => array[:split_rule_id],
  p_amounts_cents => array[150000], p_paid_at => array[now()],
  p_business_on => array[date '2026-11-22'], p_channels => array['paybill'], p_payment_refs => array[null::text],
    p_payer_last3 => array[null::text]))[1] as big \gset
select is(pg_temp.page('owner', :'fuel') -> 'held', 'null', 'nothing of it is held');
select ledger.hold_journals(p_journal_ids => array[:big], p_reason => 'not verified');
select is(ledger.held_of(p_sub_wallet_ids => array[:fuel], p_horizon => '18446744073709551615') ->> 'cents', '44100',
  'what is held shows once it is final');
select finish();
rollback;
