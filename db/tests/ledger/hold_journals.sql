begin;
\ir ../fixtures/one_vehicle.psql
select plan(11);
create function pg_temp.fare(p_receipt text, p_cents bigint) returns bigint language sql as $$
  select (fares.post_fares(p_receipts => array[p_receipt], p_split_rule_ids => array[r.split_rule_id],
    p_amounts_cents => array[p_cents],
    p_paid_at => array[now()], p_business_on => array[date '2026-11-22'], p_channels => array['paybill'],
    p_payment_refs => array[null::text], p_payer_last3 => array[null::text]))[1] from fares.split_rules r $$;
select pg_temp.fare('QAA1', 150000) as big, pg_temp.fare('QAA2', 6000) as small \gset
select pg_temp.remember();
select is(ledger.hold_journals(p_journal_ids => array[:big], p_reason => 'not verified'), 150000::bigint,
  'all that it brought to anybody is held');
select results_eq(format('select sub_wallet_id, amount_cents from ledger.holds where journal_id = %s order by '
  'sub_wallet_id', :big),
  format('select sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = %s and amount_cents > 0 '
    'order by sub_wallet_id', :big),
  'pot by pot, our commission too');
select is(ledger.hold_journals(p_journal_ids => array[:big], p_reason => 'again'), 0::bigint,
  'a second time there is nothing to hold');
select is(pg_temp.changed(), 'ledger.holds', 'the book itself is as before');
select throws_ok(format($$ select pg_temp.move('out', %s, %s, 1765) $$, :fuel, :trust), 'LFF11', null,
  'what is held may not leave');
select lives_ok(format($$ select pg_temp.move('out', %s, %s, 1764) $$, :fuel, :trust), 'what is not, may');
select throws_ok(format($$ select pg_temp.move('out2', %s, %s, 100000) $$, :fuel, :trust), 'LFF10', null,
  'what is not there at all is another refusal');
select is(ledger.hold_journals(p_journal_ids => null, p_reason => 'nothing'), 0::bigint, 'no journals, no holds');
select is((select count(*) from ledger.holds where sub_wallet_id = :trust), 0::bigint,
  'the mirror at the operator holds nothing');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select throws_ok(format($$ select ledger.hold_journals(p_journal_ids => array[%s], p_reason => 'late') $$, :small),
  'LFF11', null, 'money that has left already can''t be held');
select finish();
rollback;
