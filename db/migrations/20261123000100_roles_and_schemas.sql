-- migrate:up
-- Who may knock, and where. Roles and default privileges come before anything that could be
-- touched, so that no object ever exists with a door left open.

-- One group of doors = one schema = one role. Roles belong to the server, so a second database
-- on the same server finds them there already. Set-up gives them LOGIN and a password.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['lipa_telco', 'lipa_crew', 'lipa_owners', 'lipa_sacco',
                                'lipa_ops', 'lipa_worker', 'lipa_auditor']
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
      execute format('create role %I nologin noinherit', v_role);
    end if;
  end loop;
end $$;

-- Nobody creates, nobody makes temporary tables (a temporary table can shadow a name), and a new
-- function is callable by nobody until the loader says so.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to lipa_telco, lipa_crew, lipa_owners, lipa_sacco,
                  lipa_ops, lipa_worker, lipa_auditor', current_database());
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
create schema worker;
comment on schema worker is 'Doors for our own background processes.';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
