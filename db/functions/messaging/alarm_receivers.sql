-- Lists who gets the SMS about alarms: the staff on call; when none of them can act, every member of staff with the
-- role ops, so that an empty list is no silence. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function messaging.alarm_receivers(p_at timestamptz)
returns table (user_id bigint, phone_hash bytea, lang text) language sql stable as $$
  with staff as materialized (
    select u.user_id, u.phone_hash, u.lang, max(d.since) is not null as on_call
      from accounts.users u
      join access.role_grants g on g.user_id = u.user_id and g.role in ('ops', 'finance') and g.valid_from <= p_at
                               and (g.valid_to is null or g.valid_to > p_at)
      left join messaging.on_call_staff d on d.user_id = u.user_id
     where u.disabled_at is null and (d.user_id is not null or g.role = 'ops')
     group by u.user_id)
  select s.user_id, s.phone_hash, s.lang from staff s
   where s.on_call or not exists (select from staff o where o.on_call)
$$;
comment on function messaging.alarm_receivers is 'Person, look-up hash of the phone, language. Raises nothing.';
