begin; select plan(4);
\ir ../fixtures/vendors.psql
select is((select array_agg(v ->> 'name') from jsonb_array_elements(ops.vendors(sha256('auditor')) -> 'open') v),
  array['Kencom Fuel', 'Fundi Mzuri'], 'staff see the vendors');
select is(ops.vendors(sha256('ops')) -> 'gone', '[]', 'and those that are gone');
select is(ops.vendors(sha256('owner')) ->> 'outcome', 'absent', 'nobody else does');
select is(pg_temp.refused(), 'ops pages', 'the refusal is noted');
select * from finish(); rollback;
