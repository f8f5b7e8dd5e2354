-- Measures one figure of gates.gates at a moment, from the rows of that moment. Source:
-- docs/decisions/audit-log-and-alarms.md.
create or replace function gates.measure(p_gate text, p_at timestamptz) returns gates.figure language sql stable as $$
  select case p_gate
    when 'trust_differs'     then gates.measure_trust_differs(p_at => p_at)
    when 'money_not_posted'  then gates.measure_money_not_posted(p_at => p_at)
    when 'callback_silence'  then gates.measure_callback_silence(p_at => p_at)
    when 'callback_failures' then gates.measure_callback_failures(p_at => p_at)
    when 'callback_delay'    then gates.measure_callback_delay(p_at => p_at)
    when 'ussd_completion'   then gates.measure_ussd_completion(p_at => p_at)
    when 'ussd_drops'        then gates.measure_ussd_drops(p_at => p_at)
    when 'receipts_late'     then gates.measure_receipts_late(p_at => p_at)
    when 'recon_unmatched'   then gates.measure_recon_unmatched(p_at => p_at)
    when 'oldest_break'      then gates.measure_oldest_break(p_at => p_at)
    when 'payout_delay'      then gates.measure_payout_delay(p_at => p_at)
    when 'payout_unknown'    then gates.measure_payout_unknown(p_at => p_at)
    when 'page_time'         then gates.measure_page_time(p_at => p_at)
    when 'page_weight'       then gates.measure_page_weight(p_at => p_at)
    when 'fare_margin'       then gates.measure_fare_margin(p_at => p_at)
    when 'cashless_share'    then gates.measure_cashless_share(p_at => p_at)
    when 'tally_variance'    then gates.measure_tally_variance(p_at => p_at)
    when 'archive_failing'   then gates.measure_archive_failing(p_at => p_at)
    when 'backup_age'        then gates.measure_backup_age(p_at => p_at)
  end
$$;
comment on function gates.measure is 'Its value, what the alarm looks at, and of how many cases. Raises nothing.';
