-- Shows what the crew's list said around a fare: the trip that it was on, and the payments just before and after it.
-- Evidence for a dispute.
create or replace function fares.crew_list_at(p_receipt text, p_zone text) returns jsonb language sql stable as $$
  with fare as (select f.* from fares.fares f where f.receipt = p_receipt),
  trip as (
    select t.* from fare f join fleet.trips t on t.vehicle_id = f.vehicle_id
        and t.opened_at < f.paid_at + interval '1 second' and f.paid_at < coalesce(t.closed_at, t.ends_at)
     order by t.opened_at desc limit 1)
  select jsonb_build_object(
    'trip', (select jsonb_build_object('since', t.opened_at at time zone p_zone,
               'until', coalesce(t.closed_at, t.ends_at) at time zone p_zone, 'closed_as', t.closed_as,
               'by', accounts.actor_card(p_actor => 'user:' || t.opened_by)) from trip t),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('receipt', n.receipt, 'at', n.paid_at at time zone p_zone,
                 'cents', n.amount_cents, 'last3', n.payer_last3) order by n.paid_at, n.receipt), '[]')
               from (select o.* from fare f join fares.fares o on o.vehicle_id = f.vehicle_id
                        and o.business_on = f.business_on
                        and o.paid_at between f.paid_at - interval '15 minutes' and f.paid_at + interval '15 minutes'
                      order by o.receipt <> f.receipt, abs(extract(epoch from o.paid_at - f.paid_at)), o.receipt
                      limit 7) n))
$$;
comment on function fares.crew_list_at is 'trip (since, until, closed_as, by: who opened it; null: on no trip) and '
  'rows '
  '(receipt, at, cents, last3; at most 7, oldest first). Raises nothing.';
