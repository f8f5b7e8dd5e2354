-- migrate:up
-- A message that could not be used became no payment, so nobody who asked to be forgotten was found in it, though its
-- sealed body holds number and name. Whose it is stands beside it from now on; of all others the payment says so.

-- Before the first release the table is empty: nobody waits for its locks.
alter table mobile_money.mpesa_callbacks add column payer_hash bytea;
comment on column mobile_money.mpesa_callbacks.payer_hash is 'Look-up hash of the payer, of messages kept aside only (conflict, quarantine); null: not said, or the payment tells.';
-- squawk-ignore constraint-missing-not-valid
alter table mobile_money.mpesa_callbacks add constraint mpesa_callbacks_payer_is_a_hash check (octet_length(payer_hash) = 32);
-- squawk-ignore require-concurrent-index-creation
create index mpesa_callbacks_by_payer on mobile_money.mpesa_callbacks (payer_hash) where payer_hash is not null;

-- It is told whose the message is. Made anew by the functions loaded next, in the same deploy.
-- squawk-ignore ban-drop-function
drop function if exists mobile_money.keep_aside(text, text, text, text, text, bytea, bytea);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
