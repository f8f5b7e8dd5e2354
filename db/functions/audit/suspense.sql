-- Payments that wait to be assigned to a vehicle. Assigned payments are in audit.fares.
create or replace view audit.suspense as
select p.receipt, p.bill_ref, p.amount_cents, p.paid_at, now() - p.first_seen_at as age,
       case when now() - p.first_seen_at > interval '30 minutes' then 'overdue' else 'waiting' end as state,
       p.payer_last3
  from mobile_money.payments p
 where p.state = 'suspense';
comment on view audit.suspense is 'Payments without a vehicle, in cents. state: waiting, or overdue after 30 minutes.';
