-- An operator hands somebody all that we hold about them.
-- Source: issue 3, export. Locks: as security.signed_in_user. Repeat: the same, and another row in the trail.
create or replace function ops.export_person(
  p_session    bytea,
  p_phone_hash bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
begin
  if not security.may(p_user_id => v_user_id, p_door => 'ops.export_person') then
    return security.refuse(p_door => 'ops.export_person', p_subject => 'security.phones');
  end if;
  perform security.require_fresh_step(p_session => p_session);
  perform audit.record_event(p_action => 'export_person', p_subject => 'security.phones',
    p_after => (select jsonb_strip_nulls(jsonb_build_object('last3', coalesce(f.phone_last3, u.phone_last3), 'user_id', u.user_id))
                  from (select p_phone_hash as asked) q left join security.phones f on f.phone_hash = q.asked left join security.users u on u.phone_hash = q.asked));
  return jsonb_build_object('outcome', 'found', 'held', security.held_about(p_phone_hash => p_phone_hash));
end $$;
comment on function ops.export_person(bytea, bytea) is
  'held: the document of security.held_about; {"outcome": "absent"} for who is no operator. Raises LFA60 (not signed in), LFA86 (second step too long ago).';
