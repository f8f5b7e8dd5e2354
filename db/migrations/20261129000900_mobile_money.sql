-- migrate:up
-- Messages of the mobile-money operator, and our requests to it. The M-Pesa receipt is the key: whichever message
-- brings it first, it is one payment.

create table mobile_money.tills (
  short_code text primary key,
  currency   text   not null,
  min_cents  bigint not null,
  max_cents  bigint not null,
  time_zone  text   not null,
  trust_sub_wallet_id    bigint not null references ledger.sub_wallets,
  suspense_sub_wallet_id bigint not null references ledger.sub_wallets,
  constraint tills_limits_make_sense check (0 < min_cents and min_cents <= max_cents)
);
comment on table mobile_money.tills is
  'Our PayBills: currency, smallest and largest payment (cents), the market''s time zone, and the platform wallets '
  'for payments without a vehicle.';

create table mobile_money.mpesa_callbacks (
  callback_id       bigint generated always as identity primary key,
  kind              text        not null,
  receipt           text,
  outcome           text        not null,
  reason            text,
  received_at       timestamptz not null default clock_timestamp(),
  last_received_at  timestamptz not null default clock_timestamp(),
  times_received    int         not null default 1,
  journal_id        bigint,
  payment_ref       text,
  payer_hash        bytea,
  org_balance_cents bigint,
  amount_cents      bigint,
  body_sha256       bytea       not null,
  fields            jsonb,
  attempts          int         not null default 0,
  next_attempt_at   timestamptz,
  constraint mpesa_callbacks_outcome_is_known
    check (outcome in ('posted', 'suspense', 'conflict', 'quarantine', 'pending', 'failed', 'unknown',
                       'verified', 'differs', 'paid')),
  constraint mpesa_callbacks_sha256_is_whole check (octet_length(body_sha256) = 32),
  constraint mpesa_callbacks_payer_is_a_hash check (octet_length(payer_hash) = 32),
  constraint mpesa_callbacks_pending_is_retried
    check ((outcome = 'pending') = (fields is not null and next_attempt_at is not null))
);
-- One settled row for each receipt and kind (a redelivery counts up); all others are unique by their exact bytes.
create unique index mpesa_callbacks_settled_once on mobile_money.mpesa_callbacks (receipt, kind)
  where outcome in ('posted', 'suspense');
create unique index mpesa_callbacks_others_once on mobile_money.mpesa_callbacks (body_sha256, kind)
  where outcome not in ('posted', 'suspense');
-- Counts the messages of an hour. A range of pages, because rows come in the order of their time: it costs a fare
-- nothing.
create index mpesa_callbacks_by_time on mobile_money.mpesa_callbacks
  using brin (received_at) with (autosummarize = on, pages_per_range = 32);
create index mpesa_callbacks_pending on mobile_money.mpesa_callbacks (next_attempt_at) where outcome = 'pending';
create index mpesa_callbacks_to_look_at on mobile_money.mpesa_callbacks (last_received_at desc)
  where outcome in ('conflict', 'quarantine', 'pending');
-- Find what was told of a payment beside the message that settled it.
create index mpesa_callbacks_rejected_by_receipt on mobile_money.mpesa_callbacks (receipt)
  where receipt is not null and outcome not in ('posted', 'suspense');
create index mpesa_callbacks_rejected_by_ref on mobile_money.mpesa_callbacks (payment_ref)
  where payment_ref is not null and outcome not in ('posted', 'suspense');
-- Finds the messages of a person who asks to be forgotten that became no payment.
create index mpesa_callbacks_by_payer on mobile_money.mpesa_callbacks (payer_hash) where payer_hash is not null;
comment on table mobile_money.mpesa_callbacks is
  'Every message of the operator; its body is in callback_bodies. outcome: posted, suspense (money without a vehicle), '
  'conflict (a known receipt with another amount or account: never posted), quarantine (authentic but unusable), '
  'pending (kept; the worker retries), failed and unknown (push results without money; answers that say nothing), '
  'verified and differs (answers about a payment, see mobile_money.verifications), paid (the result of a payout, see '
  'payouts.payouts). fields: what is not personal, while pending only.';
