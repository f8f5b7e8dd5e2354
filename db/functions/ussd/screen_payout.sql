-- The screens of a withdrawal: for whom, how much, what it costs, the code of the SMS.
-- Source: docs/decisions/payouts.md.
create or replace function ussd.screen_payout(p_session ussd.ussd_sessions) returns text language plpgsql stable as $$
declare
  c      constant jsonb := p_session.context;
  v_plan constant jsonb := c -> 'payout';
  v_last constant int   := 5 * (c ->> 'page')::int;
  v_who  constant text  := ussd.party_label(p_party => c -> 'party', p_lang => p_session.lang);
  v_args text[];
begin
  v_args := case p_session.state
    when 'payout_party' then array[
      (select string_agg(format(E'\n%s %s', n - v_last + 5, ussd.party_label(p_party => p, p_lang => p_session.lang)),
                         '' order by n)
         from jsonb_array_elements(c -> 'parties') with ordinality t(p, n) where n between v_last - 4 and v_last)
      || case when jsonb_array_length(c -> 'parties') > v_last
              then E'\n6 ' || messaging.say(p_key => 'ussd_more_choice', p_lang => p_session.lang, p_args => '{}')
              else '' end]
    when 'payout' then array[messaging.money_text(p_cents =>
      (ussd.plan_payout(p_session => p_session, p_amount => '') ->> 'free_cents')::bigint), v_who]
    when 'payout_confirm' then array[messaging.money_text(p_cents => (v_plan ->> 'amount_cents')::bigint),
      messaging.money_text(p_cents => (v_plan ->> 'fee_cents')::bigint),
      messaging.money_text(p_cents => (v_plan ->> 'total_cents')::bigint),
      case when (v_plan ->> 'needs_approval')::boolean
           then messaging.say(p_key => 'ussd_payout_second', p_lang => p_session.lang, p_args => '{}') else '' end,
      v_who]
    else array[messaging.money_text(p_cents => (v_plan ->> 'amount_cents')::bigint),
      config.setting(p_setting => 'ussd_code')] end;
  return messaging.say(p_key => 'ussd_' || p_session.state, p_lang => p_session.lang, p_args => v_args);
end $$;
comment on function ussd.screen_payout is 'The screen as text. Raises nothing.';
