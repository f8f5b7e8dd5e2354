-- Screen stage: a stage with its price, for one seat, within the menu's limit; the next page; or another amount.
create or replace function ussd.answer_stage(p_session ussd.ussd_sessions, p_key text) returns ussd.ussd_sessions
language plpgsql stable as $$
declare
  v_page  int := (p_session.context ->> 'page')::int;
  v_max   bigint := config.setting(p_setting => 'ussd_max_cents')::bigint;
  v_kind  text;
  v_quote jsonb;
begin
  select p.kind, p.quote into v_kind, v_quote
    from ussd.stage_list(p_quotes => p_session.context -> 'quotes', p_page => v_page) p where p.choice::text = p_key;
  if (v_quote ->> 'amount_cents')::bigint > v_max then
    return ussd.hint(p_session => p_session, p_key => 'ussd_too_much',
      p_args => array[messaging.money_text(p_cents => v_max)]);
  end if;
  return case v_kind
    when 'stage' then ussd.forward(p_session => p_session, p_state => 'confirm', p_choices => jsonb_build_object(
                        'stage', v_quote, 'unit_cents', v_quote -> 'amount_cents', 'seats', 1))
    when 'more' then ussd.forward(p_session => p_session, p_state => 'stage',
      p_choices => jsonb_build_object('page', v_page + 1))
    when 'amount' then ussd.forward(p_session => p_session, p_state => 'amount', p_choices => '{}')
    else ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}') end;
end $$;
comment on function ussd.answer_stage is
  'The session on screen seats, amount or the next page, or on the same page with a hint. Raises nothing.';
