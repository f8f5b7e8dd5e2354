-- One more of these in this hour: how many does that make?
-- Source: decision 0090. Locks: that one row until the caller's transaction ends; no fare ever touches it.
-- Repeat: one more. Nothing of the hour before is remembered.
create or replace function security.count_refusal(
  p_action text,   -- what was refused, as the trail calls it
  p_key    text,   -- which of them are counted together; only its sha256 is kept
  p_at     timestamptz
) returns bigint
language sql as $$
  insert into security.refusals as r (action, key, hour_at, times)
  values (p_action, sha256(convert_to(p_key, 'UTF8')), date_trunc('hour', p_at, 'UTC'), 1)
  on conflict (action, key) do update
    set times = case when r.hour_at = excluded.hour_at then r.times + 1 else 1 end, hour_at = excluded.hour_at
  returning times
$$;
comment on function security.count_refusal(text, text, timestamptz) is
  'How often that was refused in this hour, this time included. Raises nothing.';
