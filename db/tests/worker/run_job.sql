begin; select plan(10);
set constraints all immediate;
select matches(worker.run_job(p_job => j), '^[0-9]+$', j || ' returns how much it did')
  from unnest(array['close_cutoff', 'make_checkpoints', 'expire_intents', 'expire_ussd_sessions', 'expire_sign_ins',
    'release_leases', 'watch_suspense', 'delete_full_buckets']) j;
select throws_ok($$ select worker.run_job('format_disk') $$, 'LFV52', null, 'an unknown job is refused');
select is(worker.run_job('expire_intents'), '0', 'again there is less or nothing to do');
select finish(); rollback;
