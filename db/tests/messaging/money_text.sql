begin; select plan(1);
select results_eq($$ select messaging.money_text(p_cents => c)
  from unnest(array[0, 5, 6000, 6050, 846000, 25000000, -150]::bigint[]) c $$,
  $$ values ('0'), ('0.05'), ('60'), ('60.50'), ('8,460'), ('250,000'), ('-1.50') $$, 'cents are written as shillings');
select finish(); rollback;
