-- Exports all that we hold about a person. Source: docs/decisions/privacy-and-keys.md. Locks: as
-- accounts.signed_in_user. Repeat: the same, and another row in the audit log.
create or replace function ops.export_person(p_session bytea, p_phone_hash bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.export_person') then
    return access.refuse(p_function => 'ops.export_person', p_subject => 'privacy.phones');
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  perform audit.record_event(p_action => 'export_person', p_subject => 'privacy.phones',
    p_after => (select jsonb_strip_nulls(jsonb_build_object('last3', coalesce(f.phone_last3, u.phone_last3),
                                                            'user_id', u.user_id))
                  from (select p_phone_hash as phone_hash) q
                  left join privacy.phones f using (phone_hash) left join accounts.users u using (phone_hash)));
  return jsonb_build_object('outcome', 'found', 'held', privacy.personal_data(p_phone_hash => p_phone_hash));
end $$;
comment on function ops.export_person is
  'held: the document of privacy.personal_data; {"outcome": "absent"} when not allowed. Raises LFA60, LFA86.';
