begin; select plan(4);
\ir ../fixtures/menu.psql
select is(ussd.ride_label(p_choices => t.choices::jsonb, p_lang => t.lang), t.label, t.sentence) from (values
  ('{"stage": {"name": "Kawangware"}, "seats": 1}', 'sw', 'Kawangware', 'the stage'),
  ('{"stage": {"name": "Langata Cemetery 2nd"}, "seats": 2}', 'sw', 'Langata Cemetery x2',
    'cut to what a screen holds, with the seats'),
  ('{"stage": null, "vehicle": {"route": "46"}}', 'sw', 'Njia 46', 'the route, when an amount was typed'),
  ('{"vehicle": {"route": "46"}}', 'en', 'Route 46', 'in English')) as t(choices, lang, label, sentence);
select finish(); rollback;
