-- Counts a request that the web refused: a form that is not ours, or an action without fresh re-authentication (there
-- the API function raised, so nothing of it is stored). Every actor with pages calls it. Locks: as audit.note_refusal.
-- Repeat: counted once more. Source: docs/decisions/sign-in.md, docs/decisions/audit-log-and-alarms.md.
create or replace function account.note_refusal(
  p_why      text,    -- form (without our token, or from another site) or reauthentication (missing or old)
  p_function text,    -- the route's endpoint
  p_address  bytea,   -- keyed hash of the address it came from
  p_session  bytea    -- sha256 of the session token, or null
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_who text := access.name_asker(p_session => p_session, p_address => p_address);
begin
  if (p_why in ('form', 'reauthentication') and p_function ~ '^[a-z]{2,12}\.[a-z_]{2,40}$') is not true then
    raise exception 'unknown reason or endpoint of a refusal' using errcode = 'LFN70';
  end if;
  perform audit.note_refusal(p_action => p_why || '_refused', p_subject => p_function,
    p_after => case when v_who like 'address:%' then jsonb_build_object('from', v_who) end);
  return 'noted';
end $$;
comment on function account.note_refusal is 'Always noted. Raises LFN70 (unknown reason, or not an endpoint''s name).';
