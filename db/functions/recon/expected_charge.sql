-- Says what the operator charges us by its tariff. Locks: none. Repeat: the same.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.expected_charge(
  p_kind     text,          -- payment or payout
  p_currency text,
  p_cents    bigint,
  p_at       timestamptz    -- tariffs change
) returns bigint language sql stable as $$
  select coalesce((
    select c.charge_cents from recon.operator_charges c
     where c.kind = p_kind and c.currency = p_currency and c.up_to_cents >= p_cents
       and c.effective_from = (select max(o.effective_from) from recon.operator_charges o
                                where o.kind = p_kind and o.currency = p_currency and o.effective_from <= p_at)
     order by c.up_to_cents limit 1), 0)
$$;
comment on function recon.expected_charge is 'Cents; 0 above the last row. Raises nothing.';