-- What a message said is kept for a time, that it came is kept for ever: so bodies have a table of their own, by month,
-- and an old month is dropped (docs/decisions/partitions.md). A job makes months ahead; what finds none goes into the
-- default partition, because money is never refused for want of a table.
create table mobile_money.callback_bodies (
  callback_id bigint      not null,
  kept_at     timestamptz not null default now(),
  body_sealed bytea       not null,
  primary key (callback_id, kept_at)
) partition by range (kept_at);
create table mobile_money.callback_bodies_other partition of mobile_money.callback_bodies default;
comment on table mobile_money.callback_bodies is
  'The sealed body of each message, one at most; a message whose body was erased has none. One partition for each '
  'month of UTC in which they were kept, named after it.';
comment on table mobile_money.callback_bodies_other is 'Bodies that came while their month had no partition: empty.';
comment on column mobile_money.mpesa_callbacks.amount_cents is
  'What a message that became no payment says was paid, as far as it can be read.';
comment on column mobile_money.mpesa_callbacks.payer_hash is
  'Look-up hash of the payer, for messages that became no payment (conflict, quarantine); null: not said, or the '
  'payment has it.';

create table mobile_money.payments (
  receipt      text        primary key,
  amount_cents bigint      not null,
  paid_at      timestamptz not null,
  bill_ref     text,
  state        text        not null,
  vehicle_id   bigint,
  payment_ref  text,
  channel      text        not null,
  payer_hash   bytea,
  payer_last3  text,
  short_code   text        not null,
  flags        text[]      not null default '{}',
  first_seen_at timestamptz not null default clock_timestamp(),
  assigned_at    timestamptz,
  assigned_by    text,
  constraint payments_amount_is_positive check (amount_cents > 0),
  constraint payments_state_is_known check (state in ('posted', 'suspense', 'placed', 'reversed')),
  constraint payments_vehicle_unless_suspense check ((state in ('suspense', 'reversed')) = (vehicle_id is null)),
  constraint payments_channel_is_known check (channel in ('ussd', 'paybill')),
  constraint payments_placement_is_whole
    check ((state = 'placed') = (assigned_at is not null and assigned_by is not null))
);
-- Finds what was paid within the period of a statement: a range of pages, so it costs a fare nothing. Several ranges a
-- block, because a late payment would stretch a single one over days.
create index payments_by_time on mobile_money.payments
  using brin (paid_at timestamptz_minmax_multi_ops) with (autosummarize = on, pages_per_range = 32);
create index payments_in_suspense on mobile_money.payments (first_seen_at) where state = 'suspense';
-- Sums what one member of staff assigned today. Fares that went straight to a vehicle are not in it.
create index payments_by_assigner on mobile_money.payments (assigned_by, assigned_at) where assigned_by is not null;
-- Finds a person's payments: to forget them, to tell what we hold, to change the look-up key.
create index payments_by_payer on mobile_money.payments (payer_hash) where payer_hash is not null;
comment on table mobile_money.payments is
  'Money that reached us, one row for each receipt, for ever: it prevents posting twice. posted: straight to a '
  'vehicle; suspense: waiting; placed: assigned from suspense to a vehicle; reversed: the operator took it back before '
  'it had a vehicle. flags: time_replaced (the operator''s time made no sense), late (over an hour), '
  'amount_differs (from the intent), paid_again (the intent was paid already: held), paid_twice (same SIM, vehicle and '
  'amount within minutes), offer_back (to be offered back to the passenger), field_replaced (a field that nobody needs '
  'could not be read), from_statement, from_pull (no message came; a statement or the Pull API told of it).';
create trigger log_changes after update or delete on mobile_money.payments
  for each row execute function audit.log_row_change('receipt', 'payer_hash');

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
  constraint verifications_say_why check (cardinality(why) > 0 and why <@ array['above_limit', 'amount_differs',
    'from_statement']),
  constraint verifications_decision_has_a_time check ((state in ('verified', 'differs')) = (decided_at is not null)),
  constraint verifications_count_up check (attempts >= 0 and round > 0)
);
create index verifications_open on mobile_money.verifications (wanted_at) where state <> 'verified';
comment on table mobile_money.verifications is
  'Payments whose money is held until the operator confirms them in answer to our own question. journal_id: the '
  'journal whose holds the answer decides (it changes when suspense is assigned). ref: opaque, in the address '
  'the answer is sent to; when staff ask again, it is a new one. state: wanted, asked (the operator took the '
  'question), verified (holds released), differs (the operator knows it otherwise or not at all), unknown (asked '
  'often enough, no answer).';
