-- Shows one sub_wallet to its owner: its balance and every entry behind it. Locks: as accounts.signed_in_user.
create or replace function owners.wallet(
  p_session       bytea,
  p_sub_wallet_id text,
  p_before        text,   -- place of the last entry seen; null or empty: from the newest
  p_limit         int,    -- how many entries at most
  p_asof          text    -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners  bigint[] := access.scope_ids(v_user_id, p_function => 'owners.wallet', p_scope_kind => 'owner');
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_as      record;
  v_wallet  record;
  v_newest  bigint;
  v_rows    jsonb;
begin
  if p_before !~ '^([1-9][0-9]{0,18}\.[0-9]{1,18})?$' then
    raise exception 'not a row of the list' using errcode = 'LFV66';
  end if;
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select o.* into v_wallet from ledger.owner_wallets(p_owner_ids => v_owners, p_horizon => v_as.horizon) o
   where o.sub_wallet_id::text = p_sub_wallet_id;
  if not found then
    return access.refuse(p_function => 'owners.wallet', p_subject => 'ledger.sub_wallets:' || p_sub_wallet_id);
  end if;
  v_newest := v_wallet.balance_cents - ledger.sum_from(p_sub_wallet_id => v_wallet.sub_wallet_id,
                                                       p_horizon => v_as.horizon, p_from => nullif(p_before, ''));
  select coalesce(jsonb_agg(jsonb_build_object('place', e.place, 'journal_id', e.journal_id, 'kind', e.kind,
           'reference', e.reference, 'at', e.value_at at time zone v_zone, 'on', e.business_on,
           'cents', e.amount_cents, 'balance_cents', v_newest - e.newer_cents, 'reason', e.reason) order by e.n), '[]')
    into v_rows
    from (select w.*, coalesce(sum(w.amount_cents) over (order by w.n rows between unbounded preceding
                                                          and 1 preceding), 0)::bigint as newer_cents
            from ledger.wallet_entries(p_sub_wallet_id => v_wallet.sub_wallet_id, p_horizon => v_as.horizon,
                                       p_before => nullif(p_before, ''), p_limit => p_limit + 1)
                 with ordinality as w(place, journal_id, kind, reference, value_at, business_on, amount_cents,
                                      corrects_journal_id, reason, n)) e;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
    'held_since', v_as.held_since at time zone v_zone, 'now', v_as.moment at time zone v_zone,
    'sub_wallet_id', v_wallet.sub_wallet_id, 'plate', v_wallet.plate,
    'purpose', v_wallet.purpose, 'cents', v_wallet.balance_cents,
    'held', ledger.held_of(p_sub_wallet_ids => array[v_wallet.sub_wallet_id], p_horizon => v_as.horizon),
    'rows', v_rows,
    'days', (select coalesce(jsonb_object_agg(d.day, coalesce(t.cents, 0)), '{}')
               from (select distinct (r ->> 'on')::date as day from jsonb_array_elements(v_rows) r) d
               left join lateral (
                 select sum(q.cents)::bigint as cents
                   from fares.purpose_takings(
                          p_owner_ids => array(select w.owner_id from ledger.sub_wallets s
                                                 join ledger.wallets w using (wallet_id)
                                                where s.sub_wallet_id = v_wallet.sub_wallet_id),
                          p_vehicle_ids => array[v_wallet.vehicle_id], p_from => d.day, p_to => d.day,
                          p_horizon => v_as.horizon) q
                  where q.purpose = v_wallet.purpose) t on true));
end $$;
comment on function owners.wallet is 'Balance in cents, held (see ledger.held_of), the newest p_limit + 1 entries '
  'after p_before (the last says that there are more), each with the balance after it, and days: what the fares of '
  'their days brought into it. Or {"outcome": "absent"}. Raises LFA60, LFV64, LFV66.';
