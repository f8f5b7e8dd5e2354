-- Says how much credit of a SIM with a SACCO may pay a fare: what came less what left, less what open prompts have
-- reserved, less what came from a payment that the operator has not confirmed yet. Who acts on it locks the SIM's row
-- first. Source: docs/decisions/change-and-credit.md.
create or replace function fares.available_credit(
  p_phone_hash bytea,
  p_sacco_id   bigint,   -- of the trust account; null: the platform's own shard
  p_currency   text
) returns bigint language plpgsql stable as $$
begin
  return (
    select greatest(0,
      coalesce((select sum(m.cents - coalesce((
                         select sum(h.amount_cents) from ledger.holds h
                           join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
                          where h.journal_id = m.journal_id and h.released_at is null and w.kind = 'credit'
                            and m.cents > 0), 0))
                  from fares.credit_movements m
                 where m.phone_hash = p_phone_hash and m.sacco_id is not distinct from p_sacco_id
                   and m.currency = p_currency), 0)
      - coalesce((select sum(u.cents) from fares.credit_uses u
                   where u.phone_hash = p_phone_hash and u.sacco_id is not distinct from p_sacco_id
                     and u.currency = p_currency and u.state = 'reserved'), 0))::bigint);
end $$;
comment on function fares.available_credit is 'Cents, 0 for none. Raises nothing.';
