begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.post(p_receipts text[], p_amounts text[], p_open_from date) returns bigint[] language sql as $$
  select mobile_money.post_to_suspense(p_payments => mobile_money.parse_payments(array(
    select pg_temp.incoming(r, a, 'nobody', '20261123000001') from unnest(p_receipts, p_amounts) as u(r, a)),
    '2026-11-23 00:00:02+03'), p_till => t, p_open_from => p_open_from)
  from mobile_money.tills t where t.short_code = '400222' $$;
create function pg_temp.journals(p_ids bigint[]) returns text language sql as $$
  select string_agg(concat_ws(' ', j.reference, j.kind, j.business_on), ', ' order by i.n)
  from unnest(p_ids) with ordinality as i(id, n) join ledger.journals j on j.journal_id = i.id $$;
select is(pg_temp.journals(pg_temp.post(array['QAA0000002', 'QAA0000001'], array['0.01', '60'], '2026-11-20')),
  'QAA0000002 suspense 2026-11-23, QAA0000001 suspense 2026-11-23',
  'each message has its journal, on the market''s day');
select is(pg_temp.journals(pg_temp.post(array['QAA0000003'], array['60'], '2026-12-01')),
  'QAA0000003 suspense 2026-12-01', 'money of a closed day counts for the first open day');
select is(pg_temp.balance(:suspense), 12001::bigint, 'suspense has it');
select is((select array_agg(distinct e.sub_wallet_id) from ledger.ledger_entries e where amount_cents < 0),
  (select array[trust_sub_wallet_id] from mobile_money.tills), 'it comes from the platform''s own trust account');
select is(pg_temp.changed(), 'ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish(); rollback;
