begin; select plan(3);
\ir ../fixtures/signed_in.psql
insert into payouts.destinations (party_kind, party_id, kind, label, short_code, account_sealed, tail, added_by,
  usable_from) values ('owner', :owner_id, 'paybill', 'Bank', '247247', '\x01', '4321', pg_temp.id('owner'), now())
  returning destination_id as bank \gset
select is(payouts.standing_destination(pg_temp.id('owner'), :owner_id, 'own'), '07xx..126', 'the own phone');
select is(payouts.standing_destination(pg_temp.id('owner'), :owner_id, :'bank'), '247247 ..4321', 'their bank');
select is(array[payouts.standing_destination(pg_temp.id('owner'), :stranger_id, :'bank'),
  payouts.standing_destination(pg_temp.id('owner'), :owner_id, 'x')], array[null, null], 'not another''s');
select * from finish(); rollback;
