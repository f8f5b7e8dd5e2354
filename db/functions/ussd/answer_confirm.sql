-- Screen confirm: key 1 opens a payment intent, 2 asks for how many people, 3 pays by credit and 4 by points, each as
-- far as it reaches. M-Pesa asks for its PIN next; our menu never does. A payment that came in since the screen was
-- shown is asked about first. Locks: see ussd.open_payment. Repeat: while the prompt is open the passenger is told so
-- and not charged.
create or replace function ussd.answer_confirm(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_vehicle jsonb := p_session.context -> 'vehicle';
  v_with    text  := case p_key when '1' then 'mpesa' when '3' then 'credit' when '4' then 'points' end;
  v_paid    record;
  v_rest    text;   -- what the prompt asks for, beside credit or points
  v_way     text  := case v_with when 'points' then 'points' else 'credit' end;
begin
  if p_key = '2' and not p_session.context ? 'top_up_of' then
    return ussd.forward(p_session => p_session, p_state => 'seats', p_choices => '{}');
  elsif v_with is null then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  elsif ussd.paid_lately(p_phone_hash => p_session.phone_hash,
                         p_since => greatest(p_session.last_at, p_at - interval '60 seconds')) is not null then
    return p_session;   -- drawn again, with the question
  end if;
  select * into v_paid from ussd.open_payment(p_session => p_session, p_with => v_with, p_at => p_at);
  p_session.payment_ref := v_paid.payment_ref;
  -- One answer after the other, so that only what is said is prepared.
  if v_paid.receipt is not null then
    return ussd.finish(p_session => p_session,
      p_key => case when v_paid.label is null then 'ussd_paid_by_credit' else 'ussd_paid_by_credit_word' end,
      p_args => array[messaging.money_text(p_cents => v_paid.credit_cents), v_vehicle ->> 'code', v_paid.receipt,
                      v_paid.label, messaging.say(p_key => 'ussd_by_' || v_way, p_lang => p_session.lang,
                                                  p_args => '{}')]);
  elsif v_paid.outcome = 'opened' then
    if v_paid.credit_cents > 0 then
      v_rest := messaging.say(p_key => format('ussd_%s_and_rest', v_way), p_lang => p_session.lang,
        p_args => array[messaging.money_text(p_cents => v_paid.credit_cents),
                        messaging.money_text(p_cents => v_paid.rest_cents)]);
    end if;
    return ussd.finish(p_session => p_session,
      p_key => case when v_paid.label is null then 'ussd_enter_pin' else 'ussd_enter_pin_word' end,
      p_args => array[v_vehicle ->> 'till', v_vehicle ->> 'code', v_paid.label, v_rest]);
  elsif v_paid.outcome = 'waiting' then
    return ussd.finish(p_session => p_session, p_key => 'ussd_still_waiting',
                       p_args => ussd.waiting_words(p_payment_ref => v_paid.payment_ref));
  elsif v_paid.outcome = 'nothing' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end if;
  return ussd.finish(p_session => p_session, p_key => 'ussd_' || v_paid.outcome, p_args => array[v_vehicle ->> 'code']);
end $$;
comment on function ussd.answer_confirm is
  'The session at its end (prompt on its way, paid by credit, a prompt still open, or the vehicle takes no fares), or '
  'on '
  'the same screen, with a hint or the question whether to pay again; on screen seats after 2. '
  'Raises what ussd.open_payment raises.';
