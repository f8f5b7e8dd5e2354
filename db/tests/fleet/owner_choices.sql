begin; select plan(3);
\ir ../fixtures/sacco.psql
insert into fleet.owners (name, phone_hash, phone_sealed, phone_last3)
  values ('Mama Njeri', sha256('another'), '\x01', '777') returning owner_id as twin_id \gset
insert into fleet.sacco_memberships (sacco_id, owner_id) values (:sacco_id, :twin_id);
create function pg_temp.choose(p_find text) returns text language sql as $$
  select string_agg(concat_ws(' ', c ->> 'name', c ->> 'last3', c ->> 'plates'), ', ') from jsonb_array_elements(
    fleet.owner_choices((select sacco_id from fleet.saccos where name = 'Test Line'), p_find, 50)) c $$;
select is(pg_temp.choose('njeri'), 'Mama Njeri KZZ 001A, Mama Njeri 777', 'two of one name are told apart');
select is(pg_temp.choose('777'), 'Mama Njeri 777', 'by the digits of the phone');
select is(pg_temp.choose('zz 001'), 'Mama Njeri KZZ 001A', 'or by the plate');
select finish(); rollback;
