-- The house's own chores, each in a transaction of its own, each by one worker at a time.
-- Source: docs/decisions/outbox-and-worker.md. Locks: an advisory lock a chore; a second worker is told busy and goes
-- on.
-- Repeat: every chore finds less or nothing to do.
create or replace function worker.run_job(
  -- close_cutoff, make_checkpoints, expire_intents, expire_ussd_sessions, expire_sign_ins, release_leases,
  p_job text
                  -- apply_retention, watch_suspense, delete_full_buckets, expire_trips
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_done bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('worker.run_job'), hashtext(p_job)) then
    return 'busy';
  end if;
  case p_job
    when 'close_cutoff'           then v_done := ledger.close_cutoff();
    when 'make_checkpoints'     then v_done := ledger.make_checkpoints(p_least_entries => 500);
    when 'expire_intents'       then v_done := mobile_money.expire_intents();
    when 'expire_ussd_sessions' then v_done := ussd.expire_sessions();
    when 'expire_sign_ins'      then v_done := accounts.expire_sessions();
    when 'apply_retention'      then v_done := privacy.apply_retention(p_at => clock_timestamp(), p_limit => 2000);
    when 'watch_suspense'       then v_done := mobile_money.watch_suspense();
    when 'delete_full_buckets'        then v_done := config.delete_full_buckets(p_at => clock_timestamp());
    when 'expire_trips'         then v_done := fleet.expire_trips();
    when 'release_leases'       then v_done := worker.release_leases();
    else raise exception 'no chore is called %', p_job using errcode = 'LFV52';
  end case;
  return coalesce(v_done, 0)::text;
end $$;
comment on function worker.run_job is
  'What the chore did, as a number in text, or busy when another worker is at it. Raises LFV52 (no such chore).';
