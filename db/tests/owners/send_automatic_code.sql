begin; select plan(4);
\ir ../fixtures/vendors.psql
create function pg_temp.ask_code(p_owner text, p_floor text, p_to text default 'own') returns text language sql as $$
  select owners.send_automatic_code(sha256('owner'), p_owner, p_floor, p_to, sha256('code'), '\x01', null)
    ->> 'outcome' $$;
select is(pg_temp.ask_code(:'stranger_id', '500'), 'absent', 'only for themselves');
select is(array[pg_temp.ask_code(:'owner_id', 'x'), pg_temp.ask_code(:'owner_id', '500', 'x')],
  array['floor_wrong', 'destination_wrong'], 'what is wrong is said');
select is(pg_temp.ask_code(:'owner_id', '500'), 'sent', 'a code is sent');
select is((select o.payload ->> 'text' like '%kila jioni kwenda 07xx..126; KES 500%' from messaging.outbox o
  where o.key like 'code/%'), true, 'it says what for');
select * from finish(); rollback;
