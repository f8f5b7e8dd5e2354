begin; select plan(21);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.fares(p_receipts text[], p_rules bigint[], p_cents bigint[]) returns bigint[] language sql as $$
  select fares.post_fares(p_receipts => p_receipts, p_split_rule_ids => p_rules, p_amounts_cents => p_cents,
  p_paid_at => array_fill(timestamptz '2026-11-22 23:59:30+03', n), p_business_on => array_fill(date '2026-11-23', n),
  p_channels => array_fill('ussd'::text, n), p_payment_refs => array_fill('p1'::text, n),
  p_payer_last3 => array_fill('126'::text, n)) from (select array[cardinality(p_receipts)] as n) x $$;
create function pg_temp.rule(p_vehicle_id bigint, p_bps int, p_fixed bigint) returns bigint language sql as $$
  select fares.set_split_rule(p_vehicle_id => p_vehicle_id, p_effective_from => now(),
  p_commission_bps => p_bps, p_commission_fixed_cents => p_fixed, p_purposes => array['fuel', 'profit'],
  p_shares_bps => array[5000, 5000], p_home_purpose => 'profit', p_made_by => 'test') $$;
-- The legs of one fare.
create function pg_temp.legs(p_receipt text, p_rule bigint, p_cents bigint) returns text language sql as $$
  select pg_temp.fares(array[p_receipt],
  array[p_rule], array[p_cents]); select array_agg(e.amount_cents order by e.line_no)::text
  from ledger.ledger_entries e join ledger.journals j using (journal_id) where j.reference = p_receipt $$;
select pg_temp.rule(:vehicle_id, 10000, 0) as all_ours,
  pg_temp.rule(:vehicle_id, 0, 0) as none_ours, pg_temp.rule(:vehicle_id, 0, 300) as fixed \gset
select pg_temp.remember();
select pg_temp.fares(array['QAA1', 'QAA2'],
  array[:split_rule_id, :split_rule_id]::bigint[], array[6000, 100]) as ids \gset
select is(cardinality(:'ids'::bigint[]), 2, 'each fare has its journal');
select
  results_eq(format('select line_no::int, sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = '
    '%s order by line_no', (:'ids'::bigint[])[1]), format($$select * from (values (1, %s::bigint, -6000::bigint),
    (2, %s, 120)) v union all select (n + 2)::int, s, c from fares.split_rules r, unnest(r.sub_wallet_ids,
    array[1764, 294, 588, 1176, 2058]::bigint[]) with ordinality as p(s, c, n) where r.split_rule_id = %s order by 1$$,
    :trust, :commission, :split_rule_id), 'money goes from trust to our commission and the owner''s sub_wallets');
select results_eq($$select receipt, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at,
  business_on, channel, payment_ref, payer_last3 from fares.fares where receipt = 'QAA1'$$, format($$values ('QAA1',
    %s::bigint, %s::bigint, 6000::bigint, 120::bigint, timestamptz '2026-11-22 23:59:30+03', date '2026-11-23',
    'ussd', 'p1', '126')$$, :vehicle_id, :split_rule_id), 'the fare has its vehicle, rule, time and day');
select is((select (kind, reference, business_on, value_at)::text
    from ledger.journals where journal_id = (:'ids'::bigint[])[2]),
  (select ('fare', 'QAA2', date '2026-11-23', timestamptz '2026-11-22 23:59:30+03')::text), 'so has its journal');
select is((select sum(amount_cents)::bigint from ledger.ledger_entries
    where journal_id = (:'ids'::bigint[])[2] and amount_cents > 0), 100::bigint, 'a fare of KES 1 sums to KES 1');
select is(pg_temp.legs('QAB1', :all_ours, 500), '{-500,500}', '100 % commission has two legs, no empty ones');
select is(pg_temp.legs('QAB2', :none_ours, 500), '{-500,250,250}', '0 % commission has no leg for us');
select is(pg_temp.legs('QAB3', :fixed, 200), '{-200,200}', 'a fixed commission above the fare takes the fare');
select is((select commission_cents from fares.fares where receipt = 'QAB3'), 200::bigint, 'and no more');
select pg_temp.fares(array['QAB4'], array[:none_ours]::bigint[], array[1]) \g /dev/null
select is((select array_agg((e.amount_cents, e.sub_wallet_id) order by e.line_no)::text from ledger.ledger_entries e
    join fares.fares f using (journal_id) where f.receipt = 'QAB4'), (array[(-1::bigint, :trust::bigint),
    (1::bigint, :profit::bigint)])::text, 'a fare of one cent goes to the home purpose, in two legs');
select pg_temp.fares(array['QAB5', 'QAB6'], array[:all_ours, :none_ours]::bigint[], array[500, 500]) \g /dev/null
select is((select array_agg(commission_cents order by receipt) from fares.fares where receipt in ('QAB5', 'QAB6')),
  '{500,0}', 'in one batch each fare is split by its own rule');
select throws_ok(format('select pg_temp.fares(%L, %L, %L)', t.receipts, t.rules, t.cents), t.code, null, t.sentence)
  from (values ('{QAA1}', array[:split_rule_id], '{6000}', '23505', 'a receipt is posted once'),
  ('{QAA1}', array[:split_rule_id], '{7000}', 'LFC10', 'with another amount it is a contradiction'),
  ('{QAC1}', array[-1], '{6000}', 'P0002', 'without a rule nothing is posted'),
  ('{QAC1,QAC2}', array[:split_rule_id, :split_rule_id], '{6000,0}', '23514', 'a fare of zero is refused'))
  as t(receipts, rules, cents, code, sentence);
select is((select count(*)::int from fares.fares where receipt like 'QAC%'), 0, 'with its whole batch');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(), 'fares.fares ledger.journals ledger.ledger_entries', 'nothing else changed');
\ir ../fixtures/pots.psql
select pg_temp.fares(array['QAD1', 'QAD2', 'QAD3'], array[:pots_rule, :split_rule_id, :pots_rule]::bigint[],
  array[29000, 6000, 2000]) \g /dev/null
select is((select array_agg(e.amount_cents order by j.reference, e.line_no)::text from ledger.ledger_entries e
  join ledger.journals j using (journal_id) where j.reference in ('QAD1', 'QAD3')),
  '{-29000,29000,-2000,1000,1000}', 'pots are filled fare by fare, in the order of the batch');
select is(pg_temp.got(), '{30000,1000} of {30000,10000}', 'and written down once');
select is(pg_temp.changed(), 'audit.change_log fares.fares fares.pot_days fares.pots fares.split_rules ledger.journals '
  'ledger.ledger_entries ledger.sub_wallets', 'nothing else changed');
select finish(); rollback;
