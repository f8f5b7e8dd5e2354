-- A second person agrees or does not; only now does anything change.
-- Source: issue 3, Roles (maker and checker); docs/decisions/roles-and-four-eyes.md, docs/decisions/crews-and-trips.md.
-- Locks: the proposal's row, so that of two
-- who decide at once one is second; then see access.apply_role_change (to let somebody in, its lock before anything is
-- looked at),
-- forget_proposed. Repeat: what was decided stays decided.
create or replace function access.decide_role_change(
  p_decided_by bigint,
  p_change_id  bigint,
  p_decision   text     -- approved or declined
) returns text
language plpgsql as $$
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
    -- Nobody is shut out between the look and the act.
    perform from access.roles r where r.role = 'finance' for no key update;
  end if;
  if v_change.state is distinct from 'proposed' then
    return coalesce(v_change.state, 'gone');
  elsif p_decision = 'approved' and (v_change.valid_to <= v_now
        -- Shut out anew since then: that takes a proposal of its own.
        or (v_change.kind = 'enable' and exists (select from accounts.users u where u.user_id = v_change.user_id
                                                              and u.disabled_at > v_change.made_at))) then
    return 'bad_time';
  end if;
  v_part := access.record_four_eyes(p_user_id => p_decided_by, p_part => 'checker', p_subject => 'access.role_changes:'
    || p_change_id);
  if v_part <> 'taken' then
    return v_part;
  end if;
  update access.role_changes c set state = p_decision, decided_by = p_decided_by, decided_at = v_now
   where c.change_id = p_change_id;
  if p_decision = 'approved' then
    perform access.apply_role_change(p_change => v_change, p_decided_by => p_decided_by);
  else
    perform access.forget_proposed(p_user_id => v_change.user_id);
  end if;
  return p_decision;
end $$;
comment on function access.decide_role_change is
  'Outcome approved, declined or withdrawn (also when it became so before), same_person (maker, or whom it '
  'concerns), gone (no such proposal) or bad_time (its time is over, or the person was shut out anew since it was '
  'made: it can only be declined). Raises LFV80 (neither approved nor declined), LFC75 (see '
  'access.apply_role_change).';
