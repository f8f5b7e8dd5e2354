begin; select plan(4);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa'), pg_temp.reserve('bb', 3) \g /dev/null
select is(fares.seat_label(p_payment_ref => r), l, r || ': ' || coalesce(l, 'nothing'))
  from (values ('aa', 'SIMBA 1'), ('bb', 'SIMBA 2-4'), ('none', null)) t(r, l);
update fares.seats set state = 'released';
select is(fares.seat_label(p_payment_ref => 'bb'), 'SIMBA 2-4', 'also when it was given up');
select finish(); rollback;
