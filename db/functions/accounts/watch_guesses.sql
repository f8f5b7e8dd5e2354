-- Raises the alarm codes_guessed when codes of many people were guessed wrong within an hour: one guess at each of many
-- accounts stays below the limits of each. Guesses in known browsers are not counted.
-- Source: docs/runbooks/codes_guessed.md. Locks: the alarm's row. Repeat: counts the alarm.
create or replace function accounts.watch_guesses() returns void language plpgsql as $$
declare
  v_people int := (select count(distinct c.user_id) from accounts.one_time_codes c
                    where c.tried_at > clock_timestamp() - interval '1 hour' and c.asked_from is null);
begin
  if v_people >= config.setting(p_setting => 'guessed_accounts')::int then
    perform messaging.raise_alarm(p_kind => 'codes_guessed', p_subject => 'people in one hour',
                                  p_detail => v_people || ' people had wrong codes from an SMS');
  end if;
end $$;
comment on function accounts.watch_guesses is
  'Raises the alarm from the setting guessed_accounts on. Raises nothing else.';
