begin; select plan(2);
select is((select string_agg(d, ' ' order by d)
  from unnest(array['11111', '12345', '54321', '01234', '90123', '98765', '10987', '12121', '46281', '14628', '73915',
  '11122', '12321', '00700']) d where accounts.is_weak_pin(p_digits => d, p_door_code => '4628')),
  '01234 10987 11111 12121 12345 14628 46281 54321 90123 98765', 'common PINs are weak, and those with the door code');
select ok(not accounts.is_weak_pin(p_digits => '46281', p_door_code => null), 'without a door code it is not weak');
select finish(); rollback;
