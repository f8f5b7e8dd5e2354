-- Scheduled job: ends vouchers that nobody used in time; the money goes back to its pot.
-- Locks: the rows it ends; skips locked ones. Repeat: finds none. Source: docs/decisions/vendors.md.
create or replace function payouts.expire_vouchers() returns bigint language plpgsql as $$
declare
  v_id   bigint;
  v_done bigint := 0;
begin
  for v_id in select v.voucher_id from payouts.vouchers v
               where v.state = 'issued' and v.expires_at <= clock_timestamp()
               order by v.expires_at limit 500 for no key update skip locked loop
    perform payouts.end_voucher(p_voucher_id => v_id, p_state => 'expired');
    v_done := v_done + 1;
  end loop;
  return v_done;
end $$;
comment on function payouts.expire_vouchers is 'How many it ended. Raises nothing.';
