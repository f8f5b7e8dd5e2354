begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
create temporary table given as select g.* from recon.given_lines(p_short_code => '400222', p_lines => to_jsonb(array[
  pg_temp.line(1, 'SKA0000001', 6000, p_at => '2026-11-20 23:59:58'), pg_temp.line(2, 'SKA0000001', 6000),
  pg_temp.line(3, 'SKA0000001', -750, 'charge')])) g;
select is((select array_agg(nth order by row_no) from given), array[1, 2, 1]::bigint[], 'lines of one key are counted');
select is((select completed_at from given where row_no = 1), timestamptz '2026-11-20 23:59:58+03',
  'a time is on the market''s clock');
select is((select business_on from given where row_no = 1), date '2026-11-20', 'and so is its day');
select is((select count(*) from recon.given_lines(p_short_code => '999999', p_lines => '[]')), 0::bigint,
  'a PayBill that is not ours has none');
select is((select count(*) from recon.given_lines(p_short_code => '400222', p_lines => null)), 0::bigint,
  'nothing is no line');
select finish(); rollback;
