-- Collects what we hold of a person's payouts, for privacy.personal_data: those to their phone, those they asked for,
-- and the person as a vendor.
-- Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.payouts_about(p_phone_hash bytea) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'payouts', (select coalesce(jsonb_agg(jsonb_build_object('at', o.requested_at, 'cents', o.amount_cents,
        'kind', o.kind, 'state', o.state, 'receipt', o.receipt, 'phone_sealed', o.phone_sealed,
        'account_sealed', o.account_sealed) order by o.payout_id), '[]')
      from payouts.payouts o where o.phone_hash = p_phone_hash
        or o.requested_by in (select u.user_id from accounts.users u where u.phone_hash = p_phone_hash)),
    'payout_destinations', (select coalesce(jsonb_agg(jsonb_build_object('added', n.added_at, 'label', n.label,
        'phone_sealed', n.phone_sealed, 'account_sealed', n.account_sealed) order by n.destination_id), '[]')
      from payouts.destinations n where n.phone_hash = p_phone_hash
        or n.added_by in (select u.user_id from accounts.users u where u.phone_hash = p_phone_hash)),
    'vendor', (select coalesce(jsonb_agg(jsonb_build_object('name', n.name, 'kind', n.kind, 'state', n.state,
        'phone_sealed', n.phone_sealed, 'account_sealed', n.account_sealed) order by n.vendor_id), '[]')
      from payouts.vendors n where n.phone_hash = p_phone_hash))
$$;
comment on function privacy.payouts_about is
  'payouts, payout_destinations and vendor; keys that end in _sealed hold what only the web can open. Raises nothing.';
