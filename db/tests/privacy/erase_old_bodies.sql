begin; select plan(4);
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, fields, next_attempt_at)
  select 'c2b_confirmation', 'Q' || n, case n when 2 then 'pending' else 'posted' end, sha256(n::text::bytea),
  case n when 2 then '{}'::jsonb end, case n when 2 then now() end from generate_series(1, 5) n;
-- Of a month that has no partition.
insert into mobile_money.callback_bodies (callback_id, kept_at, body_sealed) select callback_id,
  '2025-01-01'::timestamptz + substr(receipt, 2)::int * interval '1 day', '\x5ea1' from mobile_money.mpesa_callbacks;
select is(privacy.erase_old_bodies(p_until => '2025-01-04 12:00', p_limit => 1), 1::bigint, 'a few at a time');
select is(privacy.erase_old_bodies(p_until => '2025-01-04 12:00', p_limit => 10), 1::bigint, 'then the next ones');
select is((select string_agg(receipt, ' ' order by receipt) from mobile_money.mpesa_callbacks
  join mobile_money.callback_bodies using (callback_id)), 'Q2 Q4 Q5',
  'younger messages keep their bodies, and so does one that is pending');
select is(privacy.erase_old_bodies(p_until => '2025-01-04 12:00', p_limit => 10), 0::bigint, 'again there are none');
select finish(); rollback;
