begin; select plan(11);
\ir ../fixtures/sacco.psql
create function pg_temp.register(p_name text, p_phone text, p_sacco text default 'Test Line', p_party text default
  'sacco',
  p_by text default 'admin') returns text language sql as $$
  select fleet.register_owner(pg_temp.id(p_by), (select sacco_id from fleet.saccos where name = p_sacco),
    jsonb_build_object('name', p_name, 'phone_hash', encode(sha256(p_phone::bytea), 'hex'), 'phone_sealed', '01',
      'last3', '126', 'id_number_sealed', '02'), p_party) ->> 'outcome' $$;
select is(pg_temp.register('Jane Wanjiku', 'one'), 'registered', 'an owner is registered');
select is(pg_temp.register('Jane Wanjiku', 'two'), 'registered', 'another of the same name has another phone');
select is(pg_temp.register('jane  wanjiku', 'one'), 'known', 'a phone is one owner');
select is(pg_temp.register('Somebody', 'one', 'Foreign Line'), 'other_name',
  'a SACCO does not learn whose a phone is');
select is(pg_temp.register('Somebody', 'one', 'Foreign Line', 'staff'), 'known', 'staff may');
select is(pg_temp.register(' ', 'three'), 'name_wrong', 'a name is needed');
select is((select count(*) from access.role_changes where role = 'owner' and state = 'proposed'), 2::bigint,
  'each is proposed for the owner''s role, once');
select is((select count(*) from fleet.sacco_memberships where sacco_id = :sacco_id and valid_to is null
  and owner_id > :stranger_id), 2::bigint, 'and belongs to the SACCO');
update access.role_changes c set state = 'withdrawn', decided_at = now() where c.role = 'owner';
select is(pg_temp.register('Jane Wanjiku', 'one'), 'known', 'typed again after finance has declined');
select is((select array_agg(c.scope_id) from access.role_changes c where c.role = 'owner' and c.state = 'proposed'),
  (select array_agg(o.owner_id) from fleet.owners o where o.phone_hash = sha256('one')),
  'this owner is proposed again: nobody can sign in for them yet');
select is(pg_temp.register('Jane Wanjiku', 'one') || (select count(*) from access.role_changes c
  where c.role = 'owner' and c.state = 'proposed'), 'known1', 'once');
select finish(); rollback;
