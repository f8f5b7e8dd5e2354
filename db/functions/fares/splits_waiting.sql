-- Names the vehicles whose split one side proposed and the other has yet to agree: their home pages say so.
create or replace function fares.splits_waiting(
  p_side text,      -- whose answer is awaited: owner or sacco
  p_ids  bigint[],  -- owners or SACCOs
  p_at   timestamptz
) returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(v.plate order by v.plate), '[]')
      from fares.split_proposals p join fleet.vehicles v using (vehicle_id)
     where p.state = 'proposed' and p.side <> p_side and p_at < p.expires_at
       and case p_side when 'owner' then p.owner_id else p.sacco_id end = any (p_ids));
end $$;
comment on function fares.splits_waiting is
  'Plates of vehicles whose proposed split waits for this side, in order. Raises nothing.';
