-- A second step that was set up outside the pages: the demo's operator has one from the start.
-- Source: decision 0065. Locks: the person's second step. Repeat: the newest secret counts.
create or replace function security.register_second_step(
  p_user_id       bigint,
  p_secret_sealed bytea
) returns void
language plpgsql as $$
begin
  insert into security.second_steps (user_id, secret_sealed, confirmed_at)
  values (p_user_id, p_secret_sealed, clock_timestamp())
  on conflict (user_id) do update
    set secret_sealed = excluded.secret_sealed, offered_at = clock_timestamp(), confirmed_at = clock_timestamp(),
        last_step = 0, failed_tries = 0, locked_until = null;
  delete from security.recovery_codes r where r.user_id = p_user_id;
  perform audit.record_event(p_action => 'set_second_step', p_subject => 'security.users:' || p_user_id, p_after => null);
end $$;
comment on function security.register_second_step(bigint, bytea) is
  'Gives a person a confirmed second step; recovery codes of an earlier one end. Raises nothing.';
