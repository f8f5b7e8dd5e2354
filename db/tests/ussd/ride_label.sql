begin;
\ir ../fixtures/menu.psql
select plan(4);
select is(ussd.ride_label(p_choices => '{"stage": {"name": "Kawangware"}, "seats": 1}', p_lang => 'sw'), 'Kawangware',
  'the stage');
select is(ussd.ride_label(p_choices => '{"stage": {"name": "Langata Cemetery 2nd"}, "seats": 2}', p_lang => 'sw'),
  'Langata Cemetery x2', 'cut to what a screen holds, with the seats');
select is(ussd.ride_label(p_choices => '{"stage": null, "vehicle": {"route": "46"}}', p_lang => 'sw'), 'Njia 46',
  'the route, when an amount was typed');
select is(ussd.ride_label(p_choices => '{"vehicle": {"route": "46"}}', p_lang => 'en'), 'Route 46', 'in English');
select finish();
rollback;
