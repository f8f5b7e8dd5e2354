begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
insert into fleet.owners (name) values ('Baba Otieno') returning owner_id as other \gset
create function pg_temp.open(p_kind text, p_sacco bigint, p_owner bigint, p_vehicle bigint, p_purposes text[])
  returns bigint[] language sql as $$ select ledger.open_sub_wallets(p_kind => p_kind, p_sacco_id => p_sacco,
  p_owner_id => p_owner, p_vehicle_id => p_vehicle, p_currency => 'KES', p_purposes => p_purposes) $$;
select pg_temp.remember();
select pg_temp.open('vehicle', :sacco_id, :other, :vehicle_id, array['profit', 'fuel']) as ids \gset
select is((select array_agg(s.purpose order by p.ordinal) from unnest(:'ids'::bigint[])
    with ordinality as p(id, ordinal) join ledger.sub_wallets s on s.sub_wallet_id = p.id),
  array['profit', 'fuel'], 'sub_wallets come in the order asked for');
select is((select count(distinct wallet_id)::int from ledger.sub_wallets where sub_wallet_id = any (:'ids'::bigint[])),
  1, 'in one wallet');
select is(pg_temp.open('vehicle', :sacco_id, :other, :vehicle_id, array['fuel', 'crew', 'profit']) @> :'ids'::bigint[],
  true, 'known ones are returned, missing ones are opened');
select is((select row(count(*), bool_and(guarded))::text from ledger.sub_wallets s
    join ledger.wallets w using (wallet_id) where w.owner_id = :other), '(3,t)', 'there are three, all guarded');
select is((select bool_or(s.guarded) from ledger.sub_wallets s
    join ledger.wallets w using (wallet_id) where w.kind = 'trust'), false, 'a trust account is not guarded');
select is(pg_temp.open('trust', null, null, null, array['main']),
  (select array[trust_sub_wallet_id] from mobile_money.tills), 'the platform''s own is found by its nulls');
select isnt(pg_temp.open('vehicle', :sacco_id, :other, :vehicle_id, array['fuel']),
  array[:fuel]::bigint[], 'another owner of the same vehicle has other sub_wallets');
select throws_ok(format('select pg_temp.open(%L, %L, %L, %L, %L)', t.kind, t.sacco, t.owner, t.vehicle, t.purposes),
  '23514', null, t.sentence)
  from (values ('vehicle', :sacco_id, null, null, '{fuel}', 'a vehicle''s wallet without owner is refused'),
  ('commission', :sacco_id, :other, null, '{main}', 'a commission wallet with an owner is refused'),
  ('piggy', null, null, null, '{main}', 'an unknown kind is refused'),
  ('vehicle', :sacco_id, :other, :vehicle_id, '{Fuel money}', 'a purpose is a word')) as t(kind,
  sacco, owner, vehicle, purposes, sentence);
select is(pg_temp.changed(), 'ledger.sub_wallets ledger.wallets', 'nothing else changed');
select finish(); rollback;
