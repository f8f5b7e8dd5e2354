-- Somebody would like another limit. Written down with the reason; nothing changes yet.
-- Source: issue 3, Configuration; decision 0079. Locks: none. Repeat: open, while one waits for this setting.
create or replace function security.propose_setting(
  p_made_by bigint,
  p_setting text,
  p_value   text,
  p_reason  text
) returns text
language plpgsql as $$
declare
  v_now       text := security.setting(p_setting => p_setting);
  v_change_id bigint;
begin
  if v_now is null then
    return 'absent';
  elsif v_now = p_value then
    return 'same';
  elsif security.fits_setting(p_setting => p_setting, p_value => p_value) is not true then
    return 'bad_value';
  elsif length(btrim(p_reason)) between 3 and 200 is not true then
    return 'no_reason';
  end if;
  insert into security.setting_changes (setting, value_before, value_after, reason, made_by)
  values (p_setting, v_now, p_value, btrim(p_reason), p_made_by)
  on conflict (setting) where state = 'proposed' do nothing
  returning change_id into v_change_id;
  if v_change_id is null then
    return 'open';
  end if;
  perform security.take_duty(p_user_id => p_made_by, p_duty => 'maker', p_subject => 'security.setting_changes:' || v_change_id);
  return 'proposed';
end $$;
comment on function security.propose_setting(bigint, text, text, text) is
  'Outcome proposed, absent (no such setting), same (it is so already), bad_value, no_reason or open (another proposal waits). Raises nothing.';
