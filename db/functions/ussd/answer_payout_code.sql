-- Screen payout_code: verifies the six digits of the SMS and sends the money to this phone. Wrong ones are counted.
-- Locks: see payouts.request; a role that was revoked while this waited undoes everything. Repeat: a code is right
-- once, and the same withdrawal is refused while one waits. Source: docs/decisions/payouts.md.
create or replace function ussd.answer_payout_code(p_session ussd.ussd_sessions, p_key text)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_plan  constant jsonb := p_session.context -> 'payout';
  v_for   record;
  v_made  jsonb;
begin
  if p_key !~ '^[0-9]{6}$' or p_session.context #>> '{code,typed_hash}' is null then
    return ussd.hint(p_session => p_session, p_key => 'ussd_payout_code_digits', p_args => '{}');
  end if;
  select * into v_for from ussd.chosen_party(p_session => p_session);
  if v_for.user_id is null then
    return ussd.refuse_payout(p_session => p_session, p_outcome => 'absent');
  end if;
  perform audit.name_actor(p_user_id => v_for.user_id);
  v_made := payouts.request(p_user_id => v_for.user_id, p_session => '\x', p_device => null,
    p_party_kind => v_for.party_kind, p_party_id => v_for.party_id, p_purposes => '{}',
    p_amount => v_plan ->> 'amount', p_destination => 'own',
    p_code_hash => decode(p_session.context #>> '{code,typed_hash}', 'hex'));
  if not exists (select from ussd.chosen_party(p_session => p_session)) then
    raise exception 'the permission ended while this waited' using errcode = 'LFA61';
  end if;
  return case when v_made ->> 'outcome' in ('requested', 'approved', 'queued')
    then ussd.finish(p_session => p_session, p_key => 'ussd_payout_' || (v_made ->> 'outcome'),
      p_args => array[messaging.money_text(p_cents => (v_plan ->> 'amount_cents')::bigint),
                      messaging.money_text(p_cents => (v_plan ->> 'fee_cents')::bigint)])
    else ussd.refuse_payout(p_session => p_session, p_outcome => v_made ->> 'outcome') end;
end $$;
comment on function ussd.answer_payout_code is
  'The session at its end, or on this screen with a hint. Raises LFA61, LFF10, LFF11 (the '
  'money left meanwhile).';
