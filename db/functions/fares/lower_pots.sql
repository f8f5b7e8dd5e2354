-- Takes a compensating journal of a fare (a refund, what the operator took back, a move to another vehicle) from what
-- the pots have got, so that the next fares fill them again. What became a debt left the pot as it was. Called in the
-- transaction of the journal, with fares.lock_pots before any lock of a sub_wallet. Repeat: callers post it once.
-- Source: docs/decisions/pots.md.
create or replace function fares.lower_pots(p_receipt text, p_journal_id bigint) returns void language plpgsql as $$
declare
  v_rule fares.split_rules;
  v_day  fares.pot_days;
  v_on   date;
begin
  select r.* into v_rule from fares.fares f join fares.split_rules r using (split_rule_id)
   where f.receipt = p_receipt and r.pot_wallet_id is not null;
  if not found then
    return;
  end if;
  select f.business_on into v_on from fares.fares f where f.receipt = p_receipt;
  select d.* into v_day from fares.pot_days d where d.wallet_id = v_rule.pot_wallet_id
   order by d.business_on desc limit 1;
  perform fares.write_pot_day(p_day => fares.take_from_pots(p_rule => v_rule, p_day => v_day,
    p_cents => array(select coalesce(-sum(e.amount_cents), 0)::bigint
                       from unnest(v_rule.sub_wallet_ids) with ordinality as s(id, place)
                       left join ledger.ledger_entries e on e.journal_id = p_journal_id and e.sub_wallet_id = s.id
                      group by s.place order by s.place),
    p_given_cents => (select coalesce(sum(e.amount_cents), 0)::bigint from ledger.ledger_entries e
                       where e.journal_id = p_journal_id and e.amount_cents > 0), p_fare_on => v_on));
end $$;
comment on function fares.lower_pots is 'Does nothing for a fare that was divided by a rule without pots. Raises '
  'nothing.';
