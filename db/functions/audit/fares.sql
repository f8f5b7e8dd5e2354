-- Every fare: what was paid, our commission, by which rule, in which journal. One that was moved to another vehicle is
-- there only, under the receipt of its payment.
create or replace view audit.fares as
select coalesce(m.receipt, f.receipt) as receipt, v.plate, f.amount_cents, f.commission_cents, f.channel, f.paid_at,
       j.posted_at, f.split_rule_id, f.journal_id, f.business_on, coalesce(u.cents, 0) as credit_cents,
       o.plate as moved_from
  from fares.fares f
  join ledger.journals j using (journal_id)
  join fleet.vehicles v using (vehicle_id)
  left join fares.moves m on m.to_receipt = f.receipt
  left join fleet.vehicles o on o.vehicle_id = m.from_vehicle_id
  left join fares.credit_uses u on u.payment_ref = f.payment_ref and u.state = 'used'
 where not exists (select from fares.moves w where w.receipt = f.receipt);
comment on view audit.fares is 'One row a fare, amounts in cents. receipt: the operator''s, or CR and ten more where '
  'credit paid it all; credit_cents: what credit paid of it. paid_at: by the operator''s clock (ours where that made '
  'no '
  'sense); business_on: the day it counts for; moved_from: the vehicle that it was paid to first.';
