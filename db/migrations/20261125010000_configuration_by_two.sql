-- migrate:up
-- Whatever can be configured is changed by two people, in one way: settings, limits of how often, periods of how
-- long, and who is in the pilot. One proposes with a reason, another decides; until then nothing changes.

create table security.config_changes (
  change_id    bigint generated always as identity primary key,
  kind         text   not null,
  subject      text   not null,
  phone_hash   bytea,
  value_before jsonb  not null,
  value_after  jsonb  not null,
  reason       text   not null,
  state        text   not null default 'proposed',
  made_by      bigint not null references security.users,
  made_at      timestamptz not null default clock_timestamp(),
  decided_by   bigint references security.users,
  decided_at   timestamptz,
  constraint config_changes_kind_is_known check (kind in ('setting', 'limit', 'retention', 'pilot')),
  constraint config_changes_pilot_names_one_thing check (kind <> 'pilot' or subject ~ '^((vehicle|route):[0-9]+|sim)$'),
  constraint config_changes_only_a_sim_has_a_phone check ((phone_hash is not null) = (kind = 'pilot' and subject = 'sim')),
  constraint config_changes_phone_is_a_hash check (octet_length(phone_hash) = 32),
  constraint config_changes_change_something check (value_before <> value_after),
  constraint config_changes_state_is_known check (state in ('proposed', 'approved', 'declined', 'withdrawn')),
  constraint config_changes_end_is_whole
    check (case state when 'proposed' then num_nonnulls(decided_by, decided_at) = 0
                      when 'withdrawn' then decided_by is null and decided_at is not null
                      else num_nonnulls(decided_by, decided_at) = 2 end),
  constraint config_changes_maker_is_not_checker check (made_by <> decided_by),
  constraint config_changes_reason_is_said check (length(btrim(reason)) between 3 and 200)
);
comment on table security.config_changes is 'Proposals to change the configuration, and what became of them. subject: a setting, act,per of a limit, a kind of data, or who is in the pilot (vehicle:<id>, route:<id>; sim with phone_hash). value_before, value_after: as security.config_value says it. withdrawn: by its maker, at decided_at. What was in force when is in audit.changes.';
-- One proposal a subject waits; SIMs are told apart by their hash.
create unique index config_changes_one_open on security.config_changes (kind, subject, phone_hash) nulls not distinct
  where state = 'proposed';
create index config_changes_by_kind on security.config_changes (kind, change_id);
create trigger trail_changes after insert or update or delete on security.config_changes
  for each row execute function audit.trail_row_change('change_id', 'phone_hash');

-- What was proposed so far moves here under its number, with who had which duty in it.
insert into security.config_changes
       (change_id, kind, subject, value_before, value_after, reason, state, made_by, made_at, decided_by, decided_at)
overriding system value
select c.change_id, 'setting', c.setting, jsonb_build_object('value', c.value_before), jsonb_build_object('value', c.value_after),
       c.reason, c.state, c.made_by, c.made_at, c.decided_by, c.decided_at
  from security.setting_changes c;
insert into security.duties (subject, duty, user_id, person_id, taken_at)
select replace(d.subject, 'security.setting_changes:', 'security.config_changes:'), d.duty, d.user_id, d.person_id, d.taken_at
  from security.duties d where d.subject like 'security.setting\_changes:%';
select setval(pg_get_serial_sequence('security.config_changes', 'change_id'), coalesce(max(change_id), 1), max(change_id) is not null)
  from security.config_changes;
