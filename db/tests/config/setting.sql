begin;
set constraints all immediate;
select plan(2);
select is(config.setting(p_setting => 'time_zone'), 'Africa/Nairobi', 'a setting is read by its name');
select is(config.setting(p_setting => 'no such'), null, 'a setting nobody made is null');
select finish();
rollback;
