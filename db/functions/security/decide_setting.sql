-- A second person agrees or does not; only now does the limit change.
-- Source: issue 3, Configuration; decision 0079. Locks: the proposal's row, then the setting's. Repeat: what was decided stays decided.
create or replace function security.decide_setting(
  p_decided_by bigint,
  p_change_id  bigint,
  p_decision   text     -- approved or declined
) returns text
language plpgsql as $$
declare
  v_change security.setting_changes;
  v_duty   text;
begin
  if p_decision is null or p_decision not in ('approved', 'declined') then
    raise exception 'approved or declined' using errcode = 'LFV98';
  end if;
  select c.* into v_change from security.setting_changes c where c.change_id = p_change_id for update;
  if v_change.state is distinct from 'proposed' then
    return coalesce(v_change.state, 'gone');
  elsif p_decision = 'approved' and security.setting(p_setting => v_change.setting) <> v_change.value_before then
    return 'stale';
  end if;
  v_duty := security.take_duty(p_user_id => p_decided_by, p_duty => 'checker', p_subject => 'security.setting_changes:' || p_change_id);
  if v_duty <> 'taken' then
    return v_duty;
  end if;
  update security.setting_changes c set state = p_decision, decided_by = p_decided_by, decided_at = clock_timestamp()
   where c.change_id = p_change_id;
  if p_decision = 'approved' then
    update security.settings s set value = v_change.value_after where s.setting = v_change.setting;
  end if;
  return p_decision;
end $$;
comment on function security.decide_setting(bigint, bigint, text) is
  'Outcome approved or declined (also when it was decided so before), same_person (the maker), gone (no such proposal) or stale (the setting changed since: it can only be declined). Raises LFV98 (neither approved nor declined).';
