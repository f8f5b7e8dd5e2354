begin; select plan(4);
\ir ../fixtures/signed_in.psql
create function pg_temp.told(p_receipt text, p_sha text default null) returns jsonb language sql as $$
  select jsonb_path_query_array(mobile_money.messages_about(p_receipt => p_receipt, p_payment_ref => null,
    p_body_sha256 => p_sha, p_zone => 'Africa/Nairobi'), '$[*].outcome') $$;
select pg_temp.confirm(pg_temp.incoming('TKA0000001')), pg_temp.confirm(pg_temp.incoming('TKA0000001', '70')),
       pg_temp.confirm(pg_temp.incoming('bad')) \g /dev/null
select is(pg_temp.told('TKA0000001'), '["posted", "conflict"]', 'both messages about a receipt, the first one first');
select is(pg_temp.told(null, (select encode(body_sha256, 'hex') from mobile_money.mpesa_callbacks
  where outcome = 'quarantine')), '["quarantine"]', 'one without a usable receipt is found by its body');
select is(pg_temp.told('TKX0000001', 'no digest'), '[]', 'nothing else is found');
select is(pg_temp.told(null), '[]', 'nor by nothing');
select finish(); rollback;
