-- The screens of a withdrawal: how much, what it costs, the code of the SMS. Source: docs/decisions/payouts.md.
create or replace function ussd.screen_payout(p_session ussd.ussd_sessions) returns text language plpgsql stable as $$
declare
  v_plan constant jsonb := p_session.context -> 'payout';
  v_args text[];
begin
  v_args := case p_session.state
    when 'payout' then array[messaging.money_text(p_cents =>
      (ussd.plan_payout(p_phone_hash => p_session.phone_hash, p_amount => '') ->> 'free_cents')::bigint)]
    when 'payout_confirm' then array[messaging.money_text(p_cents => (v_plan ->> 'amount_cents')::bigint),
      messaging.money_text(p_cents => (v_plan ->> 'fee_cents')::bigint),
      messaging.money_text(p_cents => (v_plan ->> 'total_cents')::bigint),
      case when (v_plan ->> 'needs_approval')::boolean
           then messaging.say(p_key => 'ussd_payout_second', p_lang => p_session.lang, p_args => '{}') else '' end]
    else array[messaging.money_text(p_cents => (v_plan ->> 'amount_cents')::bigint),
      config.setting(p_setting => 'ussd_code')] end;
  return messaging.say(p_key => 'ussd_' || p_session.state, p_lang => p_session.lang, p_args => v_args);
end $$;
comment on function ussd.screen_payout is 'The screen as text. Raises nothing.';
