-- migrate:up
-- The default privileges and the schemas. They come before every table and function, so that nothing is ever open to
-- a role that should not have it. One actor has one schema and one login role: set-up makes the roles of db/actors.csv
-- before the first migration (scripts/roles.py), and the loader grants them what they may do (db/load/load.sql).

-- The actor roles may not create anything, nor make temporary tables (a temporary table can shadow a name). Nobody may
-- call a new function until the loader grants it.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
end $$;
revoke all on schema public from public;
alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;

-- Domain schemas hold tables and private functions.
create schema ledger;
comment on schema ledger is 'Double-entry ledger: wallets, sub_wallets, journals, ledger_entries. Append-only.';
create schema fleet;
comment on schema fleet is
  'SACCOs, owners, vehicles, routes, stages, prices, door codes, trips, and who is in the pilot.';
create schema fares;
comment on schema fares is 'Split rules and the fares posted by them.';
create schema mobile_money;
comment on schema mobile_money is
  'Messages of the mobile-money operator, payments by receipt, payment intents, tills, tokens.';
create schema ussd;
comment on schema ussd is 'The menu on the passenger''s phone: sessions and the state machine.';
create schema messaging;
comment on schema messaging is 'Texts, the outbox, delivery reports, messages from people, and alarms.';
create schema accounts;
comment on schema accounts is
  'People who sign in: users, sessions, devices, second factors, one-time codes, PINs of crews.';
create schema access;
comment on schema access is 'Who may do what: roles, permissions, grants, their changes by two people.';
create schema config;
comment on schema config is 'Settings, rate limits and their changes.';
create schema privacy;
comment on schema privacy is 'Sealed phone numbers, retention periods, erasures, changes of keys.';
create schema audit;
comment on schema audit is 'The audit log, and views for database administrators and auditors (lipa_auditor).';

-- Actor schemas hold only the functions that one outside party may call.
create schema telco;
comment on schema telco is 'API functions for the operators: M-Pesa, the USSD gateway, the SMS gateway.';
create schema crew;
comment on schema crew is 'API functions for drivers and conductors.';
create schema account;
comment on schema account is 'API functions for anybody who signs in, about their own account.';
create schema owners;
comment on schema owners is 'API functions for vehicle owners.';
create schema sacco;
comment on schema sacco is 'API functions for SACCO officials.';
create schema ops;
comment on schema ops is 'API functions for our own staff.';
create schema worker;
comment on schema worker is 'API functions for our own background processes.';

create table config.loaded_functions (
  sha256          text primary key,
  first_loaded_at timestamptz not null default clock_timestamp(),
  constraint loaded_functions_sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$')
);
comment on table config.loaded_functions is
  'One row for each set of function files that db/load/load.sh has loaded here. sha256: of all the files, '
  'computed as in web/core/release.py. A process whose set is missing reports itself not ready (telco.readiness).';

-- migrate:down
-- Forward only: a later migration corrects this one.