create trigger log_changes after update or delete on mobile_money.verifications
  for each row execute function audit.log_row_change('receipt', 'ref');

create table mobile_money.payment_intents (
  payment_ref   text primary key,
  account_ref   text        not null unique,
  vehicle_id    bigint      not null references fleet.vehicles,
  phone_hash    bytea       not null references privacy.phones,
  amount_cents  bigint      not null,
  credit_cents  bigint      not null default 0,
  top_up_of     text,
  seats         int         not null,
  stage_id      bigint      references fleet.stages,
  stage_fare_id bigint      references fleet.stage_fares,
  lang          text        not null,
  session_id    text,
  short_code    text,
  state         text        not null default 'created',
  result_code   text,
  merchant_request_id text,
  checkout_sealed bytea,
  receipt       text,
  created_at    timestamptz not null default clock_timestamp(),
  pushed_at     timestamptz,
  query_after   timestamptz,
  queries       int         not null default 0,
  finished_at   timestamptz,
  constraint payment_intents_amount_is_positive
    check (amount_cents >= 0 and credit_cents >= 0 and amount_cents + credit_cents > 0),
  constraint payment_intents_seats_are_few check (seats between 1 and 9),
  constraint payment_intents_account_fits check (length(account_ref) between 1 and 12),
  constraint payment_intents_state_is_known
    check (state in ('created', 'pushed', 'paid', 'failed', 'expired', 'unknown'))
);
create index payment_intents_by_phone on mobile_money.payment_intents (phone_hash, created_at desc);
create index payment_intents_by_vehicle on mobile_money.payment_intents (vehicle_id, created_at);
create index payment_intents_unfinished on mobile_money.payment_intents (created_at)
  where state in ('created', 'pushed', 'unknown');
create index payment_intents_open on mobile_money.payment_intents (query_after) where state in ('pushed', 'unknown');
comment on table mobile_money.payment_intents is
  'What a passenger asked to pay, before M-Pesa is asked. amount_cents: what the prompt asks for; credit_cents: what '
  'credit pays (fares.credit_uses): together the price. top_up_of: the receipt of a fare of which something lacks, and '
  'which this is the rest of. payment_ref: opaque, in the address the result is sent to; '
  'account_ref: what M-Pesa shows and sends back as account number. short_code: the PayBill that the prompt is sent '
  'from; its result names none. checkout_sealed: the operator''s id of the push, '
  'needed to ask about it; sealed because it contains the phone number. unknown: we can''t tell what became of the '
  'push; late money is still taken.';

create table mobile_money.access_tokens (
  provider      text primary key,
  token_sealed  bytea,
  expires_at    timestamptz,
  lease_holder  text,
  lease_until   timestamptz
);
comment on table mobile_money.access_tokens is
  'The operator''s OAuth token, sealed, shared by all processes: a new one would end the old one. Whoever holds the '
  'lease refreshes it; the others wait.';

create table mobile_money.callback_sources (
  source          inet not null primary key,
  first_seen_at   timestamptz not null default clock_timestamp(),
  last_noted_at   timestamptz not null default clock_timestamp(),
  times_noted     bigint not null default 1
);
comment on table mobile_money.callback_sources is
  'Addresses from which messages with the right token came. Each process writes once an hour, so that no two fares '
  'wait for each other here. The address is in clear, because it belongs to a machine of the operator and is compared '
  'with the operator''s lists, which disagree.';

create table mobile_money.result_codes (
  api     text not null,
  code    text not null,
  means   text not null,
  meaning text not null,
  primary key (api, code),
  constraint result_codes_means_is_known check (means in ('paid', 'failed', 'wait', 'unknown'))
);
comment on table mobile_money.result_codes is
  'What the operator''s codes mean, by API: the same number means different things in different ones. A code that is '
  'not here is unknown, and so is one that money can follow, such as 1037: never charged again, resolved by query, '
  'callback or statement.';
