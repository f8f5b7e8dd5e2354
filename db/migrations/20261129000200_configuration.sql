-- migrate:up
-- One member of staff changes the configuration at once. Only settings that move money need a second person.

-- The one list of these settings. A mistake or a theft in them reaches money before anybody can undo it: what may
-- leave unverified, what one member of staff may place in a day, and the smallest and largest fare that the menu
-- asks for. Every other setting, limit, period and pilot entry can be changed back without a loss.
alter table security.settings add column moves_money boolean not null default false;
comment on column security.settings.moves_money is
  'True: changed by two people. False: one member of staff changes it at once.';
update security.settings set moves_money = true
 where setting in ('verify_above_cents', 'place_cap_cents', 'place_cap_new_device_cents', 'ussd_min_cents',
   'ussd_max_cents');

-- What is waiting for a second person and needs none any more is withdrawn; staff can change it at once.
update security.config_changes c set state = 'withdrawn', decided_at = clock_timestamp()
 where c.state = 'proposed'
   and not exists (select from security.settings s where c.kind = 'setting' and s.setting = c.subject
                     and s.moves_money);
-- squawk-ignore ban-drop-constraint
alter table security.config_changes drop constraint config_changes_state_is_known;
-- squawk-ignore ban-drop-constraint
alter table security.config_changes drop constraint config_changes_end_is_whole;
-- squawk-ignore constraint-missing-not-valid
alter table security.config_changes add constraint config_changes_state_is_known
  check (state in ('changed', 'proposed', 'approved', 'declined', 'withdrawn'));
-- squawk-ignore constraint-missing-not-valid
alter table security.config_changes add constraint config_changes_end_is_whole
  check (case when state = 'proposed' then num_nonnulls(decided_by, decided_at) = 0
              when state in ('changed', 'withdrawn') then decided_by is null and decided_at is not null
              else num_nonnulls(decided_by, decided_at) = 2 end);
comment on table security.config_changes is
  'Changes of the configuration and proposals to change it, with their reasons. changed: by one member of staff, at '
  'once. proposed, approved, declined, withdrawn: a setting that moves money. subject: a setting, act,per of a limit, '
  'a kind of data, or who is in the pilot (vehicle:<id>, route:<id>; sim with phone_hash). value_before, value_after: '
  'as security.config_value says it. What was in force when is in audit.changes.';

-- The pages say what each setting, limit and period means, in both languages (web/texts_of_meanings.py).
-- squawk-ignore ban-drop-column
alter table security.settings drop column meaning;
-- squawk-ignore ban-drop-column
alter table security.limits drop column meaning;
-- squawk-ignore ban-drop-column
alter table security.retention_periods drop column meaning;

-- No route counts under it; it comes back with the story of partners.
delete from security.limits where act = 'api';

-- squawk-ignore ban-drop-function
drop function if exists ops.config(bytea, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.config_item(bytea, text, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.propose_setting(bytea, text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.propose_limit(bytea, text, text, text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.propose_retention(bytea, text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.propose_pilot_entry(bytea, text, text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.propose_pilot_sim(bytea, bytea, bytea, text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists ops.propose_pilot_end(bytea, text, text);
-- squawk-ignore ban-drop-function
drop function if exists security.propose_config(bigint, text, text, bytea, jsonb, text);
-- squawk-ignore ban-drop-function
drop function if exists security.fits_setting(text, text);
-- squawk-ignore ban-drop-function
drop function if exists security.config_change_card(bigint, bigint, text);
-- squawk-ignore ban-drop-function
drop function if exists security.apply_config(text, text, bytea, jsonb);
-- squawk-ignore ban-drop-function
drop function if exists security.config_part(jsonb);
-- squawk-ignore ban-drop-function
drop function if exists security.config_history(text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists fleet.pilot_consequence(text, bytea, text);

-- migrate:down
-- Forward only: the next migration corrects what turns out wrong.
