-- A second person approves or declines a proposal about a person's role. Source: docs/decisions/roles-and-four-eyes.md,
-- docs/decisions/crews-and-trips.md. Locks: the proposal's row, so that of two who decide at once one is second; then
-- see access.apply_role_change and access.forget_proposed. To enable, the lock of apply_role_change comes before
-- anything is read. Repeat: a decision stays.
create or replace function access.decide_role_change(
  p_decided_by bigint, p_change_id bigint, p_decision text,
  p_reason text default null   -- why it is declined; not kept of an approval
) returns text language plpgsql as $$
declare
  v_change access.role_changes;
  v_now    timestamptz := clock_timestamp();
  v_part   text;
begin
  if p_decision is null or p_decision not in ('approved', 'declined') then
    raise exception 'approved or declined' using errcode = 'LFV80';
  end if;
  select c.* into v_change from access.role_changes c where c.change_id = p_change_id for update;
  if v_change.kind = 'enable' then
    -- Nobody can be disabled between the check and the change.
    perform from access.roles r where r.role = 'finance' for no key update;
  end if;
  if v_change.state is distinct from 'proposed' then
    return coalesce(v_change.state, 'gone');
  elsif p_decision = 'approved' and (v_change.valid_to <= v_now
        -- Disabled again since then: that takes another proposal.
        or (v_change.kind = 'enable' and exists (
              select from accounts.users u
               where u.user_id = v_change.user_id and u.disabled_at > v_change.made_at))) then
    return 'bad_time';
  elsif p_decision = 'declined' and not messaging.is_reason(p_text => p_reason) then
    return 'no_real_reason';
  end if;
  v_part := access.record_four_eyes(p_decided_by, 'checker', 'access.role_changes:' || p_change_id);
  if v_part <> 'taken' then
    return v_part;
  end if;
  update access.role_changes c set state = p_decision, decided_by = p_decided_by, decided_at = v_now,
         decision_reason = case p_decision when 'declined' then btrim(p_reason) end
   where c.change_id = p_change_id;
  if p_decision = 'approved' then
    perform access.apply_role_change(p_change => v_change, p_decided_by => p_decided_by);
  else
    perform access.forget_proposed(p_user_id => v_change.user_id);
  end if;
  return p_decision;
end $$;
comment on function access.decide_role_change is
  'Outcome approved, declined or withdrawn (also when it became so before), same_person (maker, or whom it concerns), '
  'gone (no such proposal), no_real_reason (to decline: see messaging.is_reason) or '
  'bad_time (its time is over, or the person was disabled again since it was made: it can '
  'only be declined). Raises LFV80 (neither approved nor declined), LFC75 (see access.apply_role_change).';
