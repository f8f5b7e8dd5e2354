begin; select plan(2);
\ir ../fixtures/replay.psql

-- What was given back counts for the market's day, which begins before the server's.
select is((select sum(cents)::bigint from fares.posted_parts(:wallet_id, '2026-11-22', current_date + 1)),
  56000::bigint, 'fares less what was given back');
select is((select cents from fares.posted_parts(:wallet_id, '2026-11-22',
  '2026-11-22') p where p.purpose = 'insurance'),
  20000::bigint, 'by day and purpose');
select finish(); rollback;
