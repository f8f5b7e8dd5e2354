-- Opens a payout: moves the money and the fee into clearing, where nobody can take it a second time, and records the
-- request in the same transaction. Locks: the sub_wallets it debits, lowest id first. Repeat: another payout; callers
-- see to it that one request comes once. Source: docs/decisions/payouts.md.
create or replace function payouts.open(
  p_payout         payouts.payouts,   -- kind, party, destination, amount, fee, maker, needs_approval
  p_sub_wallet_ids bigint[],
  p_cents          bigint[]           -- sums to amount and fee
) returns bigint language plpgsql as $$
declare
  v_ref     text := replace(gen_random_uuid()::text, '-', '');
  v_at      timestamptz := clock_timestamp();
  v_journal bigint;
  v_id      bigint;
begin
  if (select sum(c) from unnest(p_cents) c) is distinct from p_payout.amount_cents + p_payout.fee_cents then
    raise exception 'the parts of a payout sum to its amount and fee' using errcode = 'LFV90';
  end if;
  select (ledger.post_journals(p_kind => 'payout_hold', p_references => array[v_ref],
            p_business_on => array[ledger.open_day(p_at => v_at)], p_value_at => array[v_at], p_corrects => null,
            p_reasons => null, p_leg_journals => array_agg(1 order by l.n),
            p_leg_lines => array_agg(l.n::int order by l.n),
            p_leg_sub_wallet_ids => array_agg(l.id order by l.n), p_leg_amounts_cents => array_agg(l.c order by l.n),
            p_leg_currencies => array_agg(p_payout.currency order by l.n)))[1] into v_journal
    from (select row_number() over (order by q.place, q.id) as n, q.id, q.c
            from (select 1 as place, t.id, -t.c as c from unnest(p_sub_wallet_ids, p_cents) t(id, c)
                  union all
                  select 2, (ledger.open_sub_wallets(p_kind => 'clearing', p_sacco_id => w.sacco_id, p_owner_id => null,
                               p_vehicle_id => null, p_currency => p_payout.currency, p_purposes => array['main']))[1],
                         sum(t.c)::bigint
                    from unnest(p_sub_wallet_ids, p_cents) t(id, c)
                    join ledger.sub_wallets s on s.sub_wallet_id = t.id join ledger.wallets w using (wallet_id)
                   group by w.sacco_id) q) l;
  insert into payouts.payouts (payout_ref, kind, party_kind, party_id, channel, destination_id, phone_hash,
    phone_sealed, short_code, account_sealed, tail, amount_cents, fee_cents, currency, requested_by, requested_at,
    needs_approval, expires_at, hold_journal_id)
  values (v_ref, p_payout.kind, p_payout.party_kind, p_payout.party_id, p_payout.channel, p_payout.destination_id,
    p_payout.phone_hash, p_payout.phone_sealed, p_payout.short_code, p_payout.account_sealed, p_payout.tail,
    p_payout.amount_cents, p_payout.fee_cents, p_payout.currency, p_payout.requested_by, v_at, p_payout.needs_approval,
    v_at + config.setting(p_setting => 'payout_approval_hours')::int * interval '1 hour', v_journal)
  returning payout_id into v_id;
  insert into payouts.legs (payout_id, sub_wallet_id, amount_cents)
  select v_id, t.id, t.c from unnest(p_sub_wallet_ids, p_cents) t(id, c);
  if p_payout.requested_by is not null then
    perform access.record_four_eyes(p_payout.requested_by, 'maker', 'payouts.payouts:' || v_id);
  end if;
  perform payouts.open_sim_checks(p_payout => p) from payouts.payouts p where p.payout_id = v_id;
  if not p_payout.needs_approval then
    update payouts.payouts p set state = 'approved' where p.payout_id = v_id;
    perform payouts.queue(p_payout_id => v_id);
  end if;
  return v_id;
end $$;
comment on function payouts.open is 'Returns payout_id; its state is requested, approved or queued. Raises LFV90 (the '
  'parts don''t sum), LFF10 (the money is not there), LFF11 (it is held until the operator confirms it).';
