-- Shows whether the operator holds what we owe, and what each part consists of. Locks: as accounts.signed_in_user.
-- Source: docs/decisions/reconciliation.md.
create or replace function ops.trust(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.trust') then
    return access.refuse(p_function => 'ops.trust', p_subject => 'finance pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'trust', recon.trust_card(p_zone => v_zone),
    'kinds', (select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'cents', k.cents)
                                          order by k.cents desc), '[]')
                from ledger.kind_balances(p_horizon => null) k where k.kind <> 'trust' and k.cents <> 0),
    'charges', (select coalesce(jsonb_agg(to_jsonb(c) || jsonb_build_object(
                          'journal_at', c.journal_at at time zone v_zone) order by c.journal_at desc), '[]')
                  from (select u.* from recon.unlisted_charges() u order by u.journal_at desc limit 50) c),
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('receipt', l.receipt, 'kind', l.kind, 'account', l.account,
                         'cents', l.amount_cents, 'at', l.completed_at at time zone v_zone)
                         order by l.completed_at), '[]')
                from (select u.* from recon.unbooked_lines(p_at => clock_timestamp()) u limit 50) l),
    'payouts', (select coalesce(jsonb_agg(to_jsonb(u) order by u.payout_ref), '[]')
                  from recon.unsure_payouts(p_at => clock_timestamp()) u),
    'breaks', (select jsonb_build_object('n', count(*), 'cents', coalesce(sum(b.unexplained_cents), 0)::bigint)
                 from recon.breaks b where b.state in ('open', 'proposed')),
    'proofs', (select coalesce(jsonb_agg(jsonb_build_object('at', p.at at time zone v_zone, 'state', p.state,
                   'cents', p.difference_cents) order by p.made_at desc), '[]')
                 from (select q.* from recon.trust_proofs q order by q.made_at desc limit 24) p));
end $$;
comment on function ops.trust is 'trust (recon.trust_card) and what its parts consist of now: kinds (balances by kind '
  'of wallet), charges, lines, payouts; breaks (open: n, cents), proofs (the newest 24); {"outcome": "absent"} when '
  'not allowed. Raises LFA60.';
