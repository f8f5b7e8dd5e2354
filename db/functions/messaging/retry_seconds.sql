-- How long to leave a troubled gateway alone: 5, 15, 45 … seconds, a quarter of an hour at most, so
-- that 8 failures span about 40 minutes. Never the same twice, so that a crowd doesn't return at once.
-- Source: docs/decisions/outbox-and-worker.md. Locks: none. Repeat: another roll of the dice.
create or replace function messaging.retry_seconds(
  p_failures int    -- how often it failed so far, this time included
) returns int
language sql volatile as $$
  select (least(900, 5 * 3 ^ (least(greatest(p_failures, 1), 8) - 1)) * (0.75 + random() / 2))::int
$$;
comment on function messaging.retry_seconds is
  'Seconds to wait before the next try, with jitter of a quarter either way. Raises nothing.';
