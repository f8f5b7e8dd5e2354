begin; select plan(3);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa'), pg_temp.reserve('bb', 3) \g /dev/null
select is(array(select fares.seat_labels(p_payment_ref => r)), l, r || ': ' || l::text)
  from (values ('aa', array['SIMBA 1']), ('bb', array['SIMBA 2-4']), ('none', array[]::text[])) t(r, l);
select finish(); rollback;
