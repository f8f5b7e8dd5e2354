-- The confirm screen: how much, for which vehicle, where to, and M-Pesa's fee for the payer. It asks "pay again?" when
-- this SIM paid within a minute, or has a prompt that may have been paid.
create or replace function ussd.screen_confirm(p_session ussd.ussd_sessions, p_at timestamptz) returns text
language plpgsql stable as $$
declare
  v_vehicle jsonb  := p_session.context -> 'vehicle';
  v_seats   int    := (p_session.context ->> 'seats')::int;
  v_unit    bigint := (p_session.context ->> 'unit_cents')::bigint;
  v_fee     bigint := mobile_money.payer_fee_cents(p_amount_cents => v_unit * v_seats,
                                                   p_currency => v_vehicle ->> 'currency', p_at => p_at);
  v_paid    bigint := ussd.paid_lately(p_phone_hash => p_session.phone_hash, p_since => p_at - interval '60 seconds');
  v_warning text   := case when v_paid is null then 'ussd_maybe_paid' else 'ussd_paid_just_now' end;
begin
  v_paid := coalesce(v_paid, (mobile_money.doubtful_intent(p_phone_hash => p_session.phone_hash,
                                                           p_at => p_at)).amount_cents);
  return messaging.say(p_key => case when v_paid is null then 'ussd_confirm' else 'ussd_confirm_again' end,
    p_lang => p_session.lang, p_args => array[
    messaging.money_text(p_cents => v_unit * v_seats)
      || case when v_seats > 1 then format(' (%s x %s)', v_seats, messaging.money_text(p_cents => v_unit)) else '' end,
    v_vehicle ->> 'code', v_vehicle ->> 'route', v_vehicle ->> 'plate',
    coalesce(', ' || left(p_session.context #>> '{stage,name}', 16), ''),
    coalesce(messaging.money_text(p_cents => v_fee),
      messaging.say(p_key => 'ussd_fee_unknown', p_lang => p_session.lang, p_args => '{}')),
    messaging.say(p_key => v_warning, p_lang => p_session.lang,
                  p_args => array[messaging.money_text(p_cents => v_paid)])]);
end $$;
comment on function ussd.screen_confirm is 'The confirm screen as text. Raises LFN50 (no such text).';
