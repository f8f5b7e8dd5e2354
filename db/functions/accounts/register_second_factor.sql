-- Registers a second factor that was set up outside the pages, as for the demo's staff.
-- Locks: the person's second factor. Repeat: the newest secret counts. Source: docs/decisions/sign-in.md.
create or replace function accounts.register_second_factor(p_user_id bigint, p_secret_sealed bytea) returns void
language plpgsql as $$
begin
  insert into accounts.second_factors (user_id, secret_sealed, confirmed_at)
  values (p_user_id, p_secret_sealed, clock_timestamp()) on conflict (user_id) do update
    set secret_sealed = excluded.secret_sealed, offered_at = clock_timestamp(), confirmed_at = clock_timestamp(),
        last_step = 0, failed_tries = 0, locked_until = null;
  delete from accounts.recovery_codes r where r.user_id = p_user_id;
  perform audit.record_event(p_action => 'set_second_factor', p_subject => 'accounts.users:' || p_user_id,
    p_after => null);
end $$;
comment on function accounts.register_second_factor is
  'It is confirmed; recovery codes of an earlier one are deleted. Raises nothing.';
