begin; select plan(6);
\ir ../fixtures/payouts.psql
create function pg_temp.card(p_amount text, p_to text default 'own', p_purposes text default '') returns jsonb
  language sql as $$ select payouts.plan_card(pg_temp.id('owner'), sha256('owner'), 'owner',
    (select owner_id from fleet.owners where name = 'Mama Njeri'), p_purposes, p_amount, p_to) $$;
select is(pg_temp.card(null), null, 'without an amount no plan');
select pg_temp.card('1,000') as card \gset
select is((select jsonb_object_agg(k, :'card'::jsonb -> k) from unnest(array['outcome', 'amount_cents', 'fee_cents',
  'total_cents', 'amount', 'destination', 'destination_id', 'needs_approval']) k),
  '{"outcome": "fits", "amount_cents": 100000, "fee_cents": 500, "total_cents": 100500, "amount": "1000",
    "destination": "07xx..126", "destination_id": "own", "needs_approval": false}', 'amount, fee and destination');
select is(:'card'::jsonb -> 'legs', '[{"plate": "KZZ 001A", "purpose": "profit", "cents": 100500}]',
  'profit pays first');
select is((select sum((l ->> 'cents')::bigint) from jsonb_array_elements(pg_temp.card('', 'own', 'fuel') -> 'legs') l),
  132300::numeric - 0 - (132300 - 500) % 100, 'all of one pot, in whole shillings');
update payouts.velocity_limits set most_count = 1, most_cents = 100 where rule = 'person_day';
select is(pg_temp.card('500') -> 'limit', '{"most_count": 1, "most_cents": 100}', 'the figures of the broken rule');
update payouts.velocity_limits set most_count = 9, most_cents = 99999999 where rule = 'person_day';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select is(pg_temp.card('500') ->> 'pending_ref', :'ref', 'the same that waits is named');
select finish(); rollback;
