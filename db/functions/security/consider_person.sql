-- Before somebody is shut out or let in, signed out, or given a role: what hangs on it, and what stands in the way.
-- Source: pages, Rules (dangerous acts); decision 0089. Locks: none. Repeat: reads only; the act itself asks again.
create or replace function security.consider_person(
  p_act     text,     -- disable, enable, end_sessions or grant
  p_user_id bigint,
  p_session bytea     -- who looks: end_sessions spares that one
) returns jsonb
language sql stable as $$
  with accounts as (
    select u.* from security.users u
     where u.user_id = any (case when p_act in ('disable', 'enable') then security.accounts_of(p_user_id => p_user_id) else array[p_user_id] end)
  ), open_ones as (
    select count(*) as n from security.sessions s join accounts a using (user_id)
     where s.revoked_at is null and clock_timestamp() < least(s.idle_expires_at, s.expires_at)
       and (p_act <> 'end_sessions' or s.session_hash is distinct from p_session)
  )
  select jsonb_build_object(
    'figures', jsonb_build_object(
      'accounts', (select count(*) from accounts),
      'sessions', (select o.n from open_ones o),
      'grants', (select count(*) from security.role_grants g join accounts a using (user_id)
                  where g.valid_to is null or clock_timestamp() < g.valid_to),
      'proposals', (select count(*) from security.waiting_subjects() w join accounts a on a.user_id = w.made_by)),
    'hindered', to_jsonb(array_remove(array[
      case when p_act = 'disable' and not exists (select from accounts a where a.disabled_at is null) then 'already' end,
      case when p_act = 'disable' and security.decides_without(p_person_id => security.person_of(p_user_id => p_user_id)) is not true then 'last' end,
      case when p_act = 'enable' and not exists (select from accounts a where a.disabled_at is not null and a.phone_sealed <> '') then 'not_disabled' end,
      case when p_act = 'end_sessions' and (select o.n from open_ones o) = 0 then 'none_open' end], null)))
$$;
comment on function security.consider_person(text, bigint, bytea) is
  'figures: accounts, open sessions, grants now or later, and proposals of theirs that wait (for disable and enable of the whole person, else of the account); hindered: already, last, not_disabled, none_open. Raises nothing.';
