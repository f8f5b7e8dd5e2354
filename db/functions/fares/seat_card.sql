-- What a conductor may know of a payment whose number a passenger said. Source: docs/decisions/crews-and-trips.md.
create or replace function fares.seat_card(p_payment_ref text) returns jsonb language sql stable as $$
  select coalesce((
    select jsonb_build_object('cents', coalesce(f.amount_cents, i.amount_cents), 'seats', i.seats, 'stage', s.name,
                              'last3', p.phone_last3)
      from mobile_money.payment_intents i
      join privacy.phones p using (phone_hash)
      left join fleet.stages s on s.stage_id = i.stage_id
      left join fares.fares f on f.receipt = i.receipt
     where i.payment_ref = p_payment_ref), '{}')
$$;
comment on function fares.seat_card is 'cents, seats, stage, last3; empty: no such payment. Raises nothing.';
