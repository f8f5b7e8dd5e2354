-- The confirm screen: how much, for which vehicle, where to, M-Pesa's fee for the payer, and what credit and points can
-- pay of it. It asks "pay again?" when this SIM paid within a minute, or has a prompt that may have been paid. Where
-- credit or points are offered it names less else, so that it fits.
create or replace function ussd.screen_confirm(p_session ussd.ussd_sessions, p_at timestamptz) returns text
language plpgsql stable as $$
declare
  v_vehicle jsonb  := p_session.context -> 'vehicle';
  v_seats   int    := (p_session.context ->> 'seats')::int;
  v_unit    bigint := (p_session.context ->> 'unit_cents')::bigint;
  v_fee     bigint := mobile_money.payer_fee_cents(p_amount_cents => v_unit * v_seats,
                                                   p_currency => v_vehicle ->> 'currency', p_at => p_at);
  v_paid    bigint := ussd.paid_lately(p_phone_hash => p_session.phone_hash, p_since => p_at - interval '60 seconds');
  v_key     text   := case when v_paid is null then 'ussd_maybe_paid' else 'ussd_paid_just_now' end;
  v_warning text;
  v_credit  text   := ussd.credit_choices(p_phone_hash => p_session.phone_hash, p_lang => p_session.lang, p_at => p_at,
                        p_vehicle_id => (v_vehicle ->> 'id')::bigint, p_cents => v_unit * v_seats);
begin
  v_paid := coalesce(v_paid, (mobile_money.doubtful_intent(p_phone_hash => p_session.phone_hash,
                                                           p_at => p_at)).amount_cents);
  if v_paid is not null then
    v_warning := messaging.say(p_key => v_key, p_lang => p_session.lang,
                               p_args => array[messaging.money_text(p_cents => v_paid)]);
  end if;
  return messaging.say(
    p_key => case when p_session.context ? 'top_up_of' then 'ussd_confirm_rest'
                  when v_paid is not null and v_credit <> '' then 'ussd_confirm_again_short'
                  when v_paid is not null then 'ussd_confirm_again' else 'ussd_confirm' end,
    p_lang => p_session.lang, p_args => array[
    messaging.money_text(p_cents => v_unit * v_seats)
      || case when v_seats > 1 then format(' (%s x %s)', v_seats, messaging.money_text(p_cents => v_unit)) else '' end,
    v_vehicle ->> 'code', v_vehicle ->> 'route', v_vehicle ->> 'plate',
    coalesce(', ' || left(p_session.context #>> '{stage,name}', 16), ''),
    coalesce(messaging.money_text(p_cents => v_fee),
      messaging.say(p_key => 'ussd_fee_unknown', p_lang => p_session.lang, p_args => '{}')),
    v_warning, v_credit,
    case when v_credit = '' then messaging.say(p_key => 'ussd_leave', p_lang => p_session.lang, p_args => '{}') end]);
end $$;
comment on function ussd.screen_confirm is 'The confirm screen as text. Raises LFN50 (no such text).';
