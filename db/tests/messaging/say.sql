begin; select plan(8);
insert into messaging.texts (key, sw, en) values ('test_plain', 'Karibu', 'Welcome'),
  ('test_blanks', 'Gari {2}, KES {1}.', 'KES {1}, vehicle {2}. {1}');
select is(messaging.say(p_key => t.key, p_lang => t.lang, p_args => t.args), t.text, t.sentence)
  from (values ('test_plain', 'sw', null::text[], 'Karibu', 'a text in Kiswahili'),
  ('test_plain', 'en', '{}', 'Welcome', 'a text in English'),
  ('test_plain', 'fr', null, 'Karibu', 'another language gets Kiswahili'),
  ('test_blanks', 'sw', array['60', '4628'], 'Gari 4628, KES 60.', 'blanks are filled by number'),
  ('test_blanks', 'en', array['60', '4628'], 'KES 60, vehicle 4628. 60', 'a blank may be used twice'),
  ('test_blanks', 'sw', array['60', 'a{1}b'], 'Gari a{1}b, KES 60.', 'a typed blank is not filled'),
  ('test_blanks', 'sw', array['60'], 'Gari , KES 60.', 'a missing argument is left empty')) as t(key,
  lang, args, text, sentence);
select throws_ok($$ select messaging.say('no_such_key', 'sw', null) $$, 'LFN50', null, 'an unknown key is refused');
select finish(); rollback;
