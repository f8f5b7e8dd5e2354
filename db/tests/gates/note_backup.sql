begin; select plan(3);
create function pg_temp.noted(p_label text, p_bytes bigint) returns text language sql as $$
  select gates.note_backup(p_label => p_label, p_kind => 'full', p_started_at => '2026-11-30 02:00+03',
    p_finished_at => '2026-11-30 02:01+03', p_stop_lsn => '0/5000000', p_bytes => p_bytes, p_stored_bytes => 7,
    p_oldest_at => '2026-11-30 02:01+03');
  select string_agg(b.label || ' ' || b.bytes, ', ' order by b.label) from gates.backups b $$;
select is(pg_temp.noted('20261130-020000F', 63), '20261130-020000F 63', 'a backup is noted');
select is(pg_temp.noted('20261130-020000F', 64), '20261130-020000F 63', 'once');
select throws_ok($$ select pg_temp.noted(null, 63) $$, '23502', null, 'it has a name');
select finish(); rollback;
