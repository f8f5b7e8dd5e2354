-- Deletes old bodies of operator messages that lie in the default partition; those of whole months go with their month
-- (mobile_money.drop_body_month). The message stays, with receipt, outcome and sha256. Pending ones keep their body.
-- Locks: the rows it deletes; skips locked ones. Repeat: goes on where the last run stopped.
-- Source: docs/decisions/partitions.md.
create or replace function privacy.erase_old_bodies(p_until timestamptz, p_limit int) returns bigint
language plpgsql as $$
declare
  v_removed bigint;
begin
  delete from mobile_money.callback_bodies_other b
   where b.callback_id in (select o.callback_id from mobile_money.callback_bodies_other o
                            where o.kept_at < p_until
                              and not exists (select from mobile_money.mpesa_callbacks c
                                               where c.callback_id = o.callback_id and c.outcome = 'pending')
                            limit p_limit for update skip locked);
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;
comment on function privacy.erase_old_bodies is 'Returns how many it deleted. Raises nothing.';
