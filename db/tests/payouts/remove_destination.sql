begin; select plan(3);
\ir ../fixtures/payouts.psql
create function pg_temp.to_phone(p_kind text, p_party bigint) returns payouts.destinations language sql as $$
  select jsonb_populate_record(null::payouts.destinations, jsonb_build_object('party_kind', p_kind, 'party_id', p_party,
    'kind', 'phone', 'label', 'Benki', 'phone_hash', sha256('other'), 'phone_sealed', '\x01'::bytea, 'tail', '345')) $$;
create function pg_temp.add(p_digits text) returns text language sql as $$
  select payouts.add_destination(pg_temp.id('owner'), null, pg_temp.to_phone('owner',
    (select owner_id from fleet.owners where name = 'Mama Njeri')), sha256(p_digits::bytea)) $$;
select accounts.send_code(pg_temp.id('owner'), 'destination', null, '07xx..345', sha256('code'), '\x01', null)
  \g /dev/null
select pg_temp.add('code') \g /dev/null
select destination_id::text as to_id from payouts.destinations \gset
select is(payouts.remove_destination('owner', array[0::bigint], :'to_id'), 'gone', 'not that of others');
select is(payouts.remove_destination('owner', array[:owner_id::bigint], :'to_id'), 'removed', 'removed');
select is(payouts.remove_destination('owner', array[:owner_id::bigint], :'to_id'), 'gone', 'once');
select finish(); rollback;
