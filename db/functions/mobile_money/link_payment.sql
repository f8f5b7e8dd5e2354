-- Links a posted payment to the intent that a push result names: the intent is paid, and money in suspense goes to its
-- vehicle. For a confirmation that came first with an unknown account. A second payment of the intent stays in
-- suspense, or is held where it was posted. Source: docs/mobile-money.md, 1.3; docs/decisions/ledger.md. Locks: the
-- payment's row, the intent's row, then suspense or sub_wallets. Repeat: linked once.
create or replace function mobile_money.link_payment(
  p_receipt     text,
  p_payment_ref text,
  p_vehicle_id  bigint   -- the intent's vehicle if it takes fares, or null
) returns text
language plpgsql as $$
declare
  v_state text;
begin
  update mobile_money.payments p
     set payment_ref = p_payment_ref, channel = case p.state when 'suspense' then 'ussd' else p.channel end
   where p.receipt = p_receipt and p.payment_ref is null
  returning p.state into v_state;
  if not found then
    return null;
  end if;
  if mobile_money.pay_intent(p_payment_ref => p_payment_ref, p_receipt => p_receipt) = 'again' then
    perform ledger.hold_remaining(p_journal_id => f.journal_id, p_reason => 'paid a second time')
       from fares.fares f where f.receipt = p_receipt;
  elsif v_state = 'suspense' and p_vehicle_id is not null then
    v_state := mobile_money.claim_suspense(p_receipt => p_receipt, p_vehicle_id => p_vehicle_id,
      p_claimed_by => 'stk_result');
  end if;
  if v_state <> 'placed' then   -- no fare used what its prompt had reserved
    perform fares.release_credit(p_payment_ref => p_payment_ref);
  end if;
  return v_state;
end $$;
comment on function mobile_money.link_payment is
  'Links a known payment to an intent and assigns it if it was in suspense. Returns placed, suspense, posted, no_rule '
  '(it stays in suspense), or null when it was linked before. Raises what claim_suspense raises.';
