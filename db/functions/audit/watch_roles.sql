-- Did anybody get another power, right, membership or setting since the last look? Roles belong to the
-- server: no trigger sees them change, so they are compared. Each difference is a row in the trail.
-- Source: issue 3, Database doors; decision 0085. Locks: one look at a time. Repeat: nothing new to tell.
create or replace function audit.watch_roles(
  p_source text    -- watch: nobody knows who did it; deploy: it came with our own release; by_hand: this very session did
) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_is_first boolean;
  v_changed  text[];
begin
  perform pg_advisory_xact_lock(hashtext('audit.watch_roles'));
  v_is_first := not exists (select from audit.known_facts);
  with now_true as materialized (select distinct f.subject, f.fact from audit.database_facts() f),
  lost as (
    delete from audit.known_facts k where not exists (select from now_true n where (n.subject, n.fact) = (k.subject, k.fact))
    returning k.subject, k.fact),
  gained as (
    insert into audit.known_facts (subject, fact)
    select n.subject, n.fact from now_true n
     where not exists (select from audit.known_facts k where (k.subject, k.fact) = (n.subject, n.fact))
    returning subject, fact),
  told as (
    insert into audit.change_log (actor, role, action, subject, before, after)
    select case p_source when 'watch' then 'database' else session_user end, session_user,
           case when d.subject like 'database.roles:%' then 'alter_role' else 'alter_database' end, d.subject,
           jsonb_build_object('facts', coalesce(jsonb_agg(d.fact order by d.fact) filter (where d.is_lost), '[]')),
           jsonb_build_object('facts', coalesce(jsonb_agg(d.fact order by d.fact) filter (where not d.is_lost), '[]'))
      from (select l.subject, l.fact, true as is_lost from lost l union all select g.subject, g.fact, false from gained g) d
     where not v_is_first
     group by d.subject order by d.subject
    returning subject)
  select array_agg(t.subject order by t.subject) into v_changed from told t;
  if p_source <> 'deploy' then
    perform messaging.raise_alarm(p_kind => 'database_roles_changed', p_subject => regexp_replace(s.subject, '^database\.(roles:)?', ''),
              p_detail => 'before and after stand in the trail: alter_role, alter_database')
       from unnest(v_changed) as s(subject);
  end if;
  return coalesce(cardinality(v_changed), 0);
end $$;
comment on function audit.watch_roles(text) is
  'Compares what is true of roles, settings and event triggers with the last look; returns how many subjects changed, each with a row in the trail and, unless a deploy did it, alarm database_roles_changed. The first look of all only remembers. Raises nothing.';
