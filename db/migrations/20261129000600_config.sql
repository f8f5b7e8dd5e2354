-- migrate:up
-- Configuration: settings, rate limits, and who is in the pilot. One member of staff changes it at once, with a reason;
-- the few settings that move money are proposed by one and decided by another. The pages explain each setting, limit
-- and period, in both languages.

create table config.settings (
  setting text primary key,
  value   text not null,
  least   bigint,
  most    bigint,
  moves_money boolean not null default false
-- On several pages, so that one setting is looked up by index: on a single page the planner reads all of them.
) with (fillfactor = 10);
comment on table config.settings is
  'Limits and thresholds. Changes are in audit.changes. least and most bound what can '
  'be proposed, because two people can agree on a mistake: one that stops the fares, locks out whoever could correct '
  'it, or ends what the law or a dispute still needs.';
comment on column config.settings.least is
  'Smallest number that can be proposed; null: 1, or the setting is no number.';
comment on column config.settings.most is
  'Largest number that can be proposed; null: nine digits, or the setting is no number.';
comment on column config.settings.moves_money is
  'True: changed by two people. False: one member of staff changes it at once.';
create trigger log_changes after insert or update or delete on config.settings
  for each row execute function audit.log_row_change('setting');
insert into config.settings (setting, value, least, most) values
  -- The market.
  ('service_starts', '05:00', null, null),
  ('service_ends', '22:00', null, null),
  ('silent_after_minutes', '90', 10, 1440),
  ('silent_gaps', '4', 2, 50),
  ('silent_least_fares', '20', 5, 1000),
  ('owner_sms_at', '21:00', null, null),
  ('help_phone', '0700 000 000', null, null),
  ('pages_address', 'lipafare.example', null, null),
  ('split_proposal_days', '14', 1, 90),
  ('fare_proposal_days', '7', 1, 90),
  -- The menu.
  ('ussd_code', '*384*46#', null, null),
  ('ussd_networks', '63902,99999', null, null),
  ('ussd_resume_seconds', '300', 30, 3600),
  -- Payment prompts, and what waits to be sent.
  ('push_wait_seconds', '90', 30, 600),
  ('push_send_seconds', '60', 10, 600),
  ('push_query_after_seconds', '60', 10, 120),
  ('push_expire_seconds', '600', 120, 86400),
  ('outbox_tries', '8', 1, 50),
  -- Signing in.
  ('session_idle_minutes', '60', 5, 1440),
  ('session_absolute_hours', '12', 1, 168),
  ('sign_in_tries', '5', 3, 20),
  ('sign_in_pause_minutes', '15', 1, 1440),
  ('password_params', 'm=19456,t=2,p=1', null, null),
  ('reauthentication_minutes', '5', 1, 60),
  ('reauthentication_minutes_new_device', '1', 1, 60),
  ('second_factor_offer_minutes', '15', 5, 120),
  ('code_minutes', '5', 1, 30),
  ('code_tries', '5', 3, 10),
  ('code_pause_minutes', '15', 5, 1440),
  ('code_tries_a_day', '10', 5, 50),
  ('guessed_accounts', '10', 3, 1000),
  ('codes_a_minute', '1', 1, 10),
  ('codes_an_hour', '5', 1, 60),
  -- Crews and trips.
  ('trip_hours', '6', 1, 24),
  ('boarding_sms_after_seconds', '180', 0, 3600),
  ('trip_link_openings', '3', 1, 20),
  ('pin_tries', '5', 3, 10),
  ('pin_pause_minutes', '30', 5, 1440),
  ('pin_unknown_sim_tries', '10', 5, 100),
  -- Money out.
  ('payout_approval_hours', '24', 1, 168),
  ('payout_query_after_seconds', '60', 10, 3600),
  ('payout_unknown_alarm_minutes', '60', 5, 1440),
  ('float_told_minutes', '15', 1, 1440),
  ('sim_wait_seconds', '60', 10, 600),
  ('voucher_hours', '2', 1, 24),
  ('voucher_tries', '5', 3, 20),
  ('automatic_payout_at', '21:00', null, null),
  -- Fares that are given back.
  ('dispute_days', '7', 1, 90),
  ('dispute_alarm_hours', '24', 1, 720),
  -- Reconciliation.
  ('missing_post_minutes', '5', 1, 60),
  ('missing_at_operator_minutes', '30', 10, 1440),
  ('pull_clock_hours', '3', 0, 14),
  -- Points: what looks like farming.
  ('loyalty_farm_sims', '6', 2, 1000),
  ('loyalty_farm_minutes', '10', 1, 240),
  ('loyalty_farm_cents', '2000', 100, 100000);
