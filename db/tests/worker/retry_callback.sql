begin; select plan(2);
set constraints all immediate;
select is(worker.retry_callback(p_callback_id => -1), 'settled', 'one that is gone was settled');
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256)
  values ('c2b_confirmation', 'QKQ', 'quarantine', sha256('q')) returning callback_id \gset
select is(worker.retry_callback(:callback_id), 'quarantine', 'one that doesn''t wait returns its outcome');
select finish(); rollback;