insert into mobile_money.result_codes (api, code, means, meaning) values
  ('stk', '0', 'paid', 'success'),
  ('stk', '1', 'failed', 'balance too low'),
  ('stk', '2', 'failed', 'below the operator''s minimum'),
  ('stk', '3', 'failed', 'above the operator''s maximum'),
  ('stk', '4', 'failed', 'over the payer''s daily limit'),
  ('stk', '8', 'failed', 'receiver''s balance limit'),
  ('stk', '17', 'failed', 'same amount by the same payer within two minutes'),
  ('stk', '1001', 'unknown', 'subscriber busy: another request is under way'),
  ('stk', '1019', 'unknown', 'expired'),
  ('stk', '1025', 'unknown', 'prompt could not be sent'),
  ('stk', '1032', 'failed', 'cancelled by the payer'),
  ('stk', '1037', 'unknown', 'phone unreachable or no answer'),
  ('stk', '2001', 'failed', 'wrong PIN'),
  ('stk', '2028', 'failed', 'not permitted for this PayBill'),
  ('stk', '8006', 'failed', 'credential locked'),
  ('stk', 'SFC_IC0003', 'failed', 'no such receiver'),
  ('stk', '4999', 'wait', 'still processing'),
  ('stk', '26', 'wait', 'operator busy'),
  ('stk', '500.001.1001', 'wait', 'no answer from the operator'),
  ('stk', '9999', 'unknown', 'general error'),
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

-- M-Pesa's own fee is added to the fare. The confirm screen shows it before the PIN.
create table mobile_money.payer_fees (
  currency       text        not null,
  effective_from timestamptz not null,
  up_to_cents    bigint      not null,
  fee_cents      bigint      not null,
  primary key (currency, effective_from, up_to_cents),
  constraint payer_fees_start_is_finite check (isfinite(effective_from)),
  constraint payer_fees_amounts_make_sense check (up_to_cents > 0 and fee_cents >= 0)
);
comment on table mobile_money.payer_fees is
  'The operator''s fee to the payer of a PayBill payment, in cents, by size of payment (up to and including '
  'up_to_cents), from a moment on. A new tariff is a new set of rows; for an amount above the last row the fee is not '
  'known.';
create trigger log_changes after insert or update or delete on mobile_money.payer_fees
  for each row execute function audit.log_row_change('currency,effective_from,up_to_cents');
-- Several public sources of 2024-25 agree on these. The operator's own sheet must replace them before any price depends
-- on them.
insert into mobile_money.payer_fees (currency, effective_from, up_to_cents, fee_cents) values
  ('KES', '2024-01-01 00:00+03',  10000,    0),
  ('KES', '2024-01-01 00:00+03',  50000,  500),
  ('KES', '2024-01-01 00:00+03', 100000, 1000),
  ('KES', '2024-01-01 00:00+03', 150000, 1500),
  ('KES', '2024-01-01 00:00+03', 250000, 2000),
  ('KES', '2024-01-01 00:00+03', 350000, 2500),
  ('KES', '2024-01-01 00:00+03', 500000, 3400);

-- Settlement takes arrays of these, so that one callback and a backlog of thousands take the same path.
create type mobile_money.payment_message as (
  receipt      text,
  amount       text,
  bill_ref     text,
  trans_time   text,
  short_code   text,
  org_balance  text,
  payment_ref  text,
  result_code  text,
  payer_hash   bytea,
  payer_last3  text,
  body_sealed  bytea,
  body_sha256  bytea,
  received_at  timestamptz,
  flag         text
);
comment on type mobile_money.payment_message is
  'A payment message as the operator wrote it: amount and trans_time are still text; payment_ref and result_code only '
  'from an STK result; received_at only when it came earlier than now; flag: field_replaced, from_statement, '
  'from_pull, or null.';

create type mobile_money.parsed_payment as (
  message           mobile_money.payment_message,
  ordinal           int,
  amount_cents      bigint,
  paid_at           timestamptz,
  vehicle_id        bigint,
  split_rule_id     bigint,
  channel           text,
  flags             text[],
  fault             text,
  org_balance_cents bigint,
  fare_cents        bigint
);
comment on type mobile_money.parsed_payment is
  'A payment message with its meaning: cents, time, vehicle and rule (null: suspense), or the fault that makes it '
  'unusable. message: as it came, with the account, payment_ref and payer of the intent it answers. fare_cents: the '
  'price asked for, where it is not what was paid; then what of it becomes the fare.';

create type mobile_money.receipt_fact as (
  receipt     text,
  state       text,
  flags       text[],
  paid_at     timestamptz,
  payment_ref text,
  payer_hash  bytea,
  vehicle_id  bigint,
  time_zone   text,
  cents       bigint
);
comment on type mobile_money.receipt_fact is
  'What a receipt''s SMS says of a payment: see mobile_money.receipt_facts.';

-- migrate:down
-- Forward only: a later migration corrects this one.