-- The one list of settings that two people change. A mistake or a theft in them reaches money before anybody can undo
-- it: what may leave unverified, our commission in new splits, what one member of staff may assign alone and in a day,
-- which files of statements post money by themselves, the smallest and largest fare that the menu asks for, and how
-- long before it counts a higher cap of a route is known. The zone and the hours of a new device belong to the caps:
-- another zone begins another day. Every other setting, limit, period and pilot entry can be changed back without a
-- loss. For money out: how much needs no second person, the caps of a day, and how long a new destination waits.
-- No fare is above KES 10,000, so verify_above_cents can't be raised above that: not even two people together let
-- forged payments leave unverified.
-- payouts_sent: off after a restore, until what the operator paid is known (docs/runbooks/restore.md).
insert into config.settings (setting, value, least, most, moves_money) values
  ('verify_above_cents', '100000', 0, 1000000, true),
  ('commission_bps', '200', 0, 1000, true),
  ('assign_alone_cents', '100000', 0, 1000000, true),
  ('assign_cap_cents', '10000000', 100000, 1000000000, true),
  ('assign_cap_new_device_cents', '2000000', 100000, 1000000000, true),
  ('time_zone', 'Africa/Nairobi', null, null, true),
  ('new_device_hours', '24', 1, 168, true),
  ('file_channels_by_two', 'page,command,folder', null, null, true),
  ('move_fare_minutes', '20', 0, 120, true),
  ('ussd_min_cents', '1000', 100, 10000, true),
  ('ussd_max_cents', '500000', 10000, 25000000, true),
  ('fare_cap_notice_hours', '24', 0, 720, true),
  ('payouts_sent', 'on', null, null, true),
  ('payout_min_cents', '1000', 100, 100000, true),
  ('payout_alone_cents', '2000000', 0, 25000000, true),
  ('payout_alone_day_cents', '5000000', 0, 100000000, true),
  ('payout_cap_cents', '30000000', 100000, 1000000000, true),
  ('payout_cap_new_device_cents', '1000000', 100000, 1000000000, true),
  ('destination_cooling_hours', '24', 1, 168, true),
  ('sim_swap_days', '7', 1, 100, true),
  ('refund_alone_cents', '100000', 0, 1000000, true),
  ('loyalty_earn_cents', '1000', 100, 1000000, true),
  ('loyalty_point_cents', '100', 1, 1000, true),
  ('loyalty_day_points', '50', 0, 10000, true),
  ('loyalty_programme_points', '20000', 0, 10000000, true),
  ('loyalty_budget_bps', '5000', 0, 10000, true),
  ('loyalty_expiry_days', '180', 1, 3650, true);

create table config.write_tries (
  is_only  text primary key default 'only',
  tried_at timestamptz not null default '-infinity',
  constraint write_tries_is_one_row check (is_only = 'only')
);
comment on table config.write_tries is 'One row, which telco.try_write updates to learn whether the disk takes writes.';
insert into config.write_tries default values;

create table config.rate_limits (
  limit_name     text not null,
  per            text not null,
  burst          int  not null,
  refill_ms      int  not null,
  least_burst    int  not null default 1,
  most_refill_ms int  not null default 86400000,
  primary key (limit_name, per),
  constraint limits_per_is_known check (per in ('address', 'session', 'phone', 'sim', 'vehicle')),
  constraint limits_burst_is_positive check (burst between 1 and 100000),
  constraint limits_refill_is_positive check (refill_ms between 1 and 86400000)
);
comment on table config.rate_limits is
  'Rate limits as token buckets: burst calls at once, then one more every refill_ms. A limit without a row does '
  'not apply. Changes are in audit.changes.';
comment on column config.rate_limits.least_burst is
  'Smallest burst that can be proposed: below it honest people are refused, and with them whoever could correct it.';
comment on column config.rate_limits.most_refill_ms is 'Longest wait for one more call that can be proposed.';
create trigger log_changes after insert or update or delete on config.rate_limits
  for each row execute function audit.log_row_change('limit_name,per');
insert into config.rate_limits (limit_name, per, burst, refill_ms, least_burst, most_refill_ms) values
  ('page', 'address', 600, 50, 100, 1000),
  ('page', 'session', 120, 500, 30, 5000),
  ('form', 'address', 300, 100, 60, 2000),
  ('form', 'session', 60, 1000, 15, 10000),
  ('form_new_device', 'session', 30, 2000, 15, 10000),
  ('sign_in', 'address', 120, 2000, 20, 20000),
  ('sign_in', 'phone', 60, 6000, 5, 60000),
  ('code', 'address', 60, 10000, 10, 60000),
  ('code', 'phone', 5, 60000, 3, 600000),
  ('ussd', 'sim', 120, 1000, 20, 10000),
  ('ussd', 'session', 60, 1000, 20, 10000),
  -- A colleague's PIN is refused when it is chosen. Nobody must find it by trying one PIN after the other.
  ('crew_number', 'sim', 5, 720000, 3, 3600000),
  ('prompt', 'vehicle', 120, 1000, 60, 5000),
  ('wrong_token', 'address', 10, 6000, 3, 600000),
  ('wrong_token_alarm', 'address', 1, 60000, 1, 3600000);

