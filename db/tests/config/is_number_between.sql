begin; select plan(5);
create function pg_temp.fitting(p_least bigint, p_most bigint, p_texts text[]) returns text language sql as $$
  select string_agg(v, ' ' order by n) from unnest(p_texts) with ordinality as t(v, n)
   where config.is_number_between(p_text => v, p_least => p_least, p_most => p_most) $$;
select is(pg_temp.fitting(3, 20, array['2', '3', '20', '21', '-5', '03', '3.0', '1e1', '٥', ' 5', E'5\n', '']), '3 20',
  'only a whole number within its bounds fits');
select is(pg_temp.fitting(null, null, array['0', '999999999', '1000000000']), '0 999999999',
  'without bounds it has up to nine digits');
select is(pg_temp.fitting(null, null, array[repeat('9', 5000)]), null, 'five thousand digits are no number');
select is(pg_temp.fitting(0, 20000000000, array['1000000000', '999999999']), '999999999', 'nor more with wider ones');
select is(config.is_number_between(null, 1, 2), false, 'null is no number');
select finish(); rollback;
