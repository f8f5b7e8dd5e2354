-- migrate:up
-- What the operator tells us, and what we asked it for. The M-Pesa receipt is the key: whoever
-- tells us of it first, it is one payment.

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
comment on table mobile_money.tills is 'Our PayBills: currency, what one payment may be (cents), the market''s time zone, and the platform wallets for what finds no vehicle.';

create table mobile_money.mpesa_callbacks (
  callback_id      bigint generated always as identity primary key,
  kind             text        not null,
  receipt          text,
  outcome          text        not null,
  reason           text,
  received_at      timestamptz not null default clock_timestamp(),
  last_received_at timestamptz not null default clock_timestamp(),
  times_received   int         not null default 1,
  journal_id       bigint,
  payment_ref      text,
  org_balance_cents bigint,
  body_sha256      bytea       not null,
  body_sealed      bytea       not null,
  fields           jsonb,
  attempts         int         not null default 0,
  next_attempt_at  timestamptz,
  constraint mpesa_callbacks_outcome_is_known
    check (outcome in ('posted', 'suspense', 'conflict', 'quarantine', 'pending', 'failed', 'unknown')),
  constraint mpesa_callbacks_sha256_is_whole check (octet_length(body_sha256) = 32),
  constraint mpesa_callbacks_pending_is_retried check ((outcome = 'pending') = (fields is not null and next_attempt_at is not null))
);
-- One settled row a receipt and kind (a redelivery counts up); anything else by its very bytes.
create unique index mpesa_callbacks_settled_once on mobile_money.mpesa_callbacks (receipt, kind)
  where outcome in ('posted', 'suspense');
create unique index mpesa_callbacks_others_once on mobile_money.mpesa_callbacks (body_sha256, kind)
  where outcome not in ('posted', 'suspense');
create index mpesa_callbacks_pending on mobile_money.mpesa_callbacks (next_attempt_at) where outcome = 'pending';
comment on table mobile_money.mpesa_callbacks is 'Every message of the operator, its body sealed. outcome: posted, suspense (money without a vehicle), conflict (a known receipt with another amount or account: never posted), quarantine (authentic but unusable), pending (kept; the worker retries), failed and unknown (push results without money). fields: what is not personal, while pending only.';

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
  placed_at    timestamptz,
  placed_by    text,
  constraint payments_amount_is_positive check (amount_cents > 0),
  constraint payments_state_is_known check (state in ('posted', 'suspense', 'placed')),
  constraint payments_vehicle_unless_suspense check ((state = 'suspense') = (vehicle_id is null)),
  constraint payments_channel_is_known check (channel in ('ussd', 'paybill')),
  constraint payments_placement_is_whole check ((state = 'placed') = (placed_at is not null and placed_by is not null))
);
create trigger trail_changes after update or delete on mobile_money.payments
  for each row execute function audit.trail_row_change('receipt', 'payer_hash');
create index payments_in_suspense on mobile_money.payments (first_seen_at) where state = 'suspense';
comment on table mobile_money.payments is 'Money that reached us, one row a receipt, for ever: the gate against posting twice. posted: straight to a vehicle; suspense: waiting; placed: was in suspense, then found its vehicle. flags: time_replaced (the operator''s time made no sense), late (over an hour), amount_differs (from the intent), paid_again (the intent was paid already).';

create table mobile_money.payment_intents (
  payment_ref   text primary key,
  account_ref   text        not null unique,
  vehicle_id    bigint      not null references fleet.vehicles,
  phone_hash    bytea       not null references security.phones,
  amount_cents  bigint      not null,
  seats         int         not null,
  stage_id      bigint      references fleet.stages,
  stage_fare_id bigint      references fleet.stage_fares,
  lang          text        not null,
  session_id    text,
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
  constraint payment_intents_amount_is_positive check (amount_cents > 0),
  constraint payment_intents_seats_are_few check (seats between 1 and 9),
  constraint payment_intents_account_fits check (length(account_ref) between 1 and 12),
  constraint payment_intents_state_is_known
    check (state in ('created', 'pushed', 'paid', 'failed', 'expired', 'unknown'))
);
create index payment_intents_by_phone on mobile_money.payment_intents (phone_hash, created_at desc);
create index payment_intents_unfinished on mobile_money.payment_intents (created_at) where state in ('created', 'pushed', 'unknown');
create index payment_intents_open on mobile_money.payment_intents (query_after) where state in ('pushed', 'unknown');
comment on table mobile_money.payment_intents is 'What a passenger asked to pay, before M-Pesa is asked. payment_ref: opaque, in the address the result is sent to; account_ref: what M-Pesa shows and sends back as account number. checkout_sealed: the operator''s id of the push, to ask about it by; sealed because the phone number is written in it. unknown: we can''t tell what became of the push; late money is still taken.';

