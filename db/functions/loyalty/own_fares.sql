-- Lists the fares of a day that owners and crews paid to their own vehicle. They earned no points.
create or replace function loyalty.own_fares(p_on date) returns table (receipt text, sim bytea)
language sql stable as $$
  with own as (
    select h.vehicle_id, o.phone_hash from fleet.owners o join fleet.vehicle_owners h using (owner_id)
     where o.phone_hash is not null and h.valid_to is null
     union
    select c.vehicle_id, c.phone_hash from accounts.crew_sims c),
  paid as (
    select p.receipt, o.vehicle_id, o.phone_hash from own o join mobile_money.payments p on p.payer_hash = o.phone_hash
     union
    select i.receipt, o.vehicle_id, o.phone_hash from own o
      join mobile_money.payment_intents i on i.phone_hash = o.phone_hash and i.receipt is not null)
  select f.receipt, p.phone_hash from paid p join fares.fares f using (receipt)
   where f.vehicle_id = p.vehicle_id and f.business_on = p_on
$$;
comment on function loyalty.own_fares is 'One row a fare. Raises nothing.';
