-- Lists the payments whose money is held until M-Pesa confirms them, for staff, the oldest first. A payment whose
-- journal was reversed waits no more.
create or replace function mobile_money.open_verifications(
  p_zone  text,   -- the market's time zone
  p_limit int
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(w) order by w.at), '[]')
    from (select v.receipt, v.amount_cents as cents, v.held_cents, v.why, v.state, v.attempts,
                 v.wanted_at at time zone p_zone as at
            from audit.verifications v
           where v.state <> 'verified'
             and not exists (select from ledger.journals j where j.corrects_journal_id = v.journal_id)
           order by v.wanted_at limit p_limit) w
$$;
comment on function mobile_money.open_verifications is
  'receipt, cents, held_cents, why, state, attempts, at. Raises nothing.';
