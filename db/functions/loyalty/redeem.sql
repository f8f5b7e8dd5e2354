-- Turns points of a SIM into credit with a SACCO, for one payment: a journal from what is set aside for points to the
-- passenger's credit, so that the vehicle gets its whole fare. The limits hold, whoever redeems at the same moment.
-- Source: docs/decisions/loyalty.md. Locks: the SACCO's credit sub_wallet, the account, the programme's day, the
-- SACCO's sub_wallet of points, in this order. Repeat: known, once for a payment.
create or replace function loyalty.redeem(
  p_phone_hash  bytea,
  p_sacco_id    bigint,
  p_currency    text,
  p_points      bigint,
  p_payment_ref text,     -- what they pay for
  p_at          timestamptz
) returns jsonb language plpgsql as $$
declare
  v_day        date   := loyalty.market_day(p_at => p_at);
  v_credit     bigint := loyalty.sub_wallet(p_kind => 'credit', p_sacco_id => p_sacco_id, p_currency => p_currency);
  v_set        bigint := loyalty.sub_wallet(p_kind => 'loyalty', p_sacco_id => p_sacco_id, p_currency => p_currency);
  v_account_id bigint;
  v_known      loyalty.loyalty_transactions;
  v_may        jsonb;
  v_cents      bigint;
  v_journal    bigint;
begin
  perform from ledger.sub_wallets s where s.sub_wallet_id = v_credit for no key update;
  select a.loyalty_account_id into v_account_id from loyalty.loyalty_accounts a
   where a.phone_hash = p_phone_hash for no key update;
  if v_account_id is null then
    return jsonb_build_object('outcome', 'no_points', 'points', 0, 'cents', 0);
  end if;
  select t.* into v_known from loyalty.loyalty_transactions t where t.kind = 'redeem' and t.payment_ref = p_payment_ref;
  if found then
    return jsonb_build_object('outcome', 'known', 'points', -v_known.points, 'cents', v_known.cents,
                              'journal_id', v_known.journal_id);
  end if;
  insert into loyalty.programme_days (business_on) values (v_day) on conflict (business_on) do nothing;
  perform from loyalty.programme_days d where d.business_on = v_day for no key update;
  perform from ledger.sub_wallets s where s.sub_wallet_id = v_set for no key update;
  v_may := loyalty.usable(p_phone_hash => p_phone_hash, p_sacco_id => p_sacco_id, p_cents => null, p_at => p_at);
  if p_points is null or p_points <= 0 or p_points > (v_may ->> 'usable')::bigint then
    return jsonb_build_object('outcome', case when p_points > 0 then coalesce(v_may ->> 'why', 'no_points')
                                              else 'bad_points' end,
                              'points', 0, 'cents', 0, 'usable', (v_may ->> 'usable')::bigint);
  end if;
  v_cents := p_points * config.setting(p_setting => 'loyalty_point_cents')::bigint;
  v_journal := loyalty.post_points(p_kind => 'points_redeemed', p_reference => p_payment_ref,
    p_phone_hash => p_phone_hash, p_sacco_id => p_sacco_id, p_currency => p_currency, p_cents => v_cents,
    p_at => p_at);
  insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, payment_ref, journal_id, sacco_id,
                                            business_on)
  values (v_account_id, 'redeem', -p_points, v_cents, p_payment_ref, v_journal, p_sacco_id, v_day);
  update loyalty.programme_days d set redeemed_points = d.redeemed_points + p_points where d.business_on = v_day;
  return jsonb_build_object('outcome', 'redeemed', 'points', p_points, 'cents', v_cents, 'journal_id', v_journal);
end $$;
comment on function loyalty.redeem is 'outcome redeemed or known (before, for this payment), with points, cents and '
  'journal_id; else nothing happened: no_points, passenger_limit, programme_limit, not_funded (with usable, see '
  'loyalty.usable) or bad_points. Raises what ledger.post_journals raises.';
