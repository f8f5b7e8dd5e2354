-- migrate:up
-- Default privileges come before anything that could be touched, so that no object ever exists with a right
-- that nobody granted. One actor = one schema = one login role: set-up makes the roles of db/actors.csv
-- before the first migration (setup/roles.py), and the loader grants them what they may (db/functions/load.sql).

-- Nobody creates, nobody makes temporary tables (a temporary table can shadow a name), and a new
-- function is callable by nobody until the loader says so.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
end $$;
revoke all on schema public from public;
alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;

-- Domain schemas: the nouns of the trade, their tables and private functions.
create schema ledger;
comment on schema ledger is 'Double-entry book: wallets, sub_wallets, journals, ledger_entries. Append-only.';
create schema fleet;
comment on schema fleet is 'SACCOs, owners, vehicles, routes, stages, prices, door codes, pilots.';
create schema fares;
comment on schema fares is 'Split rules and the fares posted by them.';
create schema mobile_money;
comment on schema mobile_money is 'What the operator tells us: callbacks, payments by receipt, intents, tills, tokens.';
create schema ussd;
comment on schema ussd is 'The menu on the passenger''s phone: sessions and the state machine.';
create schema messaging;
comment on schema messaging is 'Texts, the outbox and what became of what we sent.';
create schema payouts;
comment on schema payouts is 'Money out. Empty until its story is written.';
create schema loyalty;
comment on schema loyalty is 'Points. Empty until its story is written.';
create schema recon;
comment on schema recon is 'Statements against the book. Empty until its story is written.';
create schema security;
comment on schema security is 'Users, roles, sessions, sealed phone numbers, settings.';
create schema audit;
comment on schema audit is 'What DBAs and auditors read: views for lipa_auditor, and the trail of changes.';

-- Actor schemas: nothing but the functions that one outside party may call.
create schema telco;
comment on schema telco is 'Doors for the operators: M-Pesa, the USSD gateway, the SMS gateway.';
create schema crew;
comment on schema crew is 'Doors for drivers and conductors.';
create schema owners;
comment on schema owners is 'Doors for vehicle owners.';
create schema sacco;
comment on schema sacco is 'Doors for SACCO officials.';
create schema ops;
comment on schema ops is 'Doors for our own operators.';
create schema partners;
comment on schema partners is 'Doors for partners'' machines.';
create schema worker;
comment on schema worker is 'Doors for our own background processes.';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