-- Unlogged: consuming a rate limit waits for no disk, and after a crash everybody starts with a full bucket. Counts
-- that must survive a crash (wrong passwords, guessed codes) are in tables of their own.
create unlogged table config.buckets (
  limit_name text not null,
  per        text not null,
  key        bytea not null,
  full_at    timestamptz not null,
  primary key (limit_name, per, key),
  constraint buckets_key_is_short check (octet_length(key) between 1 and 64)
) with (fillfactor = 50);
comment on table config.buckets is
  'One row for each bucket that is not full; at full_at it will be. key: a keyed hash of an address, session, phone '
  'or SIM, never the thing itself. No row means a full bucket.';

create table fleet.pilot_entries (
  pilot_entry_id bigint generated always as identity primary key,
  kind       text not null,
  vehicle_id bigint references fleet.vehicles,
  route_id   bigint references fleet.routes,
  phone_hash bytea,
  valid_from timestamptz not null default clock_timestamp(),
  valid_to   timestamptz,
  constraint pilot_entries_name_one_thing check (
    case kind when 'vehicle' then vehicle_id is not null and num_nonnulls(route_id, phone_hash) = 0
              when 'route'   then route_id is not null and num_nonnulls(vehicle_id, phone_hash) = 0
              when 'sim'     then phone_hash is not null and num_nonnulls(vehicle_id, route_id) = 0
              else false end)
);
comment on table fleet.pilot_entries is
  'Who is in the pilot. No vehicle or route listed: every vehicle is; no SIM listed: every SIM is.';
create trigger log_changes after insert or update or delete on fleet.pilot_entries
  for each row execute function audit.log_row_change('pilot_entry_id', 'phone_hash');

create table config.config_changes (
  change_id    bigint generated always as identity primary key,
  kind         text   not null,
  subject      text   not null,
  phone_hash   bytea,
  value_before jsonb  not null,
  value_after  jsonb  not null,
  reason       text   not null,
  state        text   not null default 'proposed',
  made_by      bigint not null references accounts.users,
  made_at      timestamptz not null default clock_timestamp(),
  decided_by   bigint references accounts.users,
  decided_at   timestamptz,
  decision_reason text,
  constraint config_changes_kind_is_known
    check (kind in ('setting', 'limit', 'retention', 'pilot', 'gate', 'assignment', 'erasure', 'transfer', 'payout',
                    'reversal')),
  constraint config_changes_pilot_names_one_thing
    check (kind <> 'pilot' or subject ~ '^((vehicle|route):[0-9]+|sim)$'),
  constraint config_changes_have_a_phone_if_about_one
    check ((phone_hash is not null) = (kind = 'erasure' or (kind = 'pilot' and subject = 'sim'))),
  constraint config_changes_phone_is_a_hash check (octet_length(phone_hash) = 32),
  constraint config_changes_change_something check (value_before <> value_after),
  constraint config_changes_state_is_known
    check (state in ('changed', 'proposed', 'approved', 'declined', 'withdrawn')),
  constraint config_changes_end_is_whole
    check (case when state = 'proposed' then num_nonnulls(decided_by, decided_at) = 0
                when state in ('changed', 'withdrawn') then decided_by is null and decided_at is not null
                else num_nonnulls(decided_by, decided_at) = 2 end),
  constraint config_changes_decline_has_a_reason check ((state = 'declined') = (decision_reason is not null)),
  constraint config_changes_decision_reason_is_said check (length(btrim(decision_reason)) between 10 and 200),
  constraint config_changes_maker_is_not_checker check (made_by <> decided_by),
  constraint config_changes_reason_is_said check (length(btrim(reason)) between 3 and 200)
);
-- Each subject has one open proposal; SIMs are distinguished by their hash.
create unique index config_changes_one_open on config.config_changes (kind, subject, phone_hash) nulls not distinct
  where state = 'proposed';
create index config_changes_by_kind on config.config_changes (kind, change_id);
comment on table config.config_changes is
  'Changes of the configuration and proposals to change it, with their reasons. changed: by one member of staff, at '
  'once. proposed, approved, declined, withdrawn: a setting that moves money, and what can''t be undone: a larger '
  'payment assigned to a vehicle (assignment), a person erased (erasure), a vehicle sold to another '
  'owner (transfer). subject: a setting, limit_name,per of a limit, a kind of data, a gate, or who is in the '
  'pilot (vehicle:<id>, route:<id>; sim with phone_hash), a receipt, a vehicle_id, or person with phone_hash. '
  'value_before, value_after: as config.config_value says it. What was in force when is in '
  'audit.changes. decision_reason: why it was declined.';
create trigger log_changes after insert or update or delete on config.config_changes
  for each row execute function audit.log_row_change('change_id', 'phone_hash');

-- migrate:down
-- Forward only: a later migration corrects this one.
