begin; select plan(4);
insert into privacy.retention_runs (kind) values ('raw_bodies');
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, body_sealed, received_at, fields,
  next_attempt_at) select 'c2b_confirmation', 'Q' || n, case n when 2 then 'pending' else 'posted' end,
  sha256(n::text::bytea), '\x5ea1', '2026-01-01'::timestamptz + n * interval '1 day',
  case n when 2 then '{}'::jsonb end, case n when 2 then now() end from generate_series(1, 5) n;
select is(privacy.erase_old_bodies(p_until => '2026-01-04 12:00', p_limit => 2), 1::bigint,
  'a few at a time; a pending message keeps its body');
select is(privacy.erase_old_bodies(p_until => '2026-01-04 12:00', p_limit => 10), 1::bigint, 'then the next ones');
select is((select string_agg(receipt, ' ' order by receipt) from mobile_money.mpesa_callbacks where body_sealed <> ''),
  'Q2 Q4 Q5', 'younger messages keep their bodies');
select is(privacy.erase_old_bodies(p_until => '2026-01-04 12:00', p_limit => 10), 0::bigint, 'again there are none');
select finish(); rollback;
