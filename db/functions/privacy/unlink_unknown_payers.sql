-- Removes the hash of payers who never dialled us from their payments: under a new look-up key it can't be computed
-- again. A claim finds such a payment by receipt and last three digits, as where the operator hides the number.
-- Locks: the rows it writes. Repeat: nothing left. Call it, from '' on, before the known phones move.
-- Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.unlink_unknown_payers(p_after text, p_limit int) returns text language plpgsql as $$
declare
  v_last text;
begin
  select max(o.receipt) into v_last
    from (select p.receipt from mobile_money.payments p where p.receipt > p_after order by p.receipt limit p_limit) o;
  if v_last is null then
    -- Messages that became no payment are few, and have an index of their own.
    update mobile_money.mpesa_callbacks k set payer_hash = null
     where k.payer_hash is not null and not exists (select from privacy.phones f where f.phone_hash = k.payer_hash)
       and not exists (select from accounts.users u where u.phone_hash = k.payer_hash);
    update mobile_money.mpesa_callbacks k set fields = k.fields - 'payer_hash'
     where k.outcome = 'pending' and k.fields ->> 'payer_hash' is not null
       and not exists (select from privacy.phones f where f.phone_hash::text = k.fields ->> 'payer_hash')
       and not exists (select from accounts.users u where u.phone_hash::text = k.fields ->> 'payer_hash');
  end if;
  update mobile_money.payments p set payer_hash = null
   where p.receipt > p_after and p.receipt <= v_last and p.payer_hash is not null
     and not exists (select from privacy.phones f where f.phone_hash = p.payer_hash)
     and not exists (select from accounts.users u where u.phone_hash = p.payer_hash);
  return v_last;
end $$;
comment on function privacy.unlink_unknown_payers is
  'Returns the last receipt of this batch; null at the end. Raises nothing.';
