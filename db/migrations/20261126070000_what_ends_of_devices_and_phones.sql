-- migrate:up
-- Devices and phones of people who came once were kept for ever: two more kinds with a period.

insert into security.retention_periods (kind, keep_days, least_days, most_days, meaning) values
  ('devices', 400, 30, 3650, 'Browsers that a person signed in with, after the last time'),
  ('phones', 400, 90, 3650, 'Phones that dialled and never paid, and their language, after they were first seen');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