create table mobile_money.access_tokens (
  provider      text primary key,
  token_sealed  bytea,
  expires_at    timestamptz,
  lease_holder  text,
  lease_until   timestamptz
);
comment on table mobile_money.access_tokens is 'The operator''s OAuth token, sealed, shared by all processes: a new one would end the old one. Whoever holds the lease refreshes it; the others wait.';

create table mobile_money.result_codes (
  api     text not null,
  code    text not null,
  means   text not null,
  meaning text not null,
  primary key (api, code),
  constraint result_codes_means_is_known check (means in ('paid', 'failed', 'wait', 'unknown'))
);
comment on table mobile_money.result_codes is 'What the operator''s numbers mean, by API: the same number means different things in different ones. A code that is not here is unknown: never charged again, resolved by query, callback or statement.';
insert into mobile_money.result_codes (api, code, means, meaning) values
  ('stk', '0', 'paid', 'success'),
  ('stk', '1', 'failed', 'balance too low'),
  ('stk', '2', 'failed', 'below the operator''s minimum'),
  ('stk', '3', 'failed', 'above the operator''s maximum'),
  ('stk', '4', 'failed', 'over the payer''s daily limit'),
  ('stk', '8', 'failed', 'receiver''s balance limit'),
  ('stk', '17', 'failed', 'same amount by the same payer within two minutes'),
  ('stk', '1001', 'failed', 'subscriber busy or locked'),
  ('stk', '1019', 'failed', 'expired'),
  ('stk', '1025', 'failed', 'prompt could not be sent'),
  ('stk', '1032', 'failed', 'cancelled by the payer'),
  ('stk', '1037', 'failed', 'phone unreachable or no answer'),
  ('stk', '2001', 'failed', 'wrong PIN'),
  ('stk', '2028', 'failed', 'not permitted for this PayBill'),
  ('stk', '8006', 'failed', 'credential locked'),
  ('stk', 'SFC_IC0003', 'failed', 'no such receiver'),
  ('stk', '4999', 'wait', 'still processing'),
  ('stk', '26', 'wait', 'operator busy'),
  ('stk', '500.001.1001', 'wait', 'no answer from the operator'),
  ('stk', '9999', 'unknown', 'general error');

-- One message of money, as its fields came: settlement takes arrays of these, so that one
-- callback and a backlog of thousands go one way.
create type mobile_money.incoming as (
  receipt      text,
  amount       text,
  bill_ref     text,
  trans_time   text,
  short_code   text,
  org_balance  text,
  payment_ref  text,
  payer_hash   bytea,
  payer_last3  text,
  body_sealed  bytea,
  body_sha256  bytea
);
comment on type mobile_money.incoming is 'A payment message as the operator wrote it: amount and trans_time still text; payment_ref only from an STK result.';

-- The same message once understood.
create type mobile_money.judged as (
  place         int,
  receipt       text,
  amount_cents  bigint,
  paid_at       timestamptz,
  bill_ref      text,
  vehicle_id    bigint,
  split_rule_id bigint,
  payment_ref   text,
  channel       text,
  payer_hash    bytea,
  payer_last3   text,
  short_code    text,
  flags         text[],
  fault         text,
  org_balance_cents bigint,
  body_sealed   bytea,
  body_sha256   bytea
);
comment on type mobile_money.judged is 'A payment message with its meaning: cents, time, vehicle and rule (null: suspense), intent, or the fault that makes it unusable.';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
