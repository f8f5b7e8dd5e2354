-- migrate:up
-- Whoever is to be forgotten, asks what we hold, or has been silent for long, is looked up in what people wrote to us:
-- without this each of 2,000 phones walks through all of it, every ten minutes.

-- Before the first release the table is empty: nobody waits for its locks.
-- squawk-ignore require-concurrent-index-creation
create index inbound_by_phone on messaging.inbound (phone_hash);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
