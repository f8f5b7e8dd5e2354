-- Every message of an operator and what became of it. The body stays sealed; its sha256 shows whether two are the same.
create or replace view audit.callbacks as
select c.receipt, c.kind, c.received_at, c.times_received, c.outcome, c.body_sha256, c.journal_id,
       c.last_received_at, c.reason, c.attempts, c.amount_cents
  from mobile_money.mpesa_callbacks c;
comment on view audit.callbacks is
  'outcome: posted, suspense, conflict, quarantine, pending; for push results without money failed or unknown; for '
  'answers about a payment verified, differs or unknown. times_received counts redeliveries. '
  'amount_cents: what a message that became no payment says was paid.';
