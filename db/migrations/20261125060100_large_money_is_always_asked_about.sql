-- migrate:up
-- The largest amount that M-Pesa moves at once was the bound, and with it nothing was asked about any more: two people
-- together could have had forged money leave. No fare is above KES 10,000.
update security.settings set most = 1000000, value = least(value::bigint, 1000000)::text where setting = 'verify_above_cents';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
