begin; select plan(4);
create function pg_temp.at(p_text text) returns text language sql
  as $$ select audit.market_time(p_text => p_text, p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.at('2026-11-25T22:10:07.123456+00:00'), '2026-11-26T01:10:07', 'a time becomes the market''s');
select is(pg_temp.at('2026-11-26T01:10:07+03:00'), '2026-11-26T01:10:07', 'from whatever offset');
select is(pg_temp.at('since 2026-11-25T22:10:07+00:00'), 'since 2026-11-25T22:10:07+00:00', 'other text stays');
select is(pg_temp.at(null), null, 'null stays null');
select finish(); rollback;
