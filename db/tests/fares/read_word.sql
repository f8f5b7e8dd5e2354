begin; select plan(1);
\ir ../fixtures/one_vehicle.psql
select is_empty($$ select t.typed, w.*, t.read from (values ('SIMBA 27', 'SIMBA 27 27'), ('simba27', 'SIMBA 27 27'),
    ('27', 'SIMBA 27 27'), ('027.', 'SIMBA 27 27'), ('7462227', 'SIMBA 27 27'), ('74622 7', 'SIMBA 7 7'),
    ('SIMBA 27-29', 'SIMBA 27 29'), ('27/29', 'SIMBA 27 29'), ('83626101', 'TEMBO 101 101'), ('TEMBO 9', 'TEMBO 9 9'),
    ('27-26', 'SIMBA 27 27'), ('27-40', 'SIMBA 27 27'), ('PWEZI 3', 'PWEZI 3 3'), ('SIMBA', null), ('', null),
    ('SIMBA 1234', null), ('1234567', null), ('746221234', null), ('SI', null), ('ΣΙΜΒΑ 1', null), (null, null),
    ('xxxxxx126', null), ('xxxxxxxx999', null))
    as t(typed, read)
  cross join lateral fares.read_word(p_text => t.typed, p_word => 'SIMBA') w
  where nullif(concat_ws(' ', w.word, w.from_no, w.to_no), '') is distinct from t.read $$,
  'what a conductor types of what was said');
select finish(); rollback;
