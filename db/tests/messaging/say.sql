begin;
select plan(8);
insert into messaging.texts (key, sw, en) values
  ('test_plain', 'Karibu', 'Welcome'), ('test_blanks', 'Gari {2}, KES {1}.', 'KES {1}, vehicle {2}. {1}');
select is(messaging.say(p_key => 'test_plain', p_lang => 'sw', p_args => null), 'Karibu', 'Kiswahili');
select is(messaging.say('test_plain', 'en', '{}'), 'Welcome', 'English');
select is(messaging.say('test_plain', 'fr', null), 'Karibu', 'Kiswahili for whoever speaks something else');
select is(messaging.say('test_blanks', 'sw', array['60', '4628']), 'Gari 4628, KES 60.', 'blanks are filled by number');
select is(messaging.say('test_blanks', 'en', array['60', '4628']), 'KES 60, vehicle 4628. 60', 'one may be used twice');
select is(messaging.say('test_blanks', 'sw', array['60', 'a{1}b']), 'Gari a{1}b, KES 60.',
  'what a person typed is not filled again');
select is(messaging.say('test_blanks', 'sw', array['60']), 'Gari , KES 60.', 'a missing argument is left empty');
select throws_ok($$ select messaging.say('no_such_key', 'sw', null) $$, 'LFN50', null, 'an unknown key is refused');
select finish();
rollback;
