begin; select plan(7);
\ir ../fixtures/payouts.psql
create function pg_temp.to_phone(p_kind text, p_party bigint) returns payouts.destinations language sql as $$
  select jsonb_populate_record(null::payouts.destinations, jsonb_build_object('party_kind', p_kind, 'party_id', p_party,
    'kind', 'phone', 'label', 'Benki', 'phone_hash', sha256('other'), 'phone_sealed', '\x01'::bytea, 'tail', '345')) $$;
create function pg_temp.add(p_digits text) returns text language sql as $$
  select payouts.add_destination(pg_temp.id('owner'), null, pg_temp.to_phone('owner',
    (select owner_id from fleet.owners where name = 'Mama Njeri')), sha256(p_digits::bytea)) $$;
select accounts.send_code(pg_temp.id('owner'), 'destination', null, '07xx..345', sha256('code'), '\x01', null)
  \g /dev/null
select is(pg_temp.add('guess'), 'code_wrong', 'a wrong code');
select is(pg_temp.add('code'), 'added', 'the right one');
select is(pg_temp.add('code'), 'code_wrong', 'once');
select ok((select usable_from > now() + interval '23 hours' from payouts.destinations), 'it waits a day');
select is(pg_temp.notified('destination/%'), array[pg_temp.id('owner')], 'who acts for the owner is told');
select destination_id as to_id from payouts.destinations \gset
select is((select outcome from payouts.plan(pg_temp.id('owner'), sha256('owner'), 'owner', :owner_id, '{}', '500',
  :'to_id')), 'cooling', 'nothing goes there yet');
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.add('code'), 'frozen', 'not after ZUIA');
select finish(); rollback;
