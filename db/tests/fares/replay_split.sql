begin; select plan(5);
\ir ../fixtures/replay.psql

create function pg_temp.differs(p_wallet_id bigint, p_from date) returns int language sql as $$
  select count(*)::int from fares.replay_split(p_wallet_id, null, p_from, current_date) n
    full join fares.posted_parts(p_wallet_id, p_from, current_date) b using (business_on, purpose)
   where n.cents is distinct from b.cents $$;
select is(pg_temp.differs(:wallet_id, '2026-11-20'), 0, 'by its own rules a replay is the ledger');
select is(pg_temp.differs(:wallet_id, '2026-11-22'), 0, 'from any day on');
select is(pg_temp.differs(:wallet_id, '2026-11-23'), 0, 'also with pots that lacked something before');
select is((select sum(cents)::bigint from fares.replay_split(:wallet_id, jsonb_populate_record(pg_temp.rule(),
  '{"split_rule_id": 9223372036854775807, "pot_cents": [100, 100, 0, 0]}'), '2026-11-20', current_date)),
  (select sum(cents)::bigint from fares.posted_parts(:wallet_id, '2026-11-20', current_date)),
  'by another rule it is the same money');
select is((select array_agg(cents) from fares.replay_split(:wallet_id, jsonb_populate_record(pg_temp.rule(),
  '{"split_rule_id": 9223372036854775807, "pot_cents": [100, 100, 0, 0], "pot_arrears_cents": [0, 0, 0, 0]}'),
  '2026-11-22', '2026-11-22') n where n.purpose = 'insurance'), '{100}', 'divided by that rule');
select finish(); rollback;
