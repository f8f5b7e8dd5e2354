begin; select plan(6);
select is(fares.silent_text('{KZZ..01A}', 'sw', 160), ' Kimya: KZZ..01A.', 'one');
select is(fares.silent_text('{KZZ..01A,KZZ..02A}', 'en', 160), ' Silent: KZZ..01A KZZ..02A.', 'two');
select is(fares.silent_text('{KZZ..01A,KZZ..02A,KZZ..03A}', 'sw', 30), ' Kimya: KZZ..01A na 2 zaidi.',
  'as many as there is room for, and how many more');
select is(fares.silent_text('{KZZ..01A,KZZ..02A,KZZ..03A}', 'en', 30), ' Silent: KZZ..01A and 2 more.',
  'in English');
select is(fares.silent_text('{KZZ..01A,KZZ..02A}', 'sw', 20), null, 'no room');
select is(fares.silent_text(null, 'sw', 160), null, 'none is silent');
select finish(); rollback;
