begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000, 'paid') from unnest(array['ref1', 'ref2']) r \g /dev/null
create function pg_temp.move() returns bigint language sql as $$
  select privacy.rehash_phones(p_from => array[sha256('ref1'), sha256('ref2'), sha256('nobody')],
    p_to => array[sha256('new1'), sha256('new2'), sha256('new3')]) $$;
select is(pg_temp.move(), 2::bigint, 'known phones are moved');
select set_eq($$ select phone_hash from mobile_money.payment_intents $$, array[sha256('new1'), sha256('new2')],
  'with their rows');
select is(pg_temp.move(), 0::bigint, 'a second call moves nothing');
select throws_ok($$ select privacy.rehash_phones(array[sha256('new1')], array['\x00'::bytea]) $$, 'LFV96', null,
  'a hash must have 32 bytes');
select finish(); rollback;
