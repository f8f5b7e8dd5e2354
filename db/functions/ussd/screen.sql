-- The text of the session's screen in its language; at most 160 GSM-7 characters (a test holds it to that).
create or replace function ussd.screen(p_session ussd.ussd_sessions, p_at timestamptz) returns text
language plpgsql stable as $$
declare
  c      jsonb := p_session.context;
  v_args text[];
begin
  case p_session.state
    when 'end'     then return c ->> 'last_words';
    when 'stage'   then return ussd.screen_stage(p_session => p_session);
    when 'waiting' then v_args := ussd.waiting_words(p_payment_ref => c ->> 'open');
    when 'repeat'  then v_args := array[c #>> '{last,vehicle,code}',
      ussd.ride_label(p_choices => c -> 'last', p_lang => p_session.lang),
      messaging.money_text(p_cents => (c #>> '{last,unit_cents}')::bigint * (c #>> '{last,seats}')::int),
      coalesce(c ->> 'hint', messaging.say(p_key => 'ussd_welcome_back', p_lang => p_session.lang, p_args => '{}'))];
      c := c - 'hint';   -- shown instead of the greeting
    when 'amount'  then v_args := array[c #>> '{vehicle,code}', c #>> '{vehicle,route}',
      messaging.money_text(p_cents => config.setting(p_setting => 'ussd_min_cents')::bigint),
      messaging.money_text(p_cents => config.setting(p_setting => 'ussd_max_cents')::bigint)];
    when 'seats'   then v_args := array[c #>> '{vehicle,code}',
      ussd.ride_label(p_choices => c - 'seats', p_lang => p_session.lang),
      messaging.money_text(p_cents => (c ->> 'unit_cents')::bigint)];
    when 'help'    then v_args := array[(select min(t.short_code) from mobile_money.tills t)];
    when 'dispute' then v_args := array[(select string_agg(format(E'\n%s %s %s, %s', n,
        messaging.money_text(p_cents => (f ->> 'cents')::bigint), f ->> 'code', f ->> 'at'), '' order by n)
      from jsonb_array_elements(c -> 'fares') with ordinality as t(f, n))];
    when 'dispute_why' then v_args := array[c #>> '{disputed,receipt}'];
    when 'claim'   then v_args := array[c ->> 'receipt'];
    when 'pin', 'pin_new', 'pin_again' then v_args := array[c #>> '{crew,code}'];
    else v_args := '{}';
  end case;
  return coalesce(c ->> 'hint' || E'\n', '') || case p_session.state
    when 'crew_menu' then ussd.screen_crew(p_session => p_session, p_at => p_at)
    when 'crew_list' then ussd.screen_crew(p_session => p_session, p_at => p_at)
    when 'payout' then ussd.screen_payout(p_session => p_session)
    when 'payout_confirm' then ussd.screen_payout(p_session => p_session)
    when 'payout_code' then ussd.screen_payout(p_session => p_session)
    when 'confirm' then ussd.screen_confirm(p_session => p_session, p_at => p_at)
    else messaging.say(
      p_key => 'ussd_' || case when p_session.state = 'waiting' and c ? 'doubtful' then 'doubtful'
        else p_session.state end,
      p_lang => p_session.lang, p_args => v_args) end;
end $$;
comment on function ussd.screen is 'The screen as text, a hint above it if there is one. Raises LFN50 (no such text).';
