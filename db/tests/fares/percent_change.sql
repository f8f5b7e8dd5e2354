begin;
select plan(4);
select is(fares.percent_change(p_cents => 5400, p_before => 5000), 8, 'more');
select is(fares.percent_change(p_cents => 0, p_before => 5000), -100, 'nothing left of it');
select is(fares.percent_change(p_cents => 5000, p_before => 5000), 0, 'the same');
select is(fares.percent_change(p_cents => 5000, p_before => 0), null, 'there is no percentage of nothing');
select finish();
rollback;
