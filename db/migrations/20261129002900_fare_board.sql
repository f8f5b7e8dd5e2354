-- migrate:up
-- The fare board: fares, events and the cap of a route are proposed by one official of its SACCO and approved by
-- another. Source: docs/decisions/fare-board.md.

create table fleet.fare_caps (
  route_id       bigint      not null references fleet.routes,
  cap_cents      bigint      not null,
  effective_from timestamptz not null,
  primary key (route_id, effective_from),
  constraint fare_caps_are_whole_shillings check (cap_cents > 0 and cap_cents % 100 = 0)
);
comment on table fleet.fare_caps is
  'The most that one seat of a route may cost, in cents, from a moment on. Never edited: a new cap is a new row.';
create trigger log_changes after insert or update or delete on fleet.fare_caps
  for each row execute function audit.log_row_change('route_id,effective_from');

create table fleet.fare_proposals (
  proposal_id  bigint generated always as identity primary key,
  route_id     bigint      not null references fleet.routes,
  sacco_id     bigint      not null references fleet.saccos,
  kind         text        not null,
  fares        jsonb,
  event_name   text,
  starts_at    timestamptz,
  ends_at      timestamptz,
  cap_cents    bigint,
  state        text        not null default 'proposed',
  made_by      bigint      not null references accounts.users,
  made_at      timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  decided_by   bigint references accounts.users,
  decided_at   timestamptz,
  decision_reason text,
  effective_from  timestamptz,
  event_id     bigint references fleet.fare_events,
  constraint fare_proposals_kind_is_known check (kind in ('fares', 'event', 'cap')),
  constraint fare_proposals_say_one_thing check (
    case kind when 'fares' then fares is not null and num_nonnulls(event_name, ends_at, cap_cents) = 0
              when 'event' then num_nulls(fares, event_name, starts_at, ends_at) = 0 and cap_cents is null
              else cap_cents is not null and num_nonnulls(fares, event_name, starts_at, ends_at) = 0 end),
  constraint fare_proposals_cap_is_positive check (cap_cents > 0),
  constraint fare_proposals_state_is_known
    check (state in ('proposed', 'approved', 'declined', 'withdrawn', 'expired')),
  constraint fare_proposals_end_is_whole
    check (case when state = 'proposed' then num_nonnulls(decided_by, decided_at) = 0
                when state in ('approved', 'declined') then num_nonnulls(decided_by, decided_at) = 2
                else decided_at is not null end),
  constraint fare_proposals_approved_counts_from check ((state = 'approved') = (effective_from is not null)),
  constraint fare_proposals_decline_has_a_reason check ((state = 'declined') = (decision_reason is not null)),
  constraint fare_proposals_decision_reason_is_said check (length(btrim(decision_reason)) between 10 and 200),
  constraint fare_proposals_two_people check (state not in ('approved', 'declined') or made_by <> decided_by)
);
create unique index fare_proposals_one_open on fleet.fare_proposals (route_id, kind) where state = 'proposed';
create index fare_proposals_by_route on fleet.fare_proposals (route_id, proposal_id);
comment on table fleet.fare_proposals is
  'Fares (cents by band, in the order of stages), events and caps of a route that one official of its SACCO proposed, '
  'and what became of them. starts_at: planned start; null: from its approval. effective_from: since when it counts. '
  'expired: nobody decided until expires_at. decision_reason: why it was declined.';
create trigger log_changes after insert or update or delete on fleet.fare_proposals
  for each row execute function audit.log_row_change('proposal_id');

-- However a price is written, none is above the cap of its route: of its time, and of every cap that is planned after.
create function fleet.guard_fare_caps() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from new_fares n join fleet.stages s using (stage_id) join fleet.fare_caps c using (route_id)
              where n.amount_cents > c.cap_cents
                and c.effective_from >= coalesce((select max(b.effective_from) from fleet.fare_caps b
                      where b.route_id = s.route_id and b.effective_from <= n.effective_from), n.effective_from)) then
    raise exception 'a fare is above the cap of its route' using errcode = 'LFV34';
  end if;
  return null;
end $$;
comment on function fleet.guard_fare_caps is 'Refuses prices above the cap of their route. Raises LFV34.';
create trigger guard_fare_caps after insert on fleet.stage_fares referencing new table as new_fares
  for each statement execute function fleet.guard_fare_caps();
alter table fleet.stage_fares enable always trigger guard_fare_caps;

-- migrate:down
-- Forward only: a later migration corrects this one.
