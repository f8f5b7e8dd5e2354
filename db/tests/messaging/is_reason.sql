begin; select plan(10);
select is(messaging.is_reason(p_text => t), fits, coalesce(t, 'none'))
  from (values ('Ni ya Safaricom', true), ('the portal shows KES 80', true), ('test', false), ('test test test', false),
               ('aaaaaaaaaaaaaa', false), ('sawa sawa sawa', false), ('1234567890', false), ('          ', false),
               (repeat('portal ', 40), false), (null, false)) v(t, fits);
select finish(); rollback;
