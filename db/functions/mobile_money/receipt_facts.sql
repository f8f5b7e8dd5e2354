-- What a receipt's SMS says of the payment: of one that M-Pesa brought, or of a fare that credit paid. cents: the
-- fare's, also where more or less was paid. In SQL, so that it becomes part of the statement that joins it.
-- Source: docs/decisions/ussd-menu.md.
create or replace function mobile_money.receipt_facts(p_receipt text) returns table (
  receipt text, state text, flags text[], paid_at timestamptz, payment_ref text, payer_hash bytea, vehicle_id bigint,
  time_zone text, cents bigint
) language sql stable as $$
  select m.receipt, m.state, m.flags, m.paid_at, m.payment_ref, m.payer_hash, m.vehicle_id,
         (select t.time_zone from mobile_money.tills t where t.short_code = m.short_code),
         coalesce((select r.amount_cents from fares.fares r where r.receipt = m.receipt), m.amount_cents)
    from mobile_money.payments m where m.receipt = p_receipt
   union all   -- paid by credit
  select r.receipt, 'posted', '{}', r.paid_at, r.payment_ref, null, r.vehicle_id,
         config.setting(p_setting => 'time_zone'), r.amount_cents
    from fares.fares r
   where r.receipt = p_receipt
     and (select m.receipt from mobile_money.payments m where m.receipt = p_receipt) is null
  offset 0
$$;
comment on function mobile_money.receipt_facts is 'One row; none for a receipt that is not known. Raises nothing.';
