-- Keeps what was paid above the price as credit of the payer, and notes what lacks of a fare, for payments whose fares
-- were just posted. The payer hears of it where we know the number. Locks: none that fares share: money only comes.
-- Repeat: the journal's reference and the fare's receipt let it happen once.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.keep_change(p_receipts text[]) returns int language plpgsql as $$
declare
  v        record;
  v_differ int := 0;
begin
  for v in
    select f.receipt, f.paid_at, f.business_on, f.amount_cents, f.vehicle_id, i.payment_ref, i.phone_hash, i.top_up_of,
           w.sacco_id, r.currency, p.amount_cents + coalesce(u.cents, 0) - f.amount_cents as change_cents,
           i.amount_cents + i.credit_cents - f.amount_cents as due_cents
      from unnest(p_receipts) q(receipt) join fares.fares f using (receipt) join mobile_money.payments p using (receipt)
      join mobile_money.payment_intents i on i.payment_ref = p.payment_ref and i.receipt = f.receipt
       and i.vehicle_id = f.vehicle_id
      join fares.split_rules r using (split_rule_id)
      join ledger.sub_wallets s on s.sub_wallet_id = r.trust_sub_wallet_id join ledger.wallets w using (wallet_id)
      left join fares.credit_uses u on u.payment_ref = i.payment_ref and u.state = 'used'
     where f.amount_cents <> p.amount_cents + coalesce(u.cents, 0)
        or f.amount_cents < i.amount_cents + i.credit_cents
     order by f.receipt loop
    if v.change_cents > 0 then
      insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
      select v.phone_hash, v.sacco_id, v.currency, v.change_cents, (ledger.post_journals(p_kind => 'change',
               p_references => array[v.receipt], p_business_on => array[v.business_on], p_value_at => array[v.paid_at],
               p_corrects => null, p_reasons => null, p_leg_journals => array[1, 1], p_leg_lines => array[1, 2],
               p_leg_sub_wallet_ids => fares.credit_accounts(p_sacco_id => v.sacco_id, p_currency => v.currency),
               p_leg_amounts_cents => array[v.change_cents, -v.change_cents],
               p_leg_currencies => array[v.currency, v.currency]))[1];
    elsif v.top_up_of is null then
      insert into fares.shortfalls (receipt, payment_ref, vehicle_id, phone_hash, short_cents, due_cents)
      values (v.receipt, v.payment_ref, v.vehicle_id, v.phone_hash, v.due_cents, v.due_cents)
      on conflict (receipt) do nothing;
    end if;
    perform fares.notify_change(p_receipt => v.receipt,
      p_key => case when v.change_cents > 0 then 'sms_change' else 'sms_short' end,
      p_cents => case when v.change_cents > 0 then v.change_cents else v.due_cents end);
    v_differ := v_differ + 1;
  end loop;
  return v_differ;
end $$;
comment on function fares.keep_change is 'How many fares differ from what was asked for or paid. Raises what '
  'ledger.post_journals raises.';
