-- Reads the value in force. A proposal remembers it, so that nobody approves a change of an outdated value.
create or replace function config.config_value(
  p_kind       text,    -- as in config.config_changes
  p_subject    text,    -- as in config.config_changes
  p_phone_hash bytea    -- of a SIM in the pilot or a person; else null
) returns jsonb language sql stable as $$
  select case p_kind
    when 'setting' then (select jsonb_build_object('value', s.value) from config.settings s where s.setting = p_subject)
    when 'limit' then (select jsonb_build_object('burst', l.burst::text, 'refill_ms', l.refill_ms::text)
                         from config.rate_limits l where l.limit_name || ',' || l.per = p_subject)
    when 'retention' then (select jsonb_build_object('keep_days', r.keep_days::text)
                             from privacy.retention_periods r where r.kind = p_subject)
    when 'gate' then (select jsonb_build_object('green_bound', g.green_bound::text, 'alarm_bound', g.alarm_bound::text)
                        from gates.gates g where g.gate = p_subject)
    when 'pilot' then jsonb_build_object('listed',
      case when exists (select from fleet.pilot_list(p_at => clock_timestamp()) l
                         where l.subject = p_subject and l.phone_hash is not distinct from p_phone_hash)
           then 'yes' else 'no' end)
    when 'assignment' then (select jsonb_build_object('vehicle_id', p.vehicle_id::text) from mobile_money.payments p
                             where p.receipt = p_subject and p.state <> 'posted')
    when 'transfer' then (select jsonb_build_object('owner_id', o.owner_id::text)
                            from fleet.vehicles v join fleet.vehicle_owners o using (vehicle_id)
                           where v.vehicle_id::text = p_subject and v.state <> 'closed' and o.valid_to is null)
    when 'reversal' then (select jsonb_build_object('taken_back', case when p.state = 'reversed' or exists (
        select from ledger.journals j where j.kind = 'operator_reversal'
          and j.reference like any (array[p.receipt || '/%', p.receipt || '-2/%']))
      then 'yes' else 'no' end) from mobile_money.payments p where p.receipt = p_subject)
    when 'erasure' then jsonb_build_object('erased',
      case when privacy.preview_erasure(p_phone_hash => p_phone_hash) -> 'blockers' ? 'unknown'
           then 'yes' else 'no' end)
    when 'payout' then (select jsonb_build_object('result', p.state, 'receipt', '', 'paid_at', '')
                          from payouts.payouts p where p.payout_ref = p_subject and p.state = 'unknown')
  end
$$;
comment on function config.config_value is
  '{value}, {burst, refill_ms}, {keep_days}, {green_bound, alarm_bound}, {listed: yes or no}, {vehicle_id}, '
  '{taken_back: yes or no}, {owner_id} (of a vehicle that is not closed), {erased: yes or no} or {result, receipt, '
  'paid_at}, all texts; null if unknown. Raises nothing.';
