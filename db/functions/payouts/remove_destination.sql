-- Removes a place where a party's money may go. What was asked for before goes there still. Locks: its row.
-- Repeat: gone.
create or replace function payouts.remove_destination(p_party_kind text, p_party_ids bigint[], p_destination_id text)
returns text language plpgsql as $$
begin
  update payouts.destinations d set removed_at = clock_timestamp()
   where d.destination_id::text = p_destination_id and d.party_kind = p_party_kind
     and d.party_id = any (p_party_ids) and d.removed_at is null;
  return case when found then 'removed' else 'gone' end;
end $$;
comment on function payouts.remove_destination is 'Outcome removed, or gone (no such, or removed before). Raises '
  'nothing.';
