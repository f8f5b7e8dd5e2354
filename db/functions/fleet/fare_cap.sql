-- The most that one seat of a route may cost at a moment. In plpgsql, which keeps the plan.
-- Source: docs/decisions/fare-board.md.
create or replace function fleet.fare_cap(p_route_id bigint, p_at timestamptz) returns bigint
language plpgsql stable as $$
begin
  return (select c.cap_cents from fleet.fare_caps c
           where c.route_id = p_route_id and c.effective_from <= p_at order by c.effective_from desc limit 1);
end $$;
comment on function fleet.fare_cap is 'Cents; null for a route without a cap. Raises nothing.';
