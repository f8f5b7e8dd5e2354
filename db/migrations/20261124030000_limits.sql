-- migrate:up
-- How often anybody may do something before being asked to come back later, and where callbacks come from.

create table security.limits (
  act       text not null,
  per       text not null,
  burst     int  not null,
  refill_ms int  not null,
  meaning   text not null,
  primary key (act, per),
  constraint limits_per_is_known check (per in ('address', 'session', 'phone', 'sim', 'vehicle')),
  constraint limits_burst_is_positive check (burst between 1 and 100000),
  constraint limits_refill_is_positive check (refill_ms between 1 and 86400000)
);
comment on table security.limits is 'Token buckets: burst turns at once, then one more every refill_ms. An act without a row is not limited. Changes are in audit.changes.';
insert into security.limits (act, per, burst, refill_ms, meaning) values
  ('page', 'address', 600, 50, 'Pages asked for from one address; an operator''s network puts thousands behind one'),
  ('page', 'session', 120, 500, 'Pages asked for by one signed-in person'),
  ('form', 'address', 300, 100, 'Forms sent from one address'),
  ('form', 'session', 60, 1000, 'Forms sent by one signed-in person'),
  ('sign_in', 'address', 120, 2000, 'Sign-ins tried from one address'),
  ('sign_in', 'phone', 60, 6000, 'Sign-ins tried with one phone from one address: elsewhere its owner still gets in'),
  ('code', 'address', 60, 10000, 'Codes asked for from one address'),
  ('code', 'phone', 5, 60000, 'Codes asked for with one phone from one address'),
  ('api', 'address', 300, 100, 'Calls of partners'' machines from one address'),
  ('ussd', 'sim', 120, 1000, 'Turns of the menu by one SIM'),
  ('ussd', 'session', 60, 1000, 'Turns of the menu in one session'),
  ('prompt', 'vehicle', 120, 1000, 'Payment prompts for one vehicle; counted from the intents, locks nothing'),
  ('wrong_token', 'address', 10, 6000, 'Knocks at an operators'' door with a wrong token'),
  ('wrong_token_alarm', 'address', 1, 60000, 'How often one such address may ring the alarm');

-- Unlogged: taking a turn waits for no disk, and a crash only starts everybody anew. Counts that
-- must outlive a crash (wrong passwords, guessed codes) stand in tables of their own.
create unlogged table security.buckets (
  act     text  not null,
  per     text  not null,
  key     bytea not null,
  full_at timestamptz not null,
  primary key (act, per, key),
  constraint buckets_key_is_short check (octet_length(key) between 1 and 64)
) with (fillfactor = 50);
comment on table security.buckets is 'One row a bucket that is not full: at full_at it will be. key: a keyed hash of an address, session, phone or SIM, never the thing itself. No row is a full bucket.';

create table mobile_money.callback_sources (
  source          inet not null primary key,
  first_seen_at   timestamptz not null default clock_timestamp(),
  last_noted_at   timestamptz not null default clock_timestamp(),
  times_noted     bigint not null default 1
);
comment on table mobile_money.callback_sources is 'Addresses from which messages with the right token came. Written once an hour by each process, so that no two fares meet here. An operator''s machine is no person: its address stands in clear, to be compared with the operator''s lists, which disagree.';

-- Before the first release the table is empty: nobody waits for its index.
-- squawk-ignore require-concurrent-index-creation
create index payment_intents_by_vehicle on mobile_money.payment_intents (vehicle_id, created_at);

create trigger trail_changes after insert or update or delete on security.limits
  for each row execute function audit.trail_row_change('act,per');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
