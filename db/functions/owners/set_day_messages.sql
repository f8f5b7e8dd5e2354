-- Sets whether a person gets the day's figures of the evening by SMS. Locks: their row. Repeat: changes nothing.
-- Source: docs/decisions/statements.md.
create or replace function owners.set_day_messages(
  p_session bytea,
  p_state   text     -- on or off
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.set_day_messages',
                                           p_scope_kind => 'owner');
begin
  if v_owner_ids = '{}' then
    return access.refuse(p_function => 'owners.set_day_messages', p_subject => 'owner pages');
  elsif p_state = 'off' then
    insert into fares.day_messages_off (user_id) values (v_user_id) on conflict (user_id) do nothing;
  elsif p_state = 'on' then
    delete from fares.day_messages_off f where f.user_id = v_user_id;
  else
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'owners.set_day_messages',
                                    p_scope_ids => v_owner_ids);
  return jsonb_build_object('outcome', 'messages_' || p_state);
end $$;
comment on function owners.set_day_messages is
  'Outcome messages_on, messages_off, unchanged (neither was asked for) or absent. Raises LFA60, LFA61.';
