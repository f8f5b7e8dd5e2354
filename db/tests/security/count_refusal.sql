begin;
set constraints all immediate;
select plan(6);
create function pg_temp.count(p_action text, p_key text, p_at timestamptz) returns bigint language sql as $$
  select security.count_refusal(p_action => p_action, p_key => p_key, p_at => p_at) $$;
select is((select array_agg(pg_temp.count('form_refused', 'a', '2026-11-26 07:10+03')) from generate_series(1, 3)), array[1, 2, 3]::bigint[], 'each makes one more');
select is(pg_temp.count('form_refused', 'b', '2026-11-26 07:10+03'), 1::bigint, 'others are counted by themselves');
select is(pg_temp.count('too_often', 'a', '2026-11-26 07:10+03'), 1::bigint, 'and so is another act');
select is(pg_temp.count('form_refused', 'a', '2026-11-26 08:00+03'), 1::bigint, 'with a new hour it begins anew');
select is((select count(*) from security.refusals), 3::bigint, 'in the same row');
select is((select count(*) from security.refusals where key = sha256('a')), 2::bigint, 'of which only the hash is kept');
select finish();
rollback;
