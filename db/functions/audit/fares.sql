-- Every fare: what was paid, our commission, by which rule, in which journal.
create or replace view audit.fares as
select f.receipt, v.plate, f.amount_cents, f.commission_cents, f.channel, f.paid_at, j.posted_at,
       f.split_rule_id, f.journal_id, f.business_on
  from fares.fares f
  join ledger.journals j using (journal_id)
  join fleet.vehicles v using (vehicle_id);
comment on view audit.fares is 'One row a fare, amounts in cents. paid_at: by the operator''s clock (ours where that '
  'made no sense); business_on: the day it counts for.';
