begin; select plan(2);
delete from config.buckets;
insert into config.buckets (limit_name, per, key, full_at) values
  ('t', 'sim', '\x01', '2026-11-23 07:00+03'), ('t', 'sim', '\x02', '2026-11-23 07:10+03');
select is(config.delete_full_buckets(p_at => '2026-11-23 07:05+03'), 1, 'a full bucket is deleted');
select is((select key from config.buckets), '\x02'::bytea, 'a bucket in use stays');
select finish(); rollback;
