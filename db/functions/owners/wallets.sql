-- Lists an owner's sub_wallets behind a sum: all of them, or those for one purpose. Locks: as accounts.signed_in_user.
create or replace function owners.wallets(
  p_session bytea,
  p_purpose text,   -- null or empty: all
  p_asof    text    -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners  bigint[] := access.scope_ids(v_user_id, p_function => 'owners.wallets', p_scope_kind => 'owner');
  v_as      record;
  v_wallets jsonb;
begin
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select jsonb_build_object('cents', sum(o.balance_cents)::bigint,
           'rows', jsonb_agg(to_jsonb(o) order by o.plate, o.sub_wallet_id),
           'held', ledger.held_of(p_sub_wallet_ids => array_agg(o.sub_wallet_id), p_horizon => v_as.horizon))
    into v_wallets
    from ledger.owner_wallets(p_owner_ids => v_owners, p_horizon => v_as.horizon) o
   where coalesce(p_purpose, '') in ('', o.purpose);
  if v_wallets -> 'rows' = 'null' then
    return access.refuse(p_function => 'owners.wallets', p_subject => 'ledger.sub_wallets:' || coalesce(p_purpose, ''));
  end if;
  return v_wallets || jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'asof', v_as.asof, 'held_since', v_as.held_since at time zone config.setting(p_setting => 'time_zone'),
    'now', v_as.moment at time zone config.setting(p_setting => 'time_zone'),
    'purpose', nullif(p_purpose, ''));
end $$;
comment on function owners.wallets is 'cents, held (see ledger.held_of) and rows (sub_wallet_id, plate, purpose, '
  'balance_cents) of this person''s sub_wallets, or {"outcome": "absent"}. Raises LFA60, LFV64.';
