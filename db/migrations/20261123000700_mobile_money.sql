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
  journal_id   bigint      not null,
  payment_ref  text,
  channel      text        not null,
  payer_hash   bytea,
  payer_last3  text,
  short_code   text        not null,
  flags        text[]      not null default '{}',
  first_seen_at timestamptz not null default clock_timestamp(),
  constraint payments_amount_is_positive check (amount_cents > 0),
  constraint payments_state_is_known check (state in ('posted', 'suspense', 'placed')),
  constraint payments_vehicle_unless_suspense check ((state = 'suspense') = (vehicle_id is null)),
  constraint payments_channel_is_known check (channel in ('ussd', 'paybill'))
);
create index payments_in_suspense on mobile_money.payments (first_seen_at) where state = 'suspense';
comment on table mobile_money.payments is 'Money that reached us, one row a receipt, for ever: the gate against posting twice. posted: straight to a vehicle; suspense: waiting; placed: was in suspense, then found its vehicle. flags: late, time_replaced …';

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
  checkout_request_id text,
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
create index payment_intents_open on mobile_money.payment_intents (query_after) where state in ('pushed', 'unknown');
comment on table mobile_money.payment_intents is 'What a passenger asked to pay, before M-Pesa is asked. payment_ref: opaque, in the address the result is sent to; account_ref: what M-Pesa shows and sends back as account number. unknown: we can''t tell what became of the push; late money is still taken.';

create table mobile_money.access_tokens (
  provider      text primary key,
  token_sealed  bytea,
  expires_at    timestamptz,
  lease_holder  text,
  lease_until   timestamptz
);
comment on table mobile_money.access_tokens is 'The operator''s OAuth token, sealed, shared by all processes: a new one would end the old one. Whoever holds the lease refreshes it; the others wait.';
