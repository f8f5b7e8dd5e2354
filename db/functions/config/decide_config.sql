-- Approves or declines a proposal, by a second person; what is approved happens now (config.apply_decision).
-- Source: docs/decisions/configuration.md. Locks: the proposal's row, so that of two who decide at once one is second,
-- then a payment's or vehicle's row, then what changes. Repeat: a decision stays.
create or replace function config.decide_config(
  p_decided_by bigint, p_change_id bigint, p_decision text,
  p_reason text default null   -- why it is declined; not kept of an approval
) returns text language plpgsql as $$
declare
  v_change   config.config_changes;
  v_validity text;
  v_part     text;
begin
  if p_decision is null or p_decision not in ('approved', 'declined') then
    raise exception 'approved or declined' using errcode = 'LFV98';
  end if;
  select c.* into v_change from config.config_changes c where c.change_id = p_change_id for update;
  -- A passenger who claims the payment meanwhile waits.
  perform from mobile_money.payments p
    where v_change.kind in ('assignment', 'reversal') and p.receipt = v_change.subject for no key update;
  perform from fleet.vehicles v where v_change.kind = 'transfer' and v.vehicle_id::text = v_change.subject
    for no key update;
  if v_change.state is distinct from 'proposed' then
    return coalesce(v_change.state, 'gone');
  elsif p_decision = 'approved' and v_change.value_before is distinct from config.config_value(
          p_kind => v_change.kind, p_subject => v_change.subject, p_phone_hash => v_change.phone_hash) then
    return 'stale';
  elsif p_decision = 'approved' then
    -- The bounds, or what stands in the way of an erasure, may have changed since it was proposed.
    v_validity := coalesce(case v_change.kind when 'erasure'
      then privacy.erasure_blockers(p_phone_hash => v_change.phone_hash) end, config.is_valid_config(
      p_kind => v_change.kind, p_subject => v_change.subject, p_value => v_change.value_after));
    if v_validity <> 'fits' then
      return v_validity;
    end if;
  elsif not messaging.is_reason(p_text => p_reason) then
    return 'no_real_reason';
  end if;
  v_part := access.record_four_eyes(p_decided_by, 'checker', 'config.config_changes:' || p_change_id);
  if v_part <> 'taken' then
    return v_part;
  end if;
  update config.config_changes c set state = p_decision, decided_by = p_decided_by, decided_at = clock_timestamp(),
         decision_reason = case p_decision when 'declined' then btrim(p_reason) end
   where c.change_id = p_change_id;
  if p_decision = 'approved' then
    perform config.apply_decision(p_change => v_change, p_decided_by => p_decided_by);
  end if;
  return p_decision;
end $$;
comment on function config.decide_config is 'Outcome approved, declined or withdrawn (also when it became so before), '
  'same_person (the maker), gone (no such proposal), no_real_reason (to decline: see messaging.is_reason); '
  'stale (it has changed since), bad_value or '
  'bad_vehicle_id (out of bounds by now), unfinished or holds_role (see privacy.erasure_blockers): it can only be '
  'declined or withdrawn. Raises LFV98 (neither approved nor declined), LFC76 (see config.apply_decision).';
