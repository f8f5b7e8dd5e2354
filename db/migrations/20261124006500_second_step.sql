-- migrate:up
-- A password alone opens no page that moves other people's money: the second step at sign-in, a code
-- that an app on the person's phone shows for half a minute, and again before a dangerous act.

-- Before the first release these tables are small and nobody waits for their locks.
alter table security.roles add column second_step text not null default 'no';
update security.roles set second_step = 'due' where role in ('sacco_admin', 'sacco_treasurer', 'ops', 'finance');
-- squawk-ignore constraint-missing-not-valid
alter table security.roles add constraint roles_second_step_is_known check (second_step in ('no', 'due'));
comment on column security.roles.second_step is 'due: whoever holds this role signs in with a second step.';

alter table security.sessions add column proved_at timestamptz;
comment on column security.sessions.proved_at is 'When the second step was last taken in this session; null: never. Where a second step is due, a session without it opens only the page that asks for it.';

create table security.second_steps (
  user_id       bigint primary key references security.users,
  secret_sealed bytea       not null,
  offered_at    timestamptz not null default clock_timestamp(),
  confirmed_at  timestamptz,
  last_step     bigint      not null default 0,
  failed_tries  int         not null default 0,
  locked_until  timestamptz,
  constraint second_steps_step_not_negative check (last_step >= 0)
);
comment on table security.second_steps is 'The secret that a person''s app makes codes from (RFC 6238), sealed at the edge. last_step: the half minute whose code was last taken; that one and earlier ones are never taken again. Not confirmed: shown to the person, who has not yet typed a code from it.';

create table security.recovery_codes (
  user_id   bigint      not null references security.users,
  code_hash bytea       not null,
  made_at   timestamptz not null default clock_timestamp(),
  primary key (user_id, code_hash),
  constraint recovery_codes_hash_is_sha256 check (octet_length(code_hash) = 32)
);
comment on table security.recovery_codes is 'sha256 of random 80-bit codes that a person wrote down, for the day the phone is lost. Gone when used.';

insert into security.settings (setting, value, meaning) values
  ('step_up_minutes', '5', 'How long after a second step dangerous acts may follow without another one'),
  ('second_step_offer_minutes', '15', 'How long a secret that was shown, but not confirmed, stays the same');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
