-- One page of stages with prices: "4628 Njia 46 / Nauli sasa (peak): / 1 Yaya 40 …".
create or replace function ussd.screen_stage(p_session ussd.ussd_sessions) returns text
language plpgsql stable as $$
declare
  v_lines text := (
    select string_agg(p.choice || ' ' || case p.kind
             when 'stage' then left(p.quote ->> 'name', 16) || ' '
               || messaging.money_text(p_cents => (p.quote ->> 'amount_cents')::bigint)
             else messaging.say(p_key => 'ussd_' || p.kind || '_choice', p_lang => p_session.lang, p_args => '{}') end,
             E'\n' order by p.choice)
      from ussd.stage_list(p_quotes => p_session.context -> 'quotes', p_page => (p_session.context ->> 'page')::int) p);
begin
  return messaging.say(p_key => 'ussd_stage', p_lang => p_session.lang, p_args => array[
    p_session.context #>> '{vehicle,code}', p_session.context #>> '{vehicle,route}',
    -- A hint replaces the line about the price.
    coalesce(p_session.context ->> 'hint',
             messaging.say(p_key => 'ussd_fare_' || (p_session.context ->> 'band'), p_lang => p_session.lang,
               p_args => '{}')),
    v_lines]);
end $$;
comment on function ussd.screen_stage is 'The stage list as text. Raises LFN50 (no such text).';
