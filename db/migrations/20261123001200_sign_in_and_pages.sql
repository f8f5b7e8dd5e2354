-- migrate:up
-- What signing in and the pages for owners and operators need beside the tables that are there:
-- their thresholds, and look-ups that would otherwise read whole tables.

insert into security.settings (setting, value, meaning) values
  ('password_params', 'm=19456,t=2,p=1', 'How hard a new password is hashed: argon2id memory (KiB), passes, lanes'),
  ('time_zone', 'Africa/Nairobi', 'The market''s clock: pages show it, days begin by it'),
  ('service_starts', '05:00', 'From when vehicles are expected to take fares, market time'),
  ('service_ends', '22:00', 'Until when vehicles are expected to take fares, market time'),
  ('silent_after_minutes', '90', 'A vehicle in service without a fare for this long is called silent');

-- Before the first release these tables are empty: nobody waits for their indexes.
-- squawk-ignore require-concurrent-index-creation
create index mpesa_callbacks_to_look_at on mobile_money.mpesa_callbacks (last_received_at desc)
  where outcome in ('conflict', 'quarantine', 'pending');
-- squawk-ignore require-concurrent-index-creation
create index outbox_dead on messaging.outbox (created_at) where state = 'dead';
-- squawk-ignore require-concurrent-index-creation
create index wallets_by_owner on ledger.wallets (owner_id) where owner_id is not null;

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
