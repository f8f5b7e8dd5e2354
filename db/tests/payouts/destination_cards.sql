begin; select plan(2);
\ir ../fixtures/payouts.psql
insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail, added_by,
  usable_from, removed_at)
select 'owner', :owner_id, 'paybill', l, '247247', '\x01', '4321', pg_temp.id('owner'), now() + interval '1 hour', r
  from (values ('Benki', null), ('Ya zamani', now())) v(l, r);
create function pg_temp.cards() returns jsonb language sql as $$
  select payouts.destination_cards('owner', (select owner_id from fleet.owners where name = 'Mama Njeri'),
    'Africa/Nairobi') $$;
select is(jsonb_array_length(pg_temp.cards()), 1, 'what was removed is not listed');
select is(pg_temp.cards() -> 0 ->> 'text' || ' ' || (pg_temp.cards() -> 0 ->> 'usable'), '247247 ..4321 false',
  'its number without what is secret; it waits');
select finish(); rollback;
