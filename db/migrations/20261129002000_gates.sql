-- migrate:up
-- The figures by which we see whether the service works, their bounds, and how staff hear of alarms.

create schema gates;
comment on schema gates is 'Figures of the service, their bounds, and the alarms that follow from them.';

create table gates.gates (
  gate          text   primary key,
  place         int    not null unique,
  unit          text   not null,
  green_sign    text   not null,
  green_bound   bigint not null,
  alarm_sign    text   not null,
  alarm_bound   bigint not null,
  least_cases   int    not null default 0,
  every_minutes int    not null default 1,
  again_hours   int    not null default 24,
  alarm_from    text   not null default 'watch_gates',
  source        text   not null,
  constraint gates_unit_is_known check (unit in ('permille', 'ms', 'seconds', 'tenths', 'count', 'cents', 'bytes')),
  constraint gates_signs_are_known
    check (green_sign in ('<', '<=', '>', '>=') and alarm_sign in ('<', '<=', '>', '>=')),
  constraint gates_signs_oppose check (left(green_sign, 1) <> left(alarm_sign, 1)),
  constraint gates_bounds_leave_no_overlap
    check (case left(green_sign, 1) when '<' then green_bound <= alarm_bound else green_bound >= alarm_bound end),
  constraint gates_alarm_is_from_somewhere
    check (alarm_from in ('watch_gates', 'watch_payouts', 'prove_trust'))
);
comment on table gates.gates is
  'One row for each figure. gate: its name, and the kind of its alarm. Green when value and green_bound stand in '
  'green_sign, alarm when they stand in alarm_sign; between the two an open alarm stays open. permille and tenths: '
  'percent and numbers with one decimal. least_cases: with fewer there is a figure and no alarm. every_minutes: how '
  'often it is measured. again_hours: an acknowledged alarm is raised again if the figure is still bad after so long. '
  'alarm_from: the scheduled job that raises it.';
create trigger log_changes after insert or update or delete on gates.gates
  for each row execute function audit.log_row_change('gate');
insert into gates.gates (gate, place, unit, green_sign, green_bound, alarm_sign, alarm_bound, least_cases,
                         every_minutes, again_hours, alarm_from, source) values
  ('trust_differs',     1, 'cents',    '<=',      0, '>',       0,  0,  1,  24, 'prove_trust', 'recon.trust_proofs'),
  ('money_not_posted',  2, 'count',    '<=',      0, '>=',      1,  0,  5,  24, 'watch_gates',
   'mobile_money.mpesa_callbacks, mobile_money.payment_intents, recon.breaks, ledger.journals'),
  ('callback_silence',  3, 'tenths',   '<',      20, '>',      40, 20,  1,  24, 'watch_gates',
   'mobile_money.mpesa_callbacks, gates.message_hours'),
  ('callback_failures', 4, 'permille', '<',       1, '>',      10,  0,  1,  24, 'watch_gates',
   'mobile_money.mpesa_callbacks'),
  ('callback_delay',    5, 'ms',       '<=',   5000, '>',   30000,  0,  1,  24, 'watch_gates',
   'ledger.journals, mobile_money.mpesa_callbacks'),
  ('ussd_completion',   6, 'permille', '>=',    900, '<',     800, 20,  1,  24, 'watch_gates',
   'ussd.ussd_sessions, mobile_money.payment_intents'),
  ('ussd_drops',        7, 'permille', '<=',     80, '>',     150, 50,  1,  24, 'watch_gates', 'ussd.ussd_sessions'),
  ('receipts_late',     8, 'permille', '>=',    970, '<',     930, 20,  1,  24, 'watch_gates',
   'messaging.outbox, messaging.outbox_done, messaging.deliveries'),
  ('recon_unmatched',   9, 'permille', '>=',    995, '<',     980,  0,  5,  24, 'watch_gates', 'recon.lines'),
  ('oldest_break',     10, 'seconds',  '<',   86400, '>=', 129600,  0,  1,  24, 'watch_gates', 'recon.breaks'),
  ('payout_delay',     11, 'seconds',  '<=',    120, '>',    1800,  0,  1,  24, 'watch_gates', 'payouts.payouts'),
  ('payout_unknown',   12, 'seconds',  '<',     900, '>',    3600,  0,  1,  24, 'watch_payouts', 'payouts.payouts'),
  ('page_time',        13, 'ms',       '<=',    400, '>',    1000, 20,  1,  24, 'watch_gates', 'gates.page_loads'),
  ('page_weight',      14, 'bytes',    '<=',  30720, '>',   81920,  0,  1,  24, 'watch_gates', 'gates.page_loads'),
  ('fare_margin',      15, 'cents',    '>',       0, '<',       0,  0, 60, 168, 'watch_gates', 'gates.channel_days'),
  ('cashless_share',   16, 'permille', '>=',    600, '<',     150,  0, 60, 168, 'watch_gates', 'fares.trip_counts'),
  ('tally_variance',   17, 'permille', '<=',     30, '>',      80,  0, 60, 168, 'watch_gates', 'fares.trip_counts'),
  ('archive_failing',  18, 'count',    '<=',      1, '>',       4,  0,  1,  24, 'watch_gates', 'pg_stat_archiver'),
  ('backup_age',       19, 'seconds',  '<',   93600, '>=', 108000,  0,  5,  24, 'watch_gates', 'gates.backups');

