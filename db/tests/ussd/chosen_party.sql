begin; select plan(5);
\ir ../fixtures/owner_dials.psql
create function pg_temp.chosen(p_kind text, p_id bigint) returns text language sql as $$
  select (c.*)::text from ussd.chosen_party(jsonb_populate_record(pg_temp.own_screen('payout'), jsonb_build_object(
    'context', jsonb_build_object('party', jsonb_build_object('kind', p_kind, 'id', p_id))))) c $$;
select is(pg_temp.chosen('owner', :owner_id), format('(%s,owner,%s)', :owner_user_id, :owner_id), 'the owner');
select is(pg_temp.chosen('owner', :owner_id + 1), null, 'no owner of somebody else');
select is(pg_temp.chosen('sacco', :owner_id), null, 'no SACCO of the same number');
select is((select count(*) from ussd.chosen_party(pg_temp.on_screen('payout'))), 0::bigint, 'nobody for a passenger');
update access.role_grants set valid_to = clock_timestamp() where user_id = :owner_user_id;
select is(pg_temp.chosen('owner', :owner_id), null, 'nor once the role is gone');
select finish(); rollback;
