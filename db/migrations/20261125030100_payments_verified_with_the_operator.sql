-- migrate:up
-- Payments that the operator is asked about again, by a question of ours, before their money may leave.

create table mobile_money.verifications (
  receipt     text   primary key references mobile_money.payments,
  journal_id  bigint not null,
  why         text[] not null,
  ref         text   not null unique,
  round       int    not null default 1,
  state       text   not null default 'wanted',
  attempts    int    not null default 0,
  told_code   text,
  told_status text,
  told_cents  bigint,
  wanted_at   timestamptz not null default clock_timestamp(),
  asked_at    timestamptz,
  decided_at  timestamptz,
  constraint verifications_state_is_known check (state in ('wanted', 'asked', 'verified', 'differs', 'unknown')),
  constraint verifications_say_why check (cardinality(why) > 0 and why <@ array['above_limit', 'amount_differs']),
  constraint verifications_decision_has_a_time check ((state in ('verified', 'differs')) = (decided_at is not null)),
  constraint verifications_count_up check (attempts >= 0 and round > 0)
);
create index verifications_open on mobile_money.verifications (wanted_at) where state <> 'verified';
comment on table mobile_money.verifications is 'Payments whose money is held until the operator confirms them by an answer to our own question. journal_id: whose holds its word decides (it changes when suspense finds its vehicle). ref: opaque, in the address the answer is sent to; asked anew by a person, it is another. state: wanted, asked (the operator took the question), verified (holds released), differs (the operator knows it otherwise or not at all), unknown (asked often enough, no answer).';
create trigger trail_changes after update or delete on mobile_money.verifications
  for each row execute function audit.trail_row_change('receipt', 'ref');

-- Results of our own questions are messages of the operator as well, kept with the others.
-- Before the first release the table is empty, and nobody waits for it.
-- squawk-ignore ban-drop-constraint
alter table mobile_money.mpesa_callbacks drop constraint mpesa_callbacks_outcome_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table mobile_money.mpesa_callbacks add constraint mpesa_callbacks_outcome_is_known
  check (outcome in ('posted', 'suspense', 'conflict', 'quarantine', 'pending', 'failed', 'unknown', 'verified', 'differs'));
comment on table mobile_money.mpesa_callbacks is 'Every message of the operator, its body sealed. outcome: posted, suspense (money without a vehicle), conflict (a known receipt with another amount or account: never posted), quarantine (authentic but unusable), pending (kept; the worker retries), failed and unknown (push results without money; answers that say nothing), verified and differs (answers about a payment, see mobile_money.verifications). fields: what is not personal, while pending only.';

insert into mobile_money.result_codes (api, code, means, meaning) values
  ('status', '0', 'paid', 'the transaction is known; its own state says the rest'),
  ('status', 'R000002', 'failed', 'no such transaction'),
  ('status', '26', 'wait', 'operator busy'),
  ('status', 'timeout', 'wait', 'the operator''s queue gave up on our question'),
  ('transaction', 'COMPLETED', 'paid', 'the money is ours'),
  ('transaction', 'FAILED', 'failed', 'no money moved'),
  ('transaction', 'CANCELLED', 'failed', 'no money moved'),
  ('transaction', 'DECLINED', 'failed', 'no money moved'),
  ('transaction', 'EXPIRED', 'failed', 'no money moved'),
  ('transaction', 'REVERSED', 'failed', 'the money went back'),
  ('transaction', 'AUTHORIZED', 'wait', 'not finished'),
  ('transaction', 'PENDING', 'wait', 'not finished');

insert into security.settings (setting, value, least, most, meaning) values
  ('verify_above_cents', '100000', 0, 25000000, 'A payment above this stays held until the operator has confirmed it to a question of ours');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
