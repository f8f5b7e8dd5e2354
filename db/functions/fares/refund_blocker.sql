-- Says what forbids a refund. The desk shows it beside each choice; fares.refund asks again with the fare locked.
create or replace function fares.refund_blocker(
  p_receipt      text,
  p_amount_cents bigint,   -- null: all that is left
  p_method       text      -- phone or credit
) returns text language sql stable as $$
  select case
    when l.cents is null then 'not_found'
    when l.cents = 0 then 'nothing_left'
    when coalesce(p_amount_cents, l.cents) not between 1 and l.cents then 'bad_amount'
    when p_method is null or p_method not in ('phone', 'credit') then 'bad_method'
    when fares.payer_of(p_receipt => p_receipt) is null then 'no_payer'
    when p_method = 'credit' then null
    when not exists (select from privacy.phones f where f.phone_hash = fares.payer_of(p_receipt => p_receipt)
                        and f.phone_sealed <> '') then 'no_phone'
    when exists (select from fares.fares f join ledger.holds h using (journal_id)
                  where f.receipt = p_receipt and h.released_at is null) then 'held'
    when l.phone_cents = 0 then 'paid_by_credit'
    when l.phone_cents % 100 <> 0 or l.phone_cents
         < config.setting(p_setting => 'payout_min_cents')::bigint then 'not_payable'
    end
    from (select s.cents, fares.phone_cents(p_receipt => p_receipt,
                                            p_amount_cents => coalesce(p_amount_cents, s.cents)) as phone_cents
            from (select sum(r.left_cents)::bigint as cents from fares.refundable(p_receipt => p_receipt) r) s) l
$$;
comment on function fares.refund_blocker is
  'null: nothing. not_found, nothing_left, bad_amount, bad_method, no_payer (credit needs the payer''s hash); for '
    'phone '
  'also no_phone (we don''t have the number), held (not yet confirmed by the operator), paid_by_credit (no money of '
  'M-Pesa is left of it), not_payable (less than M-Pesa '
  'pays out, or no whole shillings). Raises nothing.';
