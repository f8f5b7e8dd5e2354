-- Before two accounts become one person's, or two people's again: what each holds, what one person would have signed twice,
-- and what they could not decide any more.
-- Source: pages, Rules (dangerous acts); decisions 0088, 0089. Locks: none. Repeat: reads only; the act itself asks again.
create or replace function security.consider_joining(
  p_act     text,     -- join or separate
  p_user_id bigint,   -- separate: the account that leaves the others
  p_other   bigint    -- separate: one of those
) returns jsonb
language sql stable as $$
  with sides as (
    select a.user_id, a.user_id = any (case p_act when 'join' then security.accounts_of(p_user_id => p_user_id) else array[p_user_id] end) as is_one
      from unnest(security.accounts_of(p_user_id => p_user_id) || security.accounts_of(p_user_id => p_other)) a(user_id)
     group by a.user_id
  ), signed as (
    select d.subject, d.duty, d.taken_at, s.is_one from security.duties d join sides s on s.user_id = d.user_id
  ), met as (
    select d.subject, jsonb_agg(d.duty order by d.taken_at, d.duty) as duties from signed d
     group by d.subject
    having bool_or(d.is_one) and not bool_and(d.is_one) and bool_or(d.duty not in ('concerned', 'concerned_too'))
  ), held as (
    select s.is_one, count(g.grant_id) as n from sides s left join security.role_grants g
        on g.user_id = s.user_id and (g.valid_to is null or clock_timestamp() < g.valid_to) group by s.is_one
  )
  select jsonb_build_object(
    'figures', jsonb_build_object(
      'accounts', (select count(*) from sides s where s.is_one), 'others', (select count(*) from sides s where not s.is_one),
      'grants', (select coalesce(sum(h.n), 0)::bigint from held h where h.is_one),
      'theirs', (select coalesce(sum(h.n), 0)::bigint from held h where not h.is_one),
      'met', (select count(*) from met),
      'waiting', (select count(distinct w.subject) from security.waiting_subjects() w join signed d using (subject))),
    'met', (select coalesce(jsonb_agg(to_jsonb(m) order by m.subject), '[]') from (select x.* from met x order by x.subject limit 20) m),
    'hindered', to_jsonb(array_remove(array[
      security.joining_hindered(p_act => p_act, p_user_id => p_user_id, p_other => p_other)], null)))
$$;
comment on function security.consider_joining(text, bigint, bigint) is
  'figures: accounts and others (of the two sides), grants and theirs (held by each), met (things both sides signed), waiting (proposals that either has a duty on); the first 20 met; hindered: see security.joining_hindered. Raises nothing.';
