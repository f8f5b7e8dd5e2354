-- Finds the time without M-Pesa that we are in. In plpgsql, which keeps the plan: the menu asks with each first screen.
create or replace function fares.open_grace(p_at timestamptz) returns bigint language plpgsql stable as $$
begin
  return (select g.grace_id from fares.grace_periods g where g.ended_at is null and g.started_at <= p_at);
end $$;
comment on function fares.open_grace is 'grace_id, or null: M-Pesa''s messages come. Raises nothing.';
