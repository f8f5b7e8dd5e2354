-- The web turned something away before, or after, a door could write it down: a form that is not one of ours, an act
-- whose
-- second step is missing or old (that door raised, so nothing of it stayed). Stands with the owners' doors for
-- everybody who has pages.
-- Source: issue 3 (audit.changes covers refused acts); docs/decisions/sign-in.md,
-- docs/decisions/audit-log-and-alarms.md. Locks: as audit.note_refusal. Repeat: counted once more.
create or replace function account.note_refusal(
  p_why     text,    -- form (no word of ours in it, or sent from elsewhere) or step (second step missing or old)
  p_function    text,    -- which handler it was for, as in the table of doors
  p_address bytea,   -- keyed hash of the address it came from
  p_session bytea    -- sha256 of the session token, or null
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_who text := access.name_asker(p_session => p_session, p_address => p_address);
begin
  if (p_why in ('form', 'step') and p_function ~ '^[a-z]{2,12}\.[a-z_]{2,40}$') is not true then
    raise exception 'no such refusal' using errcode = 'LFN70';
  end if;
  perform audit.note_refusal(p_action => p_why || '_refused', p_subject => p_function,
                                p_after => case when v_who like 'address:%' then jsonb_build_object('from', v_who) end);
  return 'noted';
end $$;
comment on function account.note_refusal is
  'Always noted: form_refused or reauthentication_refused is counted. Raises LFN70 (no such reason, or not a door''s '
  'name).';
