-- Screens dispute (which fare) and dispute_why (what went wrong). Locks: see fares.open_dispute. Repeat: says that the
-- dispute is known. Source: docs/decisions/refunds.md.
create or replace function ussd.answer_dispute(p_session ussd.ussd_sessions, p_key text) returns ussd.ussd_sessions
language plpgsql as $$
declare
  v_fare    jsonb := case when p_key ~ '^[1-4]$' then p_session.context -> 'fares' -> (p_key::int - 1) end;
  v_outcome text;
begin
  if p_key !~ '^[1-4]$' or p_session.state = 'dispute' and v_fare is null then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  elsif p_session.state = 'dispute' then
    return ussd.forward(p_session => p_session, p_state => 'dispute_why',
                        p_choices => jsonb_build_object('disputed', v_fare));
  end if;
  v_fare := p_session.context -> 'disputed';
  v_outcome := fares.open_dispute(p_receipt => v_fare ->> 'receipt', p_phone_hash => p_session.phone_hash,
    p_why => (array['not_my_vehicle', 'paid_twice', 'not_carried', 'other'])[p_key::int], p_channel => 'ussd',
    p_opened_by => null);
  return ussd.finish(p_session => p_session,
    p_key => case v_outcome when 'opened' then 'ussd_dispute_opened' else 'ussd_dispute_known' end,
    p_args => array[v_fare ->> 'receipt', config.setting(p_setting => 'help_phone')]);
end $$;
comment on function ussd.answer_dispute is
  'The session on screen dispute_why, at its end, or on this screen with a hint. Raises nothing.';
