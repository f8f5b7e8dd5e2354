-- migrate:up
-- That two accounts are one person's, or are not after all, is proposed by one and decided by another,
-- in the same table as roles: like letting in it is about the role that everybody has over
-- themselves, and names a second account.

-- Before the first release these tables are small and nobody waits for their locks.
alter table security.role_changes add column other_user_id bigint;
-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
alter table security.role_changes add constraint role_changes_other_is_known
  foreign key (other_user_id) references security.users (user_id);
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_act_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_act_is_known
  check (act in ('grant', 'revoke', 'enable', 'join', 'separate'));
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_enable_gives_back_oneself;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_about_oneself_or_a_role
  check ((act in ('enable', 'join', 'separate')) = (scope_kind = 'self') and (scope_kind <> 'self' or scope_id = user_id));
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_join_names_another
  check ((act in ('join', 'separate')) = (other_user_id is not null) and other_user_id <> user_id);
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_nobody_about_themselves;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_nobody_about_themselves
  check (user_id <> made_by and user_id <> decided_by and other_user_id <> made_by and other_user_id <> decided_by);
-- squawk-ignore require-concurrent-index-creation
create unique index role_changes_one_open_join on security.role_changes (least(user_id, other_user_id), greatest(user_id, other_user_id))
  where act = 'join' and state = 'proposed';
-- squawk-ignore require-concurrent-index-creation
create unique index role_changes_one_open_separation on security.role_changes (user_id) where act = 'separate' and state = 'proposed';
-- squawk-ignore require-concurrent-index-creation
create index role_changes_by_other on security.role_changes (other_user_id, change_id) where other_user_id is not null;
comment on table security.role_changes is 'Proposals to grant or revoke a role, to let a disabled person in again, to join two accounts as one person''s or to separate one from the others (these three: role person, over themselves), and what became of them. valid_from null: from the decision on. withdrawn: by its maker, or because the account was emptied, at decided_at.';
comment on column security.role_changes.other_user_id is 'join: the second account. separate: one of those that user_id is joined with. Else null.';

-- A person is known by their account, too: what an account signed while it counted as somebody else''s
-- binds it after they are separated.
-- squawk-ignore constraint-missing-not-valid, disallowed-unique-constraint
alter table security.duties add constraint duties_never_meet_in_one_account unique (subject, user_id);

-- Joining is no longer one person's act.
-- squawk-ignore ban-drop-function
drop function if exists ops.join_accounts(bytea, text, text);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
