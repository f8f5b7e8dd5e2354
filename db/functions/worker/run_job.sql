-- Runs one of our scheduled jobs in a transaction of its own, in one worker at a time.
-- Locks: an advisory lock per job; a second worker gets busy. Repeat: every job finds less or nothing to do.
-- Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.run_job(p_job text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_done bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('worker.run_job'), hashtext(p_job)) then
    return 'busy';
  end if;
  case p_job
    when 'close_cutoff'         then v_done := ledger.close_cutoff();
    when 'make_checkpoints'     then v_done := ledger.make_checkpoints(p_least_entries => 500);
    when 'expire_intents'       then v_done := mobile_money.expire_intents();
    when 'expire_ussd_sessions' then v_done := ussd.expire_sessions();
    when 'expire_sign_ins'      then v_done := accounts.expire_sessions();
    when 'apply_retention'      then v_done := privacy.apply_retention(p_at => clock_timestamp(), p_limit => 2000);
    when 'watch_callbacks'      then v_done := mobile_money.watch_callbacks();
    when 'watch_horizon'        then v_done := ledger.watch_horizon();
    when 'watch_suspense'       then v_done := mobile_money.watch_suspense();
    when 'delete_full_buckets'  then v_done := config.delete_full_buckets(p_at => clock_timestamp());
    when 'expire_trips'         then v_done := fleet.expire_trips();
    when 'store_day_totals'     then v_done := fares.store_day_totals(p_horizon => ledger.horizon());
    when 'watch_payouts'        then v_done := payouts.watch();
    when 'repay_debts'          then v_done := fares.repay_debts();
    when 'watch_disputes'       then v_done := fares.watch_disputes();
    when 'expire_vouchers'      then v_done := payouts.expire_vouchers();
    when 'pay_automatically'    then v_done := payouts.pay_out_automatically(p_at => clock_timestamp());
    when 'release_leases'       then v_done := worker.release_leases();
    else raise exception 'no job is called %', p_job using errcode = 'LFV52';
  end case;
  insert into messaging.job_runs as r (job, done) values (p_job, v_done)
  on conflict (job) do update set ran_at = excluded.ran_at, done = excluded.done;
  return coalesce(v_done, 0)::text;
end $$;
comment on function worker.run_job is
  'What the job did, as a number in text, or busy when another worker runs it. Raises LFV52 (no such job).';
