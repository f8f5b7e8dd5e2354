-- Takes back points that a fare earned, when the fare is given back: the share of the money that went back. Money goes
-- back before points (loyalty.give_back_redeemed). What was spent of them makes the account negative; it shows, and
-- later awards fill it first. A fare that was moved to another vehicle (<receipt>-2) keeps what the first earned.
-- Source: docs/decisions/loyalty.md. Locks: the account. Repeat: once for a refund.
create or replace function loyalty.take_back_award(p_receipt text, p_refund_id bigint) returns bigint
language plpgsql as $$
declare
  v_receipt text := split_part(p_receipt, '-', 1);
  v_award   loyalty.loyalty_transactions;
  v_back    bigint;
begin
  select t.* into v_award from loyalty.loyalty_transactions t where t.kind = 'award' and t.receipt = v_receipt;
  if not found then
    return 0;
  end if;
  perform from loyalty.loyalty_accounts a where a.loyalty_account_id = v_award.loyalty_account_id for no key update;
  select v_award.points
         - v_award.points * greatest(v_award.cents - coalesce(sum(r.amount_cents)::bigint, 0), 0) / v_award.cents
         + (select coalesce(sum(t.points), 0)::bigint from loyalty.loyalty_transactions t
             where t.kind = 'take_back' and t.receipt = v_receipt) into v_back
    from fares.refunds r where r.receipt in (v_receipt, v_receipt || '-2') and r.kind <> 'fare_moved_out';
  if v_back <= 0 then
    return 0;
  end if;
  insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, receipt, refund_id, sacco_id,
                                            business_on, earned_at)
  values (v_award.loyalty_account_id, 'take_back', -v_back, v_receipt, p_refund_id, v_award.sacco_id,
          loyalty.market_day(p_at => clock_timestamp()), v_award.earned_at)
  on conflict (receipt, refund_id) where kind = 'take_back' do nothing;
  return v_back;
end $$;
comment on function loyalty.take_back_award is 'Points taken back, 0 for none. Raises nothing.';
