-- The confirm screen: how much, for which vehicle, where to, and M-Pesa's fee for the payer.
create or replace function ussd.screen_confirm(p_session ussd.ussd_sessions, p_at timestamptz) returns text
language plpgsql stable as $$
declare
  v_vehicle jsonb  := p_session.context -> 'vehicle';
  v_seats   int    := (p_session.context ->> 'seats')::int;
  v_unit    bigint := (p_session.context ->> 'unit_cents')::bigint;
  v_fee     bigint := mobile_money.payer_fee_cents(p_amount_cents => v_unit * v_seats,
                                                   p_currency => v_vehicle ->> 'currency', p_at => p_at);
begin
  return messaging.say(p_key => 'ussd_confirm', p_lang => p_session.lang, p_args => array[
    messaging.money_text(p_cents => v_unit * v_seats)
      || case when v_seats > 1 then format(' (%s x %s)', v_seats, messaging.money_text(p_cents => v_unit)) else '' end,
    v_vehicle ->> 'code', v_vehicle ->> 'route', v_vehicle ->> 'plate',
    coalesce(', ' || left(p_session.context #>> '{stage,name}', 16), ''),
    coalesce(messaging.money_text(p_cents => v_fee),
      messaging.say(p_key => 'ussd_fee_unknown', p_lang => p_session.lang, p_args => '{}'))]);
end $$;
comment on function ussd.screen_confirm is 'The confirm screen as text. Raises LFN50 (no such text).';
