begin;
\ir ../fixtures/one_vehicle.psql
select plan(5);
create function pg_temp.parsed(p_place int, p_receipt text, p_amount text) returns mobile_money.parsed_payment
  language sql as $$
  select mobile_money.parse_payment(pg_temp.incoming(p_receipt, p_amount, 'nobody', '20261123000001'), p_place,
    '2026-11-23 00:00:02+03') $$;
create function pg_temp.post(p_payments mobile_money.parsed_payment[], p_open_from date)
  returns table (place int, journal_id bigint) language sql as $$
  select p_payments[n].place,
    (mobile_money.post_to_suspense(p_payments => p_payments, p_till => t, p_open_from => p_open_from))[n]
    from mobile_money.tills t, generate_subscripts(p_payments, 1) n where t.short_code = '400222' $$;
create temporary table posted as select *
  from pg_temp.post(array[pg_temp.parsed(7, 'QAA0000001', '60'), pg_temp.parsed(3, 'QAA0000002', '0.01')],
  '2026-11-20');
insert into posted select * from pg_temp.post(array[pg_temp.parsed(9, 'QAA0000003', '60')], '2026-12-01');
select is((select string_agg(concat_ws(' ', place, reference, kind, business_on), ', ' order by place) from posted
  join ledger.journals using (journal_id) where place < 9),
  '3 QAA0000002 suspense 2026-11-23, 7 QAA0000001 suspense 2026-11-23',
    'each message has its journal, on the market''s day');
select is((select business_on from posted join ledger.journals using (journal_id) where place = 9), date '2026-12-01',
  'a closed day counts as the first open one');
select is(pg_temp.balance(:suspense), 12001::bigint, 'suspense has it');
select is((select array_agg(distinct e.sub_wallet_id) from ledger.ledger_entries e where amount_cents < 0),
  (select array[trust_sub_wallet_id] from mobile_money.tills), 'from the platform''s own trust account');
select is(pg_temp.changed(), 'ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish();
rollback;
