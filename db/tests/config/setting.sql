begin; select plan(2);
select is(config.setting(p_setting => 'time_zone'), 'Africa/Nairobi', 'a setting is read by its name');
select is(config.setting(p_setting => 'no such'), null, 'an unknown setting is null');
select finish(); rollback;
