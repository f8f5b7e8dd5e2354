begin;
set constraints all immediate;
select plan(4);
select is(security.config_part(p_row => '{"setting": "a", "value": "5", "meaning": "b", "least": 3}'), '{"value": "5"}', 'of a setting its value');
select is(security.config_part(p_row => '{"act": "form", "per": "sim", "burst": 5, "refill_ms": 100}'), '{"burst": "5", "refill_ms": "100"}', 'of a limit how many and how often, as texts');
select is(security.config_part(p_row => '{"kind": "sign_ins", "keep_days": 1}'), '{"keep_days": "1"}', 'of a period its days');
select is(security.config_part(p_row => null), null, 'of nothing nothing');
select * from finish();
rollback;
