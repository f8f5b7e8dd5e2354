-- Takes a person's withdrawal: verifies the code that was sent for this amount and destination, holds the money, and
-- sends it on or waits for a second person. Locks: the person, then the party's sub_wallets, lowest id first; so of two
-- requests for the last shilling one wins. Repeat: refused while the first one is pending.
-- Source: docs/decisions/payouts.md.
create or replace function payouts.request(
  p_user_id     bigint,
  p_session     bytea,
  p_device      bytea,    -- sha256 of the browser's device token; null: none
  p_party_kind  text,
  p_party_id    bigint,
  p_purposes    text[],
  p_amount      text,
  p_destination text,     -- see payouts.plan
  p_code_hash   bytea     -- keyed hash of the digits that were typed
) returns jsonb language plpgsql as $$
declare
  v_plan record;
  v_code text;
  v_id   bigint;
begin
  perform from accounts.users u where u.user_id = p_user_id for no key update;
  perform from ledger.sub_wallets s
    where s.sub_wallet_id in (select w.sub_wallet_id from payouts.withdrawable(p_party_kind => p_party_kind,
                                p_party_ids => array[p_party_id]) w)
    order by s.sub_wallet_id for no key update;
  select * into v_plan from payouts.plan(p_user_id => p_user_id, p_session => p_session, p_party_kind => p_party_kind,
    p_party_id => p_party_id, p_purposes => p_purposes, p_amount => p_amount, p_destination => p_destination);
  if v_plan.outcome = 'fits' then
    v_code := accounts.verify_code(p_user_id => p_user_id, p_purpose => 'payout', p_device => p_device,
      p_amount_cents => (v_plan.payout).amount_cents, p_code_hash => p_code_hash,
      p_destination => payouts.destination_text((v_plan.payout).channel, (v_plan.payout).short_code,
                                                (v_plan.payout).tail));
    v_plan.outcome := case v_code when 'right' then 'fits' else 'code_' || v_code end;
  end if;
  if v_plan.outcome <> 'fits' then
    perform audit.record_event(p_action => 'refuse_payout', p_subject => p_party_kind || ':' || p_party_id,
      p_after => jsonb_strip_nulls(jsonb_build_object('outcome', v_plan.outcome, 'rule', v_plan.rule,
                                                      'cents', (v_plan.payout).amount_cents)));
    return jsonb_build_object('outcome', v_plan.outcome, 'rule', v_plan.rule,
      'payout_ref', case v_plan.outcome when 'already_pending' then payouts.plan_card(p_user_id => p_user_id,
        p_session => p_session, p_party_kind => p_party_kind, p_party_id => p_party_id,
        p_purposes => array_to_string(p_purposes, ','), p_amount => p_amount, p_destination => p_destination)
        ->> 'pending_ref' end);
  end if;
  v_id := payouts.open(p_payout => v_plan.payout, p_sub_wallet_ids => v_plan.sub_wallet_ids, p_cents => v_plan.cents);
  return (select jsonb_build_object('outcome', p.state, 'payout_ref', p.payout_ref) from payouts.payouts p
           where p.payout_id = v_id);
end $$;
comment on function payouts.request is
  'Outcome requested (a second person must approve), approved (waits for the operator''s account) or queued, with '
  'payout_ref; or what payouts.plan says (already_pending with payout_ref of that one); or '
  'code_wrong, code_spent. Raises LFF10, LFF11 (the money left meanwhile).';
