-- One page of one column was looked at: write down how far we are, and at the end of the table decide
-- whether another pass is needed. It is as long as the last one found something that could be opened:
-- a process that still sealed with the old key may have written behind our back.
-- Source: decision 0075. Locks: the progress row, which the caller holds. Repeat: not repeatable, the caller's transaction is one.
create or replace function security.turn_page(
  p_reseal security.reseals,   -- as locked by the caller
  p_last   text,               -- key of the last row of the page; null: the table has ended
  p_found  int                 -- values under other keys on it
) returns void
language plpgsql as $$
declare
  v_is_over boolean := p_last is null and p_reseal.found <= p_reseal.broken;
begin
  update security.reseals r
     set after_key = p_last,
         found = case when p_last is null and not v_is_over then 0 else r.found + p_found end,
         broken = case when p_last is null and not v_is_over then 0 else r.broken end,
         passes = r.passes + (p_last is null)::int,
         finished_at = case when v_is_over then clock_timestamp() end
   where r.sealed_column = p_reseal.sealed_column and r.key_id = p_reseal.key_id;
  if v_is_over and p_reseal.broken > 0 then
    perform messaging.raise_alarm(p_kind => 'seal_broken', p_subject => p_reseal.sealed_column,
      p_detail => format('%s values can''t be opened by any key we hold', p_reseal.broken));
  end if;
end $$;
comment on function security.turn_page(security.reseals, text, int) is
  'Moves the progress of re-sealing one column; ends it after a pass without finds, with alarm seal_broken for what could not be opened. Raises nothing.';
