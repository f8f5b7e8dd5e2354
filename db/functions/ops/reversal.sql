-- Previews what happens when the operator took a payment back: who gives what, and what of it is a debt. Locks: as
-- accounts.signed_in_user. Source: docs/runbooks/reversal.md.
create or replace function ops.reversal(p_session bytea, p_receipt text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_parts   jsonb;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.reversal')
     or not exists (select from fares.refundable(p_receipt => p_receipt) r)
        and not exists (select from mobile_money.payments p
                         where p.receipt = p_receipt and p.state in ('suspense', 'reversed')) then
    return access.refuse(p_function => 'ops.reversal', p_subject => 'fares.fares:' || p_receipt);
  end if;
  select jsonb_agg(jsonb_build_object('kind', r.kind, 'purpose', r.purpose, 'cents', r.left_cents,
           'owed_cents', greatest(r.left_cents - greatest(a.balance_cents - a.held_cents + h.cents, 0), 0))
           order by r.place) into v_parts
    from fares.refundable(p_receipt => p_receipt) r
    join ledger.available(p_sub_wallet_ids => array(
           select q.sub_wallet_id from fares.refundable(p_receipt => p_receipt) q)) a using (sub_wallet_id)
   cross join lateral (select coalesce(sum(o.amount_cents), 0) as cents from ledger.holds o
                         join fares.fares f using (journal_id)
                        where f.receipt = p_receipt and o.sub_wallet_id = r.sub_wallet_id
                          and o.released_at is null) h
   where r.left_cents > 0;
  return (select jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
      'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
      'now', clock_timestamp() at time zone v_zone, 'receipt', p.receipt, 'cents', p.amount_cents, 'plate', v.plate,
      'paid_at', p.paid_at at time zone v_zone,
      'parts', case p.state when 'suspense' then jsonb_build_array(jsonb_build_object(
          'kind', 'suspense', 'purpose', 'main', 'cents', p.amount_cents, 'owed_cents', 0))
        else coalesce(v_parts, '[]') end,
      'refunded_cents', (select coalesce(sum(b.amount_cents), 0)::bigint from fares.refunds b
                          where b.receipt = p.receipt and b.kind = 'refund'),
      'done', config.config_value(p_kind => 'reversal', p_subject => p.receipt, p_phone_hash => null)
              ->> 'taken_back' = 'yes',
      'verification', (select k.state from mobile_money.verifications k where k.receipt = p.receipt))
    from mobile_money.payments p left join fleet.vehicles v using (vehicle_id) where p.receipt = p_receipt);
end $$;
comment on function ops.reversal is 'The payment (plate null: it has no vehicle), parts (kind, purpose, cents, '
  'owed_cents: what is no longer there), refunded_cents, done (recorded before), verification (what the operator '
  'said to our question); {"outcome": "absent"} for no such payment or not allowed. Raises LFA60.';
