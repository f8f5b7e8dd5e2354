-- Computes the pause before the next try: 5, 15, 45 … seconds, at most 15 minutes, so that 8 failures span about 40
-- minutes. Jitter keeps many messages from returning at once. Source: docs/decisions/outbox-and-worker.md.
create or replace function messaging.retry_seconds(
  p_failures int    -- how often it failed so far, this time included
) returns int
language sql volatile as $$
  select (least(900, 5 * 3 ^ (least(greatest(p_failures, 1), 8) - 1)) * (0.75 + random() / 2))::int
$$;
comment on function messaging.retry_seconds is
  'Seconds to wait before the next try, with jitter of a quarter either way. Raises nothing.';
