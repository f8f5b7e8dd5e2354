-- Posts journals with their legs, all or none. Money moves in no other way; the guards on the tables decide what is
-- legal. Source: docs/decisions/ledger.md. Locks: none for money coming in; a debit of a guarded sub_wallet waits
-- inside the guard. Repeat: the same journal returns the first id; a known reference with other legs is refused.
create or replace function ledger.post_journals(
  p_kind        text,          -- what sort of journal: fare, suspense, reversal …
  p_references  text[],        -- one a journal, unique within its kind: the receipt, …
  p_business_on date[],        -- the market's day each counts for
  p_value_at    timestamptz[], -- when the money moved
  p_corrects    bigint[],      -- the journal each corrects, or null
  p_reasons     text[],        -- why, for corrections, or null
  p_leg_journals       int[],    -- per leg: index of its journal in the arrays above, from 1
  p_leg_lines          int[],    -- per leg: its line in that journal, from 1
  p_leg_sub_wallet_ids bigint[], -- per leg: where it posts
  p_leg_amounts_cents  bigint[], -- per leg: positive into, negative out of the sub_wallet
  p_leg_currencies     text[]    -- per leg
) returns bigint[] language plpgsql as $$
declare
  v_ids   bigint[];
  v_known bigint[];
  v_new   int;
begin
  for i in 1 .. cardinality(p_references) loop
    v_ids := v_ids || nextval('ledger.journal_ids');
  end loop;
  -- Elements by number: a query that unnests eleven arrays takes longer to start than to run.
  with new_journals as (
    insert into ledger.journals (journal_id, kind, reference, business_on, value_at, corrects_journal_id, reason)
    select v_ids[i], p_kind, p_references[i], p_business_on[i], p_value_at[i], p_corrects[i], p_reasons[i]
      from generate_subscripts(v_ids, 1) i
     order by p_references[i]   -- so that two calls with the same references can't deadlock
    on conflict (kind, reference) do nothing
    returning journal_id
  ), legs as (
    insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency)
    select h.journal_id, p_leg_lines[i], p_leg_sub_wallet_ids[i], p_leg_amounts_cents[i], p_leg_currencies[i]
      from generate_subscripts(p_leg_journals, 1) i
      join new_journals h on h.journal_id = v_ids[p_leg_journals[i]]
  )
  select count(*) into v_new from new_journals;
  if v_new = cardinality(v_ids) then
    return v_ids;
  end if;
  -- Some references were posted before. Equal legs are a repeat; a reference with other legs is refused.
  select array_agg(j.journal_id order by r.ordinal) into v_known
    from unnest(p_references) with ordinality as r(reference, ordinal)
    join ledger.journals j on j.kind = p_kind and j.reference = r.reference;
  if exists (
    select from unnest(v_known) with ordinality as k(journal_id, ordinal)
     where k.journal_id is distinct from v_ids[k.ordinal]
       and (select array_agg((l.sub_wallet_id, l.amount_cents) order by l.sub_wallet_id, l.amount_cents)
              from unnest(p_leg_journals, p_leg_sub_wallet_ids, p_leg_amounts_cents)
                as l(journal_no, sub_wallet_id, amount_cents) where l.journal_no = k.ordinal)
           is distinct from
           (select array_agg((e.sub_wallet_id, e.amount_cents) order by e.sub_wallet_id, e.amount_cents)
              from ledger.ledger_entries e where e.journal_id = k.journal_id)) then
    raise exception 'this reference is in the ledger with other legs' using errcode = 'LFC10';
  end if;
  return v_known;
end $$;
comment on function ledger.post_journals is 'Posts balanced journals; returns their ids in the order given. Raises '
  'LFC10 (reference known with other legs) and what the guards raise: LFV10 to LFV13, LFF10, LFB10 to LFB12.';
