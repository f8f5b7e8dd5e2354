-- Every movement of passengers' points.
create or replace view audit.loyalty_transactions as
select t.loyalty_transaction_id, t.loyalty_account_id, t.kind, t.points, t.receipt, t.journal_id, t.at, t.business_on,
       t.cents, t.payment_ref, t.refund_id
  from loyalty.loyalty_transactions t;
comment on view audit.loyalty_transactions is 'points: into (positive) or out of an account. kind: award, redeem, '
  'expire, take_back (the fare was given back), give_back (of a redemption). cents: the money an award was given for, '
  'or what a redemption is worth.';
