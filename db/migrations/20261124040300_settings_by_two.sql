-- migrate:up
-- A limit or threshold is changed by two people: one proposes, another agrees. Until then nothing changes.

create table security.setting_changes (
  change_id    bigint generated always as identity primary key,
  setting      text   not null references security.settings,
  value_before text   not null,
  value_after  text   not null,
  reason       text   not null,
  state        text   not null default 'proposed',
  made_by      bigint not null references security.users,
  made_at      timestamptz not null default clock_timestamp(),
  decided_by   bigint references security.users,
  decided_at   timestamptz,
  constraint setting_changes_state_is_known check (state in ('proposed', 'approved', 'declined')),
  constraint setting_changes_decision_is_whole
    check (num_nonnulls(decided_by, decided_at) = case state when 'proposed' then 0 else 2 end),
  constraint setting_changes_maker_is_not_checker check (made_by <> decided_by),
  constraint setting_changes_change_something check (value_before <> value_after),
  constraint setting_changes_reason_is_said check (length(btrim(reason)) between 3 and 200)
);
create unique index setting_changes_one_open on security.setting_changes (setting) where state = 'proposed';
comment on table security.setting_changes is 'Proposals to change a setting, and what became of them. What was in force when is in audit.changes, subject security.settings:<setting>.';
create trigger trail_changes after insert or update or delete on security.setting_changes
  for each row execute function audit.trail_row_change('change_id');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