-- squawk-ignore ban-drop-table
drop table security.setting_changes;
-- squawk-ignore ban-drop-function
drop function if exists security.propose_setting(bigint, text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists security.decide_setting(bigint, bigint, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.decide_setting(bytea, text, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.settings(bytea);

-- Between which numbers a proposal may move. Two people can agree on nonsense, too; these keep it from stopping the
-- fares, from shutting out whoever could undo it, and from ending what the law or a dispute still needs.
alter table security.settings add column least bigint, add column most bigint;
comment on column security.settings.least is 'Smallest number that can be proposed; null: 1, or the setting is no number.';
comment on column security.settings.most is 'Largest number that can be proposed; null: nine digits, or the setting is no number.';
update security.settings s set least = b.least, most = b.most
  from (values ('ussd_min_cents', 100, 10000), ('ussd_max_cents', 10000, 25000000), ('ussd_resume_seconds', 30, 3600),
               ('push_wait_seconds', 30, 600), ('push_send_seconds', 10, 600), ('push_query_after_seconds', 10, 120),
               ('push_expire_seconds', 120, 86400), ('outbox_tries', 1, 50), ('silent_after_minutes', 10, 1440),
               ('session_idle_minutes', 5, 1440), ('session_absolute_hours', 1, 168), ('sign_in_tries', 3, 20),
               ('sign_in_pause_minutes', 1, 1440), ('step_up_minutes', 1, 60), ('second_step_offer_minutes', 5, 120),
               ('code_minutes', 1, 30), ('code_tries', 3, 10), ('codes_a_minute', 1, 10), ('codes_an_hour', 1, 60))
       as b(setting, least, most)
 where s.setting = b.setting;

alter table security.limits add column least_burst int not null default 1, add column most_refill_ms int not null default 86400000;
comment on column security.limits.least_burst is 'Fewest turns at once that can be proposed: below it honest people are shut out, and with them whoever could undo it.';
comment on column security.limits.most_refill_ms is 'Longest wait for another turn that can be proposed.';
update security.limits l set least_burst = b.least, most_refill_ms = b.most
  from (values ('page', 'address', 100, 1000), ('page', 'session', 30, 5000), ('form', 'address', 60, 2000),
               ('form', 'session', 15, 10000), ('sign_in', 'address', 20, 20000), ('sign_in', 'phone', 5, 60000),
               ('code', 'address', 10, 60000), ('code', 'phone', 3, 600000), ('api', 'address', 20, 5000),
               ('ussd', 'sim', 20, 10000), ('ussd', 'session', 20, 10000), ('prompt', 'vehicle', 60, 5000),
               ('wrong_token', 'address', 3, 600000), ('wrong_token_alarm', 'address', 1, 3600000))
       as b(act, per, least, most)
 where l.act = b.act and l.per = b.per;

alter table security.retention_periods add column least_days int not null default 1, add column most_days int not null default 3650;
comment on column security.retention_periods.least_days is 'Shortest period that can be proposed; why, says decision 0080.';
comment on column security.retention_periods.most_days is 'Longest period that can be proposed: what is not needed is not kept.';
-- squawk-ignore constraint-missing-not-valid
alter table security.retention_periods add constraint retention_periods_within_bounds check (least_days <= most_days);
update security.retention_periods r set least_days = b.least, most_days = b.most
  from (values ('raw_bodies', 90, 3650), ('checkouts', 3, 400), ('ussd_sessions', 7, 400), ('sign_ins', 1, 400),
               ('sms_sent', 90, 3650), ('sms_reports', 7, 400), ('sms_received', 30, 3650))
       as b(kind, least, most)
 where r.kind = b.kind;

-- Who proposed something may think better of it, as long as nobody has decided.
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_state_is_known;
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_decision_is_whole;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_state_is_known
  check (state in ('proposed', 'approved', 'declined', 'withdrawn'));
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_end_is_whole
  check (case state when 'proposed' then num_nonnulls(decided_by, decided_at) = 0
                    when 'withdrawn' then decided_by is null and decided_at is not null
                    else num_nonnulls(decided_by, decided_at) = 2 end);
comment on table security.role_changes is 'Proposals to grant or revoke a role, and what became of them. valid_from null: from the decision on. withdrawn: by its maker, at decided_at.';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
