-- Says how many points of a SIM can pay of a fare of a vehicle, and how much that is: so many that the prompt for the
-- rest asks for whole shillings that M-Pesa takes. Source: docs/decisions/change-and-credit.md.
create or replace function ussd.usable_points(
  p_phone_hash bytea,
  p_vehicle_id bigint,
  p_cents      bigint,        -- the price
  p_at         timestamptz
) returns table (points bigint, cents bigint) language plpgsql stable as $$
begin
  -- Most SIMs have no points. For them, nobody asks what limits there are and what is set aside.
  if loyalty.balance(p_account_id => loyalty.account_of(p_phone_hash => p_phone_hash)) <= 0 then
    return;
  end if;
  return query
  select c.part / p.each, c.part / p.each * p.each
    from fares.usable_credit(p_phone_hash => p_phone_hash, p_vehicle_id => p_vehicle_id, p_cents => p_cents,
                             p_at => p_at) o
   cross join lateral loyalty.usable(p_phone_hash => p_phone_hash, p_sacco_id => o.sacco_id, p_cents => p_cents,
                                     p_at => p_at) u
   cross join lateral (select (u ->> 'cents')::bigint / nullif((u ->> 'usable')::bigint, 0) as each) p
   cross join lateral (
     select case when (u ->> 'cents')::bigint >= p_cents then p_cents
                 else least((u ->> 'cents')::bigint / 100 * 100, p_cents - coalesce(
                   (select max(t.min_cents) from mobile_money.tills t where t.currency = o.currency),
                     100)) end as part) c
   where c.part >= p.each and (c.part / p.each * p.each = p_cents or c.part / p.each * p.each % 100 = 0);
end $$;
comment on function ussd.usable_points is 'One row: points and what they pay, in cents; none where there is nothing to '
  'use. Raises nothing.';
