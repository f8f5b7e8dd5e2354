-- Empties the sealed bodies of old operator messages; receipt, outcome and sha256 stay. It goes through the table by
-- id, because the table of all messages has no index by age. Pending messages keep their body.
-- Locks: the rows it empties. Repeat: goes on where the last run stopped. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.erase_old_bodies(p_until timestamptz, p_limit int) returns bigint
language plpgsql as $$
declare
  v_last    bigint;
  v_after   bigint := coalesce((select r.after_id from privacy.retention_runs r where r.kind = 'raw_bodies'), 0);
  v_removed bigint;
begin
  select max(k.callback_id) into v_last
    from (select c.callback_id, c.received_at from mobile_money.mpesa_callbacks c
           where c.callback_id > v_after order by c.callback_id limit p_limit) k
   where k.received_at < p_until;
  update mobile_money.mpesa_callbacks c set body_sealed = ''
   where c.callback_id > v_after and c.callback_id <= v_last and c.outcome <> 'pending' and c.body_sealed <> '';
  get diagnostics v_removed = row_count;
  update privacy.retention_runs r set after_id = v_last where r.kind = 'raw_bodies' and v_last is not null;
  return v_removed;
end $$;
comment on function privacy.erase_old_bodies is 'Returns how many it emptied. Raises nothing.';
