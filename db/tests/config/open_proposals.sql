begin; select plan(2);
\ir ../fixtures/officials.psql
select is(config.open_proposals(), '{"people": 0}', 'nothing waits for a second person');
select pg_temp.propose('ops', 'newcomer'),
  config.change_config(pg_temp.id('ops'), 'setting', 'ussd_min_cents', null, '{"value": "2000"}', 'sababu') \g /dev/null
select is(config.open_proposals(), '{"people": 1, "setting": 1}', 'open proposals are counted by kind');
select finish(); rollback;
