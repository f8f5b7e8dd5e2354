begin;
select plan(5);
select is(ussd.masked(p_input => '5*4628*73915*1', p_secret_at => '{3}'), '5*4628*-*1',
  'the secret is a dash, the rest stays in its place');
select is(ussd.masked(p_input => '5*4628*-*1', p_secret_at => '{3}'), '5*4628*-*1', 'twice is once');
select is(ussd.masked(p_input => '5*4628', p_secret_at => '{}'), '5*4628', 'nothing secret');
select is(ussd.masked(p_input => '', p_secret_at => '{1}'), '', 'nothing typed');
select is(ussd.masked(p_input => '5**73915', p_secret_at => '{3,9}'), '5**-',
  'empty answers count; places beyond the end don''t');
select finish();
rollback;
