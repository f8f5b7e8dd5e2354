-- migrate:up
-- Two guards of today, beside what happens at the same moment. Shape is there a little before the functions of the same
-- release, and stays alone if those are refused: meanwhile the old functions give no proof of who acted, and none is asked for.

create or replace function audit.guard_actor() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- What a function of ours says by itself (audit.watch_roles) came from no setting. The owner before the proof:
  -- migrations write to the trail before there are functions.
  if new.actor = current_setting('lipa.actor', true) and new.actor <> new.role and to_regprocedure('security.actor()') is not null
     and not pg_has_role(session_user, (select c.relowner from pg_class c where c.oid = tg_relid), 'member') then
    new.actor := coalesce(security.actor(), new.role);
  end if;
  return new;
end $$;

-- Proposals before roles: who is just agreeing to one is waited for, and what came of it ends with the others. The other way
-- round it went on in the new SACCO, and who agreed to a revocation and who moved the vehicle waited for each other.
create or replace function fleet.leave_sacco() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_now    timestamptz := clock_timestamp();
  v_people bigint[];
begin
  new.in_sacco_since := v_now;
  with ended as (
    update security.role_changes c set state = 'withdrawn', decided_at = v_now
     where c.state = 'proposed' and c.scope_kind = 'vehicle' and c.scope_id = old.vehicle_id
    returning c.user_id
  )
  select array_agg(e.user_id) into v_people from ended e;
  -- A grant that has not begun must not look as if it were the new SACCO's.
  update security.role_grants g set valid_from = least(g.valid_from, v_now - interval '1 microsecond'), valid_to = v_now
   where g.scope_kind = 'vehicle' and g.scope_id = old.vehicle_id and (g.valid_to is null or g.valid_to > v_now);
  -- One that nobody has ended and nobody has looked at since (fleet.expire_trips) was over then, not now.
  update fleet.trips t set closed_at = greatest(least(v_now, t.ends_at), t.opened_at), closed_as = case when t.ends_at <= v_now then 'expired' else 'ended' end
   where t.vehicle_id = old.vehicle_id and t.closed_at is null;
  delete from security.crew_sims c where c.vehicle_id = old.vehicle_id;
  perform security.forget_proposed(p_user_id => u.user_id) from (select distinct unnest(v_people) order by 1) u(user_id);
  return new;
end $$;

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
