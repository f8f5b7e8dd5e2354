-- Payers who never dialled us are known by a hash alone. Under a new look-up key nobody can say who they
-- were: their payments from before the change belong to nobody from now on. A claim finds them by its
-- receipt and the last three digits, as it does where the operator hid the number.
-- Source: decision 0077, The look-up key. Locks: the rows it writes. Repeat: nothing left.
create or replace function security.unlink_strangers(
  p_after  text,          -- receipt of the last row looked at; null: from the start
  p_before timestamptz,   -- when the change began
  p_limit  int
) returns text
language plpgsql as $$
declare
  v_last text;
begin
  select max(o.receipt) into v_last
    from (select p.receipt from mobile_money.payments p where p.receipt > coalesce(p_after, '') order by p.receipt limit p_limit) o;
  if v_last is null then
    -- Few, and found by an index of their own: messages that became no payment.
    update mobile_money.mpesa_callbacks k set payer_hash = null
     where k.payer_hash is not null and k.received_at < p_before and not exists (select from security.phones f where f.phone_hash = k.payer_hash);
  end if;
  update mobile_money.payments p set payer_hash = null
   where p.receipt > coalesce(p_after, '') and p.receipt <= v_last and p.payer_hash is not null and p.first_seen_at < p_before
     and not exists (select from security.phones f where f.phone_hash = p.payer_hash);
  return v_last;
end $$;
comment on function security.unlink_strangers(text, timestamptz, int) is
  'Looks at the next payments by receipt; returns the last receipt looked at, null at the end. Raises nothing.';