create table gates.figures (
  gate        text primary key references gates.gates,
  state       text        not null,
  value       bigint,
  cases       bigint,
  since       timestamptz not null,
  measured_at timestamptz not null,
  green_since timestamptz,
  alarm_since timestamptz,
  constraint figures_state_is_known check (state in ('green', 'between', 'alarm', 'no_data'))
);
comment on table gates.figures is
  'What each figure was when it was measured last. cases: of how many. since: when its state began. green_since: green '
  'from then on (without data it stays so). alarm_since: the alarm''s cause began then and has not ended.';

create type gates.figure as (
  value   bigint,
  lasting bigint,
  cases   bigint
);
comment on type gates.figure is
  'What a function measured. value: null when there is nothing to measure. lasting: what the alarm''s bound is '
  'compared with: the value, or the best of the days that a bad value must last; null when that is too little for an '
  'alarm.';

create table gates.message_hours (
  hour_at  timestamptz primary key,
  messages int not null
);
comment on table gates.message_hours is
  'How many messages about payments the operator sent in each hour that is over: what is usual at that hour.';

create table gates.channel_days (
  business_on      date   not null,
  channel          text   not null,
  fares            int    not null,
  commission_cents bigint not null,
  ussd_sessions    int    not null,
  receipts         int    not null,
  cost_cents       bigint not null,
  primary key (business_on, channel),
  constraint channel_days_channel_is_known check (channel in ('ussd', 'paybill'))
);
comment on table gates.channel_days is
  'What fares of each channel earned on a day that is over, and what menu and receipts cost, at the prices of the '
  'settings when it was stored. Counted once, so that no figure reads the fares of past days.';

create table gates.pilot_weeks (
  week_on     date primary key,
  until_on    date        not null,
  counted_at  timestamptz not null,
  final_at    timestamptz,
  vehicles      int    not null,
  vehicles_paid int    not null,
  sims          int    not null,
  fares         int    not null,
  ussd_fares    int    not null,
  fare_cents       bigint not null,
  commission_cents bigint not null,
  lines         int    not null,
  lines_matched int    not null,
  breaks        int    not null,
  breaks_open   int    not null,
  oldest_break_seconds bigint,
  payouts       int    not null,
  payout_seconds      bigint,
  payout_slow_seconds bigint,
  disputes         int not null,
  disputes_decided int not null,
  dispute_seconds      bigint,
  dispute_slow_seconds bigint,
  constraint pilot_weeks_begin_on_monday check (extract(isodow from week_on) = 1),
  constraint pilot_weeks_until_is_in_the_week check (until_on between week_on and week_on + 6),
  constraint pilot_weeks_final_is_whole check (final_at is null or until_on = week_on + 6)
);
comment on table gates.pilot_weeks is
  'The figures of the pilot in a week from week_on to until_on, counted each night, and for the last time at final_at. '
  'See gates.measure_week_adoption, gates.measure_week_recon and gates.measure_week_turnaround.';
create table gates.week_drops (
  week_on  date not null references gates.pilot_weeks,
  step     text not null,
  sessions int  not null,
  primary key (week_on, step)
);
comment on table gates.week_drops is
  'USSD sessions of a week by the screen at which they ended; end: our last screen.';

create table gates.page_loads (
  minute_at   timestamptz not null,
  load_ms     int         not null,
  bytes       int         not null,
  pages       int         not null,
  primary key (minute_at, load_ms, bytes)
);
comment on table gates.page_loads is
  'Pages served in a minute, by classes: load_ms and bytes are upper bounds of time and size. The pages'' processes '
  'add their counts; kept for an hour.';

create table gates.backups (
  label        text primary key,
  kind         text        not null,
  started_at   timestamptz not null,
  finished_at  timestamptz not null,
  stop_lsn     pg_lsn      not null,
  bytes        bigint      not null,
  stored_bytes bigint      not null,
  oldest_at    timestamptz not null,
  constraint backups_kind_is_known check (kind in ('full', 'differential', 'incremental'))
);
comment on table gates.backups is
  'Backups of this server that were made and verified. label: the name in the repository. stop_lsn: the WAL up to '
  'there makes it consistent. bytes: of the server; stored_bytes: what it added to the repository. oldest_at: the '
  'oldest moment that could be restored then.';

insert into config.settings (setting, value, least, most) values
  ('ussd_session_cost_cents', '100', 0, 10000),
  ('sms_cost_cents', '80', 0, 10000),
  ('gate_green_minutes', '5', 1, 120),
  ('alarm_channels', 'sms,email,webhook', null, null),
  ('alarm_told_rank', '2', 1, 4),
  ('alarm_nag_minutes', '15', 1, 1440),
  ('alarm_nag_minutes_others', '60', 1, 1440);

create table messaging.on_call_staff (
  user_id bigint primary key references accounts.users,
  since   timestamptz not null default clock_timestamp()
);
comment on table messaging.on_call_staff is
  'Staff who get the SMS about alarms. Empty: every member of staff with the role ops gets it.';
create trigger log_changes after insert or update or delete on messaging.on_call_staff
  for each row execute function audit.log_row_change('user_id');

create table messaging.alarm_notices (
  notice_id bigint generated always as identity primary key,
  sent_at   timestamptz not null,
  alarms    jsonb       not null
);
comment on table messaging.alarm_notices is
  'What staff were told about alarms, and when. alarms: kind, rank, open (how many) and since of each kind, the worst '
  'first.';

-- migrate:down
-- Forward only: a later migration corrects this one.
