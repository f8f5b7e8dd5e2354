begin;
\ir ../fixtures/one_vehicle.psql
select plan(5);
create function pg_temp.parsed(p_place int, p_receipt text, p_amount text) returns mobile_money.parsed_payment language sql as $$
  select mobile_money.parse_payment(pg_temp.incoming(p_receipt, p_amount, 'nobody', '20261123000001'), p_place, '2026-11-23 00:00:02+03') $$;
create temporary table posted as select p.* from mobile_money.tills t, mobile_money.post_to_suspense(
  p_messages => array[pg_temp.parsed(7, 'QAA0000001', '60'), pg_temp.parsed(3, 'QAA0000002', '0.01')], p_till => t, p_open_from => '2026-11-20') p where t.short_code = '400222';
insert into posted select p.* from mobile_money.tills t, mobile_money.post_to_suspense(array[pg_temp.parsed(9, 'QAA0000003', '60')], t, '2026-12-01') p where t.short_code = '400222';
select is((select string_agg(concat_ws(' ', place, reference, kind, business_on), ', ' order by place) from posted join ledger.journals using (journal_id) where place < 9),
  '3 QAA0000002 suspense 2026-11-23, 7 QAA0000001 suspense 2026-11-23', 'each message has its journal, on the market''s day');
select is((select business_on from posted join ledger.journals using (journal_id) where place = 9), date '2026-12-01', 'a closed day counts as the first open one');
select is(pg_temp.balance(:suspense), 12001::bigint, 'suspense has it');
select is((select array_agg(distinct e.sub_wallet_id) from ledger.ledger_entries e where amount_cents < 0), (select array[trust_sub_wallet_id] from mobile_money.tills), 'from the platform''s own trust account');
select is(pg_temp.changed(), 'ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish();
rollback;
