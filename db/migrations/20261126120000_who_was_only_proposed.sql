-- migrate:up
-- A SACCO's admin types a number to propose its owner for a crew; when nothing comes of it, the number goes.
-- What nobody decides about is over after a while.

insert into security.retention_periods (kind, keep_days, least_days, most_days, meaning) values
  ('crew_proposals', 30, 7, 365, 'Proposals for a crew that nobody has decided about, and the number typed for it if nothing else came of it');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
