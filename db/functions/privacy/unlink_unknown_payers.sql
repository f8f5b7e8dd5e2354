-- Payers who never dialled us are known by a hash alone. Under a new look-up key nobody can compute their hash
-- anew, so their payments belong to nobody from now on. A claim finds these by receipt and last three digits, as it
-- does where the operator hid the number.
-- Source: docs/decisions/privacy-and-keys.md. Locks: the rows it writes. Repeat: nothing left. Call it before the known
-- phones move.
create or replace function privacy.unlink_unknown_payers(
  p_after text,   -- receipt of the last row looked at; empty: from the start
  p_limit int
) returns text
language plpgsql as $$
declare
  v_last text;
begin
  select max(o.receipt) into v_last
    from (select p.receipt from mobile_money.payments p where p.receipt > p_after order by p.receipt limit p_limit) o;
  if v_last is null then
    -- These are few, and found by an index of their own: messages that became no payment.
    update mobile_money.mpesa_callbacks k set payer_hash = null
     where k.payer_hash is not null and not exists (select from privacy.phones f where f.phone_hash = k.payer_hash)
       and not exists (select from accounts.users u where u.phone_hash = k.payer_hash);
    update mobile_money.mpesa_callbacks k set fields = k.fields - 'payer_hash'
     where k.outcome = 'pending' and k.fields ->> 'payer_hash' is not null
       and not exists (select from privacy.phones f where f.phone_hash = decode(k.fields ->> 'payer_hash', 'hex'))
       and not exists (select from accounts.users u where u.phone_hash = decode(k.fields ->> 'payer_hash', 'hex'));
  end if;
  update mobile_money.payments p set payer_hash = null
   where p.receipt > p_after and p.receipt <= v_last and p.payer_hash is not null
     and not exists (select from privacy.phones f where f.phone_hash = p.payer_hash)
     and not exists (select from accounts.users u where u.phone_hash = p.payer_hash);
  return v_last;
end $$;
comment on function privacy.unlink_unknown_payers is
  'Looks at the next payments by receipt; returns the last receipt looked at, null at the end. Raises nothing.';
