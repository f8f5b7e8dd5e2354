-- Some references of a set were posted before. Give back the journals that stand, after making
-- sure that they say the same as what was asked for now: an equal reference with other money is
-- never taken for a repeat.
-- Source: docs/decisions/ledger.md. Locks: none. Repeat: reads only.
create or replace function ledger.known_journals(
  p_kind               text,
  p_references         text[],
  p_ids                bigint[],  -- ids drawn for this call; those not in the book were repeats
  p_leg_journals       int[],
  p_leg_sub_wallet_ids bigint[],
  p_leg_amounts_cents  bigint[]
) returns bigint[]
language plpgsql stable as $$
declare
  v_ids bigint[];
begin
  select array_agg(j.journal_id order by r.place) into v_ids
    from unnest(p_references) with ordinality as r(reference, place)
    join ledger.journals j on j.kind = p_kind and j.reference = r.reference;
  if exists (
    select from unnest(v_ids) with ordinality as k(journal_id, place)
     where k.journal_id is distinct from p_ids[k.place]
       and (select array_agg((l.sub_wallet_id, l.amount_cents) order by l.sub_wallet_id, l.amount_cents)
              from unnest(p_leg_journals, p_leg_sub_wallet_ids, p_leg_amounts_cents)
                as l(journal_no, sub_wallet_id, amount_cents)
             where l.journal_no = k.place)
           is distinct from
           (select array_agg((e.sub_wallet_id, e.amount_cents) order by e.sub_wallet_id, e.amount_cents)
              from ledger.ledger_entries e where e.journal_id = k.journal_id)) then
    raise exception 'this reference is in the book with other legs' using errcode = 'LFC10';
  end if;
  return v_ids;
end $$;
comment on function ledger.known_journals is
  'Ids of the journals that stand for these references, in order. Raises LFC10 when one of them was posted with '
  'other legs.';
