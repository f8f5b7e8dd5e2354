begin; select plan(19);
\ir ../fixtures/menu.psql
select is(ussd.dialled_code(p_input => t.input, p_service_code => t.service), t.code, t.sentence) from (values
  ('*384*46#', '*384*46#', '384*46', 'the whole code'), (' 384*46# ', '', '384*46', 'without its star'),
  ('384*46*4628#', null, '384*46', 'before an answer'), ('384*46#*4628', null, '384*46', 'with its hash within'),
  ('46', null, '46', 'its last part'), ('46*4628', null, '46', 'its last part before an answer'),
  ('384*4628', null, '', 'half of it'), ('384*460', null, '', 'nearly it'), ('', '*384*46#', '', 'a plain dial'),
  ('4628', '*384*46*4628#', '', 'an answer that the gateway names as part of what was dialled'),
  ('4628*60', '*384*46*4628*60#', '', 'two such answers'), (null, null, '', 'nothing'),
  ('*483*77*4628#', '*483*77#', '483*77', 'another code that the gateway names'),
  ('77', '*483*77#', '77', 'or its end'),
  ('4628', '*483*4628#', '', 'a last part that may be a door code'),
  ('', '*384*46*4628*60#', '+4628*60', 'answers in the service code only'),
  ('', '*384*46*5*73915#', '', 'but no PIN'), ('', '*384*460*4628#', '', 'nor of another code'),
  ('0799000873', '*0799000873#', '', 'a phone number')) as t(input, service, code, sentence);
select finish(); rollback;
