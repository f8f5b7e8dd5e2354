-- Screens payout (amount) and payout_confirm (1 sends the code by SMS). What can be mended is asked again; what can't
-- ends the session in words. Locks: see payouts.ask_code. Repeat: see accounts.send_code.
-- Source: docs/decisions/payouts.md.
create or replace function ussd.answer_payout(p_session ussd.ussd_sessions, p_key text) returns ussd.ussd_sessions
language plpgsql as $$
declare
  v_for  record;
  v_plan jsonb;
begin
  select * into v_for from ussd.chosen_party(p_session => p_session);
  if v_for.user_id is null then
    return ussd.refuse_payout(p_session => p_session, p_outcome => 'absent');
  end if;
  perform audit.name_actor(p_user_id => v_for.user_id);
  if p_session.state = 'payout' then
    v_plan := ussd.plan_payout(p_session => p_session, p_amount => p_key);
    return case v_plan ->> 'outcome'
      when 'fits' then ussd.forward(p_session => p_session, p_state => 'payout_confirm',
        p_choices => jsonb_build_object('payout', v_plan - 'legs'))
      else ussd.refuse_payout(p_session => p_session, p_outcome => v_plan ->> 'outcome') end;
  elsif p_key <> '1' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end if;
  v_plan := payouts.ask_code(p_user_id => v_for.user_id, p_session => '\x', p_device => null,
    p_party_kind => v_for.party_kind, p_party_id => v_for.party_id, p_purposes => null,
    p_amount => p_session.context #>> '{payout,amount}', p_destination => 'own',
    p_code_hash => decode(p_session.context #>> '{code,new_hash}', 'hex'),
    p_code_sealed => decode(p_session.context #>> '{code,new_sealed}', 'hex'));
  if not exists (select from ussd.chosen_party(p_session => p_session)) then
    raise exception 'the permission ended while this waited' using errcode = 'LFA61';
  end if;
  if v_plan ->> 'outcome' not in ('sent', 'too_often') then
    return ussd.refuse_payout(p_session => p_session, p_outcome => v_plan ->> 'outcome');
  end if;
  p_session := ussd.forward(p_session => p_session, p_state => 'payout_code', p_choices => '{}');
  return case v_plan ->> 'outcome' when 'sent' then p_session
    else ussd.hint(p_session => p_session, p_key => 'ussd_payout_code_kept', p_args => '{}') end;
end $$;
comment on function ussd.answer_payout is
  'The session on the next screen, on this one with a hint, or at its end. Raises LFA61.';
