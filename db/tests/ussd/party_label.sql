begin; select plan(7);
\ir ../fixtures/owner_dials.psql
create function pg_temp.label(p_name text) returns text language sql as $$
  update fleet.owners set name = p_name;
  select ussd.party_label(pg_temp.party('owner'), 'sw') $$;
select is(pg_temp.label('Ng’ang’a Motors'), 'Ng''ang''a Motors', 'in letters of the GSM alphabet');
select is(pg_temp.label('Kawangware Motors 1'), 'Kawangwar..ors 1', 'both ends of a long name, which differ');
select is(pg_temp.label('A [B] Ж'), 'A ?B? ?', 'one letter for what has no form in it');
select is(ussd.party_label(jsonb_build_object('kind', 'sacco', 'id', :sacco_id), 'sw'), 'SACCO Test Line', 'a SACCO');
select is(ussd.party_label('{"kind": "user", "id": 1}', 'sw'), 'Sehemu ya crew', 'the crew''s part');
select is(ussd.party_label('{"kind": "user", "id": 1}', 'en'), 'Crew share', 'in the other language');
select is(ussd.party_label('{"kind": "owner", "id": 0}', 'sw'), null, 'nobody');
select finish(); rollback;
