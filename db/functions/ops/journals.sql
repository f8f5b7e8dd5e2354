-- Shows journals by hand: the accounts, what waits and what was decided, and the preview of what is typed.
-- Locks: as accounts.signed_in_user. Source: docs/runbooks/manual_journal.md.
create or replace function ops.journals(
  p_session  bytea,
  p_from     text,   -- as ledger.manual_plan; all empty: no preview
  p_to       text,
  p_amount   text,
  p_corrects text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.journals') then
    return access.refuse(p_function => 'ops.journals', p_subject => 'finance pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'accounts', (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from ledger.manual_accounts() a),
    'pairs', (select jsonb_agg(to_jsonb(p) order by p.from_kind, p.to_kind) from ledger.manual_pairs p),
    'preview', (select jsonb_build_object('outcome', p.outcome, 'cents', p.cents, 'legs', p.legs)
                  from ledger.manual_plan(p_from => p_from, p_to => p_to, p_amount => p_amount,
                                          p_corrects => p_corrects) p
                 where concat(p_from, p_to, p_amount, p_corrects) <> ''),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('manual_id', m.manual_id, 'state', m.state,
                 'reason', m.reason, 'document', m.document, 'at', m.made_at at time zone v_zone,
                 'mine', m.made_by = v_user_id, 'maker', accounts.actor_card(p_actor => 'user:' || m.made_by),
                 'decider', accounts.actor_card(p_actor => 'user:' || m.decided_by),
                 'decided_at', m.decided_at at time zone v_zone, 'corrects', m.corrects_journal_id,
                 'journal_id', m.journal_id, 'cents', m.amount_cents, 'plan', (
                   select jsonb_build_object('outcome', p.outcome, 'legs', p.legs)
                     from ledger.manual_plan(p_from => m.from_sub_wallet_id::text, p_to => m.to_sub_wallet_id::text,
                       p_amount => trim_scale(m.amount_cents / 100.0)::text,
                       p_corrects => coalesce(m.corrects_journal_id::text, '')) p where m.state = 'proposed'),
                 'from', (select w.kind from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
                           where s.sub_wallet_id = m.from_sub_wallet_id),
                 'to', (select w.kind from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
                         where s.sub_wallet_id = m.to_sub_wallet_id))
                 order by m.state <> 'proposed', m.manual_id desc), '[]')
               from (select q.* from ledger.manual_journals q
                      order by q.state <> 'proposed', q.manual_id desc limit 30) m));
end $$;
comment on function ops.journals is 'accounts (ledger.manual_accounts), pairs, preview (ledger.manual_plan, when '
  'something is typed), rows: what waits, then what was decided last, 30 in all, each that waits with its plan; '
  '{"outcome": "absent"} when not allowed. Raises LFA60.';
