-- migrate:up
-- What a person may do from a device that was first seen less than a day ago is less: smaller sums, a
-- shorter time after a second step, fewer forms (decision 0082).

insert into security.settings (setting, value, least, most, meaning) values
  ('new_device_hours', '24', 1, 168, 'How long a device counts as new after the first sign-in there'),
  ('place_cap_cents', '10000000', 100000, 1000000000, 'Money without a vehicle that one operator may place in a day, in cents'),
  ('place_cap_new_device_cents', '2000000', 100000, 1000000000, 'The same from a new device, in cents'),
  ('step_up_minutes_new_device', '1', 1, 60, 'From a new device: how long after a second step dangerous acts may follow without another one');

insert into security.limits (act, per, burst, refill_ms, least_burst, most_refill_ms, meaning) values
  ('form_new_device', 'session', 30, 2000, 15, 10000, 'Forms sent by one person signed in on a new device');

alter table security.devices add column first_proved_at timestamptz;
comment on column security.devices.first_proved_at is 'When a second step was first taken here; null: never. The device counts as new from then on, else from first_seen_at: who has only the password can''t let it grow old.';

-- What an operator placed today. Fares that went straight to a vehicle are not in it.
-- squawk-ignore require-concurrent-index-creation
create index payments_by_placer on mobile_money.payments (placed_by, placed_at) where placed_by is not null;
-- Where a person is signed in, by device: to be shown and to be ended.
-- squawk-ignore require-concurrent-index-creation
create index sessions_by_device on security.sessions (device_id) where device_id is not null;

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
