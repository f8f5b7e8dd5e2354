-- migrate:up
-- A person is shut out at once by one of us, and let in again by two. Why and by whom stands beside
-- the moment; letting in is a proposal like a role: what is given back is the role that everybody has
-- over themselves ('person', decision 0081).

-- Before the first release these tables are small and nobody waits for their locks.
alter table security.users
  add column disabled_by  bigint,
  add column disabled_why text;
-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
alter table security.users add constraint users_disabler_is_known
  foreign key (disabled_by) references security.users (user_id);
-- squawk-ignore constraint-missing-not-valid
alter table security.users add constraint users_disabled_for_a_reason
  check (num_nonnulls(disabled_by, disabled_why) in (0, 2) and (disabled_at is not null or disabled_by is null));
comment on column security.users.disabled_at is 'Shut out since; null: not. All accounts of one person together (security.disable_person), or this one alone because it was emptied (security.erase_account, no disabled_by).';

-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_act_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_act_is_known check (act in ('grant', 'revoke', 'enable'));
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_revoke_names_a_grant;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_revoke_names_a_grant check (act <> 'revoke' or grant_id is not null);
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_enable_gives_back_oneself
  check ((act = 'enable') = (scope_kind = 'self') and (act <> 'enable' or scope_id = user_id));
-- squawk-ignore require-concurrent-index-creation
create unique index role_changes_one_open_enable on security.role_changes (user_id) where act = 'enable' and state = 'proposed';
comment on table security.role_changes is 'Proposals to grant or revoke a role, or to let a disabled person in again (enable: role person, over themselves), and what became of them. valid_from null: from the decision on.';

-- All accounts of one person are found together.
-- squawk-ignore require-concurrent-index-creation
create index users_by_first_account on security.users (same_person_as) where same_person_as is not null;

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
