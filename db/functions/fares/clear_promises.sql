-- Scheduled job: a fare of the same vehicle and last three digits, of the amount or more, that came after the promise
-- clears it, once: the largest promise takes the smallest fare that suffices. One paid half an hour before the promise
-- counts, too: that is what M-Pesa was late with. Promises that nothing came for in promise_hours lapse. No fare waits
-- for this and no fare is changed. Locks: one run at a time, the promises. Repeat: a fare clears one promise at most.
-- Source: docs/decisions/grace-mode.md.
create or replace function fares.clear_promises(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_hours   constant interval := config.setting(p_setting => 'promise_hours')::int * interval '1 hour';
  v_promise fares.promises;
  v_receipt text;
  v_cleared bigint := 0;
begin
  if not exists (select from fares.promises p where p.state = 'open') then
    return 0;
  end if;
  perform pg_advisory_xact_lock(hashtext('fares.clear_promises'));
  for v_promise in select p.* from fares.promises p where p.state = 'open' and p.told_at <= p_at
                    order by p.cents desc, p.promise_id for update loop
    select f.receipt into v_receipt
      from fares.fares f join ledger.journals j using (journal_id)
     where f.vehicle_id = v_promise.vehicle_id and f.payer_last3 = v_promise.last3
       and f.business_on between v_promise.told_at::date - 2 and p_at::date + 2
       and f.amount_cents >= v_promise.cents
       and f.paid_at between v_promise.told_at - interval '30 minutes' and v_promise.told_at + v_hours
       and j.posted_at > v_promise.told_at
       and not exists (select from fares.promises q where q.receipt = f.receipt)
     order by f.amount_cents, f.paid_at, f.receipt limit 1;
    continue when not found;
    update fares.promises p set state = 'cleared', receipt = v_receipt, ended_at = p_at
     where p.promise_id = v_promise.promise_id;
    v_cleared := v_cleared + 1;
  end loop;
  update fares.promises p set state = 'lapsed', ended_at = p_at where p.state = 'open' and p.told_at <= p_at - v_hours;
  return v_cleared;
end $$;
comment on function fares.clear_promises is 'How many promises it cleared. Raises nothing.';
