-- migrate:up
-- One person, one phone, one account: users.phone_hash is unique, and nothing joins two accounts. Duties are kept
-- apart by account.

-- Before the first release these tables are small and nobody waits for their locks.
-- squawk-ignore ban-drop-column
alter table security.role_changes drop column other_user_id;
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint if exists role_changes_join_names_another;
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint if exists role_changes_nobody_about_themselves;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_nobody_about_themselves
  check (user_id <> made_by and user_id <> decided_by);
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_act_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_act_is_known check (act in ('grant', 'revoke', 'enable'));
-- squawk-ignore ban-drop-constraint
alter table security.role_changes drop constraint role_changes_about_oneself_or_a_role;
-- squawk-ignore constraint-missing-not-valid
alter table security.role_changes add constraint role_changes_enable_gives_back_oneself
  check ((act = 'enable') = (scope_kind = 'self') and (scope_kind <> 'self' or scope_id = user_id));
-- squawk-ignore require-concurrent-index-deletion
drop index security.role_changes_one_open_separation;
comment on table security.role_changes is
  'Proposals to grant or revoke a role, or to let a disabled person in again (role person, over themselves), and '
  'what became of them. valid_from null: from the decision on. withdrawn: by its maker, or because the account was '
  'emptied, at decided_at.';

-- squawk-ignore ban-drop-column
alter table security.duties drop column person_id;
comment on table security.duties is
  'Who had which duty (maker, checker, concerned …) on which subject (schema.table:<key>). One person never has two '
  'on the same one, whatever roles they hold. Append-only.';

-- squawk-ignore ban-drop-column
alter table security.users drop column same_person_as;

-- squawk-ignore ban-drop-function
drop function if exists
  security.join_accounts(bigint, bigint),
  security.separate_accounts(bigint, bigint),
  security.joining_hindered(text, bigint, bigint),
  security.consider_joining(text, bigint, bigint),
  security.propose_join(bigint, text, bigint, bigint, text),
  security.accounts_of(bigint),
  security.person_of(bigint),
  security.is_bound(bigint, text),
  security.decides_after(bigint, bigint, bigint),
  security.other_deciders(text, bigint, bigint[]),
  security.deciders(bigint),
  security.decides_without(bigint),
  security.consider_act(text, bigint, bigint, bigint, text, bytea, text),
  security.consider_device(bigint, text, bytea, text),
  security.consider_revoke(bigint, text),
  security.consider_person(text, bigint, bytea),
  ops.consider_act(bytea, text, text, text),
  ops.propose_join(bytea, text, text, text),
  ops.propose_separation(bytea, text, text),
  ops.propose_revoke(bytea, text, text),
  sacco.consider_act(bytea, text, text);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
