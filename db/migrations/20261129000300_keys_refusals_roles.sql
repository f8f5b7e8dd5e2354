-- migrate:up
-- Keys change in a maintenance window (decision 0075), refusals are counted by the hour (decision 0090),
-- rights of database roles are no longer compared every minute, and the actor needs no proof.

-- squawk-ignore ban-drop-function
drop function if exists telco.phone_in_force(bytea, bytea), security.phone_in_force(bytea, bytea),
  worker.claim_lookups(text, int), worker.claim_reseal(text, int), worker.move_phones(text, text, bytea[], bytea[]),
  worker.put_resealed(text, text, text[], bytea[], bytea[], int), worker.sealed_under(),
  security.sealed_page(text, text, int), security.unlink_strangers(text, timestamptz, int),
  security.pin_in_force(security.typed_pin);
-- squawk-ignore ban-drop-view
drop view if exists audit.reseals;
do $$
begin
  -- Its parameter has the type of the table, so it goes first; a new database never had it.
  if to_regtype('security.reseals') is not null then
    drop function if exists security.turn_page(security.reseals, text, int);
  end if;
end $$;
-- squawk-ignore ban-drop-table
drop table security.reseals;
comment on type security.typed_pin is
  'HMAC of five digits under the look-up key that the web holds, and the name of that key; arrays of one.';

-- squawk-ignore ban-drop-function
drop function if exists security.note_refusal(text, text, jsonb, text),
  security.count_refusal(text, text, timestamptz);
-- squawk-ignore ban-drop-table
drop table security.refusals;
create table security.refusals (
  hour_at      timestamptz not null,
  action       text        not null,
  asked        text        not null,
  actor        text        not null,
  detail       jsonb       not null,
  change_id    bigint      not null default nextval('audit.change_log_change_id_seq'),
  role         text        not null,
  times        bigint      not null default 1,
  first_at     timestamptz not null,
  last_at      timestamptz not null,
  last_subject text        not null,
  last_from    text,
  primary key (hour_at, action, asked, actor, detail),
  constraint refusals_change_id_is_unique unique (change_id),
  constraint refusals_times_is_positive check (times > 0)
) with (fillfactor = 70);
create index refusals_by_actor on security.refusals (actor, change_id);
comment on table security.refusals is
  'What was refused, one row for each kind in each hour that begins at hour_at. action: the kind; asked: the route '
  'or table; actor: the signed-in person or the login role; detail: API function, reason, outcome; change_id: its '
  'place in audit.changes.';

delete from security.settings where setting in ('lookup_key_moves', 'refusal_rows_by_one', 'refusal_rows_in_all');

-- squawk-ignore ban-drop-function
drop function if exists audit.watch_roles(text), audit.database_facts(), audit.rights_given();
-- squawk-ignore ban-drop-table
drop table audit.known_facts;
drop trigger guard_actor on audit.change_log;
-- squawk-ignore ban-drop-function
drop function audit.guard_actor();
-- squawk-ignore ban-drop-function
drop function if exists security.actor_proof(text);
-- squawk-ignore ban-drop-table
drop table security.actor_keys;

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
