-- migrate:up
-- The key that phones are looked up by can be changed: every process knows both, and this says which
-- of the two is in force. Two people open it, as any setting.
insert into security.settings (setting, value, meaning) values
  ('lookup_key_moves', 'no', 'yes: phones are being moved to the first of LIPA_LOOKUP_KEY; no: the last one is in force');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
