-- Tells whether a person has no guess left at codes of a purpose, in one known browser or in all unknown ones: after
-- code_tries wrong ones for code_pause_minutes, however many new codes are sent, and after code_tries_a_day for a day.
-- Source: docs/decisions/sign-in.md. Locks: none; the caller holds the person's row. Repeat: reads only.
create or replace function accounts.are_guesses_spent(p_user_id bigint, p_purpose text, p_device_id bigint)
returns boolean language sql stable as $$
  with pause as (select config.setting(p_setting => 'code_pause_minutes')::int * interval '1 minute' as minutes),
       tried as (select c.tries, c.tried_at, max(c.tried_at) over () as last_at
                   from accounts.one_time_codes c
                  where c.user_id = p_user_id and c.purpose = p_purpose
                    and c.asked_from is not distinct from p_device_id
                    and c.tried_at > clock_timestamp() - interval '1 day')
  select coalesce(sum(t.tries) >= config.setting(p_setting => 'code_tries_a_day')::int
      or sum(t.tries) filter (where t.tried_at > t.last_at - p.minutes and clock_timestamp() < t.last_at + p.minutes)
           >= config.setting(p_setting => 'code_tries')::int, false)
    from tried t cross join pause p
$$;
comment on function accounts.are_guesses_spent is 'Whether no further guess is compared. Raises nothing.';
