begin; select plan(3);
\ir ../fixtures/sacco.psql
update accounts.users set name_sealed = '\x02';
create function pg_temp.names(p_who text, p_saccos bigint[]) returns boolean language sql as $$
  select access.known_card(p_user_id => pg_temp.id(p_who), p_sacco_ids => p_saccos) ? 'name_sealed' $$;
select is(pg_temp.names('conductor', null), true, 'staff read a name');
select is(pg_temp.names('conductor', array[:sacco_id]), true, 'so does the SACCO of that person');
select is(pg_temp.names('conductor', array[:foreign_sacco_id]), false, 'another does not');
select finish(); rollback;
