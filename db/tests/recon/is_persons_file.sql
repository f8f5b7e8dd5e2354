begin; select plan(6);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s, pg_temp.statement('pull') as p \gset
select is(recon.is_persons_file(:s), false, 'no channel is named');
update config.settings set value = 'page,folder' where setting = 'file_channels_by_two';
select is(recon.is_persons_file(:s), false, 'other channels are');
update config.settings set value = 'page,command,folder' where setting = 'file_channels_by_two';
select is(recon.is_persons_file(:s), true, 'its channel is');
select is(recon.is_persons_file(:p), false, 'the Pull API is the operator itself');
select is(recon.is_persons_file(null), false, 'no statement is nobody''s');
select is(config.is_valid_config('setting', 'file_channels_by_two', jsonb_build_object('value', v)), o, v)
  from (values ('pull', 'bad_value')) t(v, o);
select finish(); rollback;
