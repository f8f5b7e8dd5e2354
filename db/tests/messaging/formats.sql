begin; select plan(4);
insert into messaging.texts (key, sw, en) values ('test_blanks', '5% {2}', '{1} {x} {20}');
select is((select f from messaging.formats(p_key => 'test_blanks', p_lang => t.lang) f), t.format, t.sentence)
  from (values ('sw', '5%% %2$s', 'blanks of Kiswahili'), ('en', '%1$s {x} %20$s', 'of English'),
  (null, '5%% %2$s', 'no language is Kiswahili')) as t(lang, format, sentence);
select is((select count(*) from messaging.formats('no_such_key', 'sw')), 0::bigint, 'an unknown key has none');
select finish(); rollback;
