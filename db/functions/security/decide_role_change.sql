-- A second person agrees or does not; only now does anything change.
-- Source: issue 3, Roles (maker and checker); decisions 0061, 0081. Locks: the proposal's row, so that of two
-- who decide at once one is second; a revocation also the lock of security.disable_person. Repeat: what was decided stays decided.
create or replace function security.decide_role_change(
  p_decided_by bigint,
  p_change_id  bigint,
  p_decision   text     -- approved or declined
) returns text
language plpgsql as $$
declare
  v_change security.role_changes;
  v_now    timestamptz := clock_timestamp();
  v_duty   text;
  v_could  boolean;
begin
  if p_decision is null or p_decision not in ('approved', 'declined') then
    raise exception 'approved or declined' using errcode = 'LFV80';
  end if;
  select c.* into v_change from security.role_changes c where c.change_id = p_change_id for update;
  if v_change.state is distinct from 'proposed' then
    return coalesce(v_change.state, 'gone');
  elsif p_decision = 'approved' and v_change.valid_to <= v_now then
    return 'bad_time';
  end if;
  v_duty := security.take_duty(p_user_id => p_decided_by, p_duty => 'checker', p_subject => 'security.role_changes:' || p_change_id);
  if v_duty <> 'taken' then
    return v_duty;
  end if;
  update security.role_changes c set state = p_decision, decided_by = p_decided_by, decided_at = v_now
   where c.change_id = p_change_id;
  if p_decision = 'approved' and v_change.act = 'grant' then
    insert into security.role_grants (user_id, role, scope_kind, scope_id, valid_from, valid_to, granted_by)
    values (v_change.user_id, v_change.role, v_change.scope_kind, v_change.scope_id,
            greatest(v_change.valid_from, v_now), v_change.valid_to, p_decided_by);
  elsif p_decision = 'approved' and v_change.act = 'enable' then
    perform security.enable_person(p_user_id => v_change.user_id);
  elsif p_decision = 'approved' then
    perform from security.roles r where r.role = 'finance' for no key update;
    v_could := security.somebody_decides(p_without => null);
    -- A grant that has not begun ends the moment it begins.
    update security.role_grants g set valid_to = greatest(v_now, g.valid_from + interval '1 microsecond')
     where g.grant_id = v_change.grant_id and (g.valid_to is null or g.valid_to > v_now);
    if v_could and not security.somebody_decides(p_without => null) then
      raise exception 'then nobody would be left to propose and to decide' using errcode = 'LFC75';
    end if;
  end if;
  return p_decision;
end $$;
comment on function security.decide_role_change(bigint, bigint, text) is
  'Outcome approved, declined or withdrawn (also when it became so before), same_person (maker, or whom it concerns), gone (no such proposal) or bad_time (its time is over: it can only be declined). Raises LFV80 (neither approved nor declined), LFC75 (a revocation after which no two people would be left to propose and decide).';
