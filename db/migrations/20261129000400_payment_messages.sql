-- migrate:up
-- One type holds a payment message. What we understand of it contains the message instead of copying its fields.

-- These take or return the types below, or are renamed; the functions loaded next, in the same deploy, replace them.
-- squawk-ignore ban-drop-function
drop function if exists telco.confirm_fare(text, text, text, text, text, text, bytea, text, bytea, bytea);
-- squawk-ignore ban-drop-function
drop function if exists telco.confirm_fares(text[], text[], text[], text[], text[], text[], bytea[], text[], bytea[], bytea[]);
-- squawk-ignore ban-drop-function
drop function if exists telco.keep_callback(text, text, text, text, text, text, text, text, text, bytea, text, text, bytea, bytea);
-- squawk-ignore ban-drop-function
drop function if exists telco.settle_push(text, text, text, text, text, bytea, text, bytea, bytea);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.settle_payments(text, mobile_money.incoming[], timestamptz);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.settle_message(text, text, mobile_money.incoming, timestamptz);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.post_new(text, mobile_money.judged[]);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.post_to_suspense(mobile_money.judged[], mobile_money.tills, date);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.post_to_vehicles(mobile_money.judged[], text, date);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.note_repeat(text, mobile_money.judged);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.want_verifications(mobile_money.judged[], bigint);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.judge_message(mobile_money.incoming, int, timestamptz);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.judge_payee(mobile_money.judged, text, text);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.judge_status(text, text, text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.keep_aside(text, text, text, text, text, bytea, bytea, bytea);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.parse_balance(text);
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.carry_hold(text, bigint);
-- squawk-ignore ban-drop-function
drop function if exists messaging.enqueue_receipts(text[]);
-- squawk-ignore ban-drop-type
drop type mobile_money.judged;
-- squawk-ignore ban-drop-type
drop type mobile_money.incoming;

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
  body_sha256  bytea
);
comment on type mobile_money.payment_message is
  'A payment message as the operator wrote it: amount and trans_time are still text; payment_ref and result_code only from an STK result.';

create type mobile_money.parsed_payment as (
  message           mobile_money.payment_message,
  place             int,
  amount_cents      bigint,
  paid_at           timestamptz,
  vehicle_id        bigint,
  split_rule_id     bigint,
  channel           text,
  flags             text[],
  fault             text,
  org_balance_cents bigint
);
comment on type mobile_money.parsed_payment is
  'A payment message with its meaning: cents, time, vehicle and rule (null: suspense), or the fault that makes it unusable. message: as it came, with the account, payment_ref and payer of the intent it answers.';

-- What was kept before is still read: it names the payer's hash without \x.
update mobile_money.mpesa_callbacks c
   set fields = c.fields || jsonb_build_object('receipt', c.receipt, 'payment_ref', c.payment_ref, 'payer_hash', '\x' || (c.fields ->> 'payer_hash'))
 where c.outcome = 'pending';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
