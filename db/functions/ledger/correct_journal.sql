-- Reverses a journal by posting its exact opposite, which names it. Holds of the journal are released; when a reversal
-- is itself reversed, what it released is held again. Source: docs/decisions/holds-and-verification.md. Locks: for
-- a fare see fares.lock_pots; guarded sub_wallets that give money back, lowest id first, then the holds. Repeat:
-- returns the first reversal.
create or replace function ledger.correct_journal(
  p_journal_id  bigint,
  p_reason      text,    -- for people: why
  p_business_on date     -- the open day it counts for
) returns bigint language plpgsql as $$
declare
  v_sub_wallet_ids     bigint[];
  v_cents    bigint[];
  v_currencies     text[];
  v_released bigint;   -- cents held of it until now
  v_new      bigint;
  v_receipt  text := (   -- of a fare that is reversed now: its pots are filled again
    select j.reference from ledger.journals j
     where j.journal_id = p_journal_id and j.kind = 'fare'
       and not exists (select from ledger.journals r where r.kind = 'reversal' and r.reference = p_journal_id::text));
begin
  perform fares.lock_pots(p_split_rule_ids => array[f.split_rule_id]) from fares.fares f where f.receipt = v_receipt;
  select array_agg(e.sub_wallet_id order by e.line_no), array_agg(-e.amount_cents order by e.line_no),
         array_agg(e.currency order by e.line_no) into v_sub_wallet_ids, v_cents, v_currencies
    from ledger.ledger_entries e where e.journal_id = p_journal_id;
  if v_sub_wallet_ids is null then
    raise exception 'no such journal' using errcode = 'LFN10';
  end if;
  perform from ledger.sub_wallets s
    where s.guarded and s.sub_wallet_id in (select e.sub_wallet_id from ledger.ledger_entries e
                                             where e.journal_id = p_journal_id and e.amount_cents > 0)
    order by s.sub_wallet_id for no key update;
  if not exists (select from ledger.journals j where j.kind = 'reversal' and j.reference = p_journal_id::text) then
    v_released := ledger.release_holds(p_journal_id => p_journal_id, p_reason => 'taken back');
  end if;
  v_new := (ledger.post_journals(
    p_kind => 'reversal', p_references => array[p_journal_id::text],
    p_business_on => array[p_business_on], p_value_at => array[now()],
    p_corrects => array[p_journal_id], p_reasons => array[p_reason],
    p_leg_journals => array_fill(1, array[cardinality(v_sub_wallet_ids)]),
    p_leg_lines => array(select generate_subscripts(v_sub_wallet_ids, 1)),
    p_leg_sub_wallet_ids => v_sub_wallet_ids, p_leg_amounts_cents => v_cents, p_leg_currencies => v_currencies))[1];
  perform fares.lower_pots(p_receipt => v_receipt, p_journal_id => v_new);
  if v_released = 0 and exists (select from ledger.journals back
                               join ledger.holds h on h.journal_id = back.corrects_journal_id
                                                  and h.released_xact = back.xact
                              where back.journal_id = p_journal_id) then
    perform ledger.hold_journals(p_journal_ids => array[v_new], p_reason => 'held before it was taken back');
  end if;
  return v_new;
end $$;
comment on function ledger.correct_journal is
  'Posts the exact opposite of a journal, naming it; returns the correction''s id. Raises LFN10 (no such journal), '
  'LFF10 (the money is no longer there), LFF11 (what is there is held for other journals).';
