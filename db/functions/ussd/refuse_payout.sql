-- Says why a withdrawal can't be: above the same screen if another answer may mend it, else as the last words.
create or replace function ussd.refuse_payout(p_session ussd.ussd_sessions, p_outcome text)
returns ussd.ussd_sessions language plpgsql stable as $$
declare
  v_key  constant text := 'ussd_payout_' || p_outcome;
  v_help constant text := config.setting(p_setting => 'help_phone');
begin
  return case
    when p_outcome = 'code_wrong'
      or (p_session.state = 'payout' and p_outcome in ('amount_wrong', 'too_much', 'not_enough'))
      then ussd.hint(p_session => p_session, p_key => v_key, p_args => '{}')
    when p_session.state = 'payout' and p_outcome = 'too_little'
      then ussd.hint(p_session => p_session, p_key => v_key, p_args => array[
        messaging.money_text(p_cents => config.setting(p_setting => 'payout_min_cents')::bigint)])
    when p_outcome in ('not_enough', 'already_pending', 'code_spent')
      then ussd.finish(p_session => p_session, p_key => v_key, p_args => '{}')
    when p_outcome = 'over_cap'
      then ussd.finish(p_session => p_session, p_key => v_key, p_args => array[
        messaging.money_text(p_cents => accounts.daily_cap_cents(p_session => '\x', p_cap => 'payout_cap'))])
    when p_outcome in ('frozen', 'too_fast')
      then ussd.finish(p_session => p_session, p_key => v_key, p_args => array[v_help])
    else ussd.finish(p_session => p_session, p_key => 'ussd_payout_refused', p_args => array[v_help]) end;
end $$;
comment on function ussd.refuse_payout is 'The session with a hint, or at its end. Raises nothing.';
