-- Somebody would like something configured otherwise. Written down with the reason; nothing changes yet.
-- Source: issue 3, Configuration; decisions 0079 and 0080. Locks: none. Repeat: open, while one waits for this subject.
create or replace function security.propose_config(
  p_made_by    bigint,
  p_kind       text,    -- setting, limit, retention or pilot
  p_subject    text,    -- as in security.config_changes
  p_phone_hash bytea,   -- of a SIM in the pilot; else null
  p_value      jsonb,   -- as security.config_value says it, as typed
  p_reason     text
) returns text
language plpgsql as $$
declare
  v_now       jsonb := security.config_value(p_kind => p_kind, p_subject => p_subject, p_phone_hash => p_phone_hash);
  v_fits      text := security.fits_config(p_kind => p_kind, p_subject => p_subject, p_value => p_value);
  v_change_id bigint;
begin
  if v_now is null or v_fits is null then
    return 'absent';
  elsif v_now = p_value then
    return 'same';
  elsif v_fits <> 'fits' then
    return v_fits;
  elsif length(btrim(p_reason)) between 3 and 200 is not true then
    return 'no_reason';
  end if;
  insert into security.config_changes (kind, subject, phone_hash, value_before, value_after, reason, made_by)
  values (p_kind, p_subject, p_phone_hash, v_now, p_value, btrim(p_reason), p_made_by)
  on conflict (kind, subject, phone_hash) where state = 'proposed' do nothing
  returning change_id into v_change_id;
  if v_change_id is null then
    return 'open';
  end if;
  perform security.take_duty(p_user_id => p_made_by, p_duty => 'maker', p_subject => 'security.config_changes:' || v_change_id);
  return 'proposed';
end $$;
comment on function security.propose_config(bigint, text, text, bytea, jsonb, text) is
  'Outcome proposed, absent (no such thing to configure), same (it is so already), bad_value, bad_burst, bad_refill, bad_days (see security.fits_config), no_reason or open (another proposal waits). Raises nothing.';
