-- The text of the session's screen in its language; at most 160 GSM-7 characters (a test holds it to that).
create or replace function ussd.screen(p_session ussd.ussd_sessions, p_at timestamptz) returns text
language plpgsql stable as $$
declare
  c      jsonb := p_session.context;
  v_args text[];
  v_six  text := case when p_session.state in ('start', 'repeat', 'help')
    then ussd.payout_choice(p_phone_hash => p_session.phone_hash, p_lang => p_session.lang) end;
begin
  if p_session.state in ('start', 'repeat') and not c ? 'hint' and fares.open_grace(p_at => p_at) is not null then
    c := c || jsonb_build_object('hint', messaging.say(p_key => 'ussd_grace', p_lang => p_session.lang,
                                                       p_args => '{}'));
  end if;
  case p_session.state
    when 'end'     then return c ->> 'last_words';
    when 'start'   then v_args := array[v_six];
    when 'owing'   then v_args := array[messaging.money_text(p_cents => (c #>> '{owed,cents}')::bigint),
      coalesce(c #>> '{owed,vehicle,code}', c #>> '{owed,vehicle,plate}')];
    when 'stage'   then return ussd.screen_stage(p_session => p_session);
    when 'waiting' then v_args := ussd.waiting_words(p_payment_ref => c ->> 'open');
    when 'repeat'  then v_args := array[c #>> '{last,vehicle,code}',
      ussd.ride_label(p_choices => c -> 'last', p_lang => p_session.lang),
      messaging.money_text(p_cents => (c #>> '{last,unit_cents}')::bigint * (c #>> '{last,seats}')::int),
      coalesce(c ->> 'hint', messaging.say(p_key => 'ussd_welcome_back', p_lang => p_session.lang, p_args => '{}')),
      v_six];
      c := c - 'hint';   -- shown instead of the greeting
    when 'amount'  then v_args := array[c #>> '{vehicle,code}', c #>> '{vehicle,route}',
      messaging.money_text(p_cents => config.setting(p_setting => 'ussd_min_cents')::bigint),
      messaging.money_text(p_cents => config.setting(p_setting => 'ussd_max_cents')::bigint)];
    when 'seats'   then v_args := array[c #>> '{vehicle,code}',
      ussd.ride_label(p_choices => c - 'seats', p_lang => p_session.lang),
      messaging.money_text(p_cents => (c ->> 'unit_cents')::bigint)];
    when 'help'    then v_args := array[(select min(t.short_code) from mobile_money.tills t), v_six];
    when 'dispute' then v_args := array[(select string_agg(format(E'\n%s %s %s, %s', n,
        messaging.money_text(p_cents => (f ->> 'cents')::bigint), f ->> 'code', f ->> 'at'), '' order by n)
      from jsonb_array_elements(c -> 'fares') with ordinality as t(f, n))];
    when 'dispute_why' then v_args := array[c #>> '{disputed,receipt}'];
    when 'move' then v_args := array[messaging.money_text(p_cents => (c #>> '{moved,cents}')::bigint),
      c #>> '{moved,code}', right(c #>> '{moved,at}', 5)];
    when 'move_sure' then v_args := array[messaging.money_text(p_cents => (c #>> '{moved,cents}')::bigint),
      c #>> '{moved,code}', c #>> '{move_to,code}', c #>> '{move_to,route}', c #>> '{move_to,plate}'];
    when 'claim'   then v_args := array[c ->> 'receipt'];
    when 'pin', 'pin_new', 'pin_again' then v_args := array[c #>> '{crew,code}'];
    else v_args := '{}';
  end case;
  if p_session.state = 'crew_list' then
    c := c - 'hint';   -- shown instead of the list's head
  end if;
  return coalesce(c ->> 'hint' || E'\n', '') || case
    when p_session.state ~ '^crew_' and p_session.state <> 'crew_code'
      then ussd.screen_crew(p_session => p_session, p_at => p_at)
    when p_session.state ~ '^payout' then ussd.screen_payout(p_session => p_session)
    when p_session.state = 'confirm' then ussd.screen_confirm(p_session => p_session, p_at => p_at)
    else messaging.say(
      p_key => 'ussd_' || case when p_session.state = 'waiting' and c ? 'doubtful' then 'doubtful'
        else p_session.state end,
      p_lang => p_session.lang, p_args => v_args) end;
end $$;
comment on function ussd.screen is 'The screen as text, a hint above it if there is one. Raises LFN50 (no such text).';
