-- migrate:up
-- Money out: who asked for it, from which sub_wallets, to whom, who approved it, and what became of it. The money is
-- held from the moment of the request, by a journal into a clearing sub_wallet; a payout that ends without having been
-- paid gives it back by the opposite journal.

create schema payouts;
comment on schema payouts is 'Withdrawals and other money out: requests, approvals, destinations, limits, fees.';

create table payouts.destinations (
  destination_id bigint generated always as identity primary key,
  party_kind    text        not null,
  party_id      bigint      not null,
  kind          text        not null,
  label         text        not null,
  phone_hash    bytea,
  phone_sealed  bytea,
  short_code    text,
  account_sealed bytea,
  tail          text        not null,
  added_by      bigint      not null references accounts.users,
  added_at      timestamptz not null default clock_timestamp(),
  usable_from   timestamptz not null,
  removed_at    timestamptz,
  constraint destinations_party_is_known check (party_kind in ('owner', 'sacco', 'user')),
  constraint destinations_kind_is_known check (kind in ('phone', 'paybill')),
  constraint destinations_are_whole check (case kind
    when 'phone' then num_nonnulls(phone_hash, phone_sealed) = 2 and num_nonnulls(short_code, account_sealed) = 0
    else num_nonnulls(short_code, account_sealed) = 2 and num_nonnulls(phone_hash, phone_sealed) = 0 end),
  constraint destinations_label_is_short check (length(label) between 2 and 30),
  constraint destinations_tail_is_short check (length(tail) between 1 and 4),
  constraint destinations_short_code_is_digits check (short_code ~ '^[0-9]{5,7}$')
);
create index destinations_by_party on payouts.destinations (party_kind, party_id) where removed_at is null;
create index destinations_by_phone on payouts.destinations (phone_hash) where phone_hash is not null;
comment on table payouts.destinations is 'Where a party''s money may go besides the own phone of the person who '
  'asks: another phone, or a bank''s PayBill with an account. Number and account are sealed; tail: their last '
  'characters, to show. usable_from: a new one waits a day, in which the party can stop it.';
create trigger log_changes after insert or update or delete on payouts.destinations
  for each row execute function audit.log_row_change('destination_id', 'phone_hash', 'phone_sealed', 'account_sealed');

create table payouts.freezes (
  freeze_id  bigint generated always as identity primary key,
  user_id    bigint      not null references accounts.users,
  frozen_at  timestamptz not null default clock_timestamp(),
  lifted_at  timestamptz,
  lifted_by  bigint references accounts.users,
  lift_reason text,
  constraint freezes_lift_is_whole check (num_nonnulls(lifted_at, lifted_by, lift_reason) in (0, 3))
);
create unique index freezes_one_open on payouts.freezes (user_id) where lifted_at is null;
comment on table payouts.freezes is
  'People who answered ZUIA: no money goes out for a party in which they act, until staff have spoken to them.';
create trigger log_changes after insert or update or delete on payouts.freezes
  for each row execute function audit.log_row_change('freeze_id');

create table payouts.states (
  state text primary key,
  ends  boolean not null,
  means text not null
);
comment on table payouts.states is 'What a payout can be. ends: the money has arrived, or is back where it came from.';
insert into payouts.states (state, ends, means) values
  ('requested', false, 'the money is held; a second person must approve'),
  ('approved',  false, 'will be sent when the operator''s account has the money'),
  ('queued',    false, 'waits for the worker'),
  ('sent',      false, 'the operator took it; its result is not here yet'),
  ('unknown',   false, 'sent, and no answer: never sent again, only asked about'),
  ('paid',      true,  'the operator says it arrived'),
  ('failed',    true,  'the operator refused it; the money is back'),
  ('cancelled', true,  'taken back or declined before it was sent; the money is back'),
  ('expired',   true,  'nobody approved it in time; the money is back');

create table payouts.edges (
  from_state text not null references payouts.states,
  to_state   text not null references payouts.states,
  because    text not null,
  primary key (from_state, to_state)
);
comment on table payouts.edges is 'The legal steps of a payout; the guard on payouts.payouts refuses every other one.';
insert into payouts.edges (from_state, to_state, because) values
  ('requested', 'approved',  'a second person approved, or none is needed'),
  ('requested', 'cancelled', 'taken back, declined, or frozen'),
  ('requested', 'expired',   'nobody decided in time'),
  ('approved',  'queued',    'the operator''s account has the money'),
  ('approved',  'cancelled', 'taken back or frozen while it waited for the operator''s account'),
  ('approved',  'requested', 'a SIM was swapped lately: a second person must approve what nobody had to'),
  ('queued',    'sent',      'the operator took it'),
  ('queued',    'unknown',   'no answer to the request'),
  ('queued',    'failed',    'the operator refused the request'),
  ('queued',    'paid',      'the result came before the answer to the request'),
  ('queued',    'cancelled', 'frozen before the worker took it'),
  ('sent',      'paid',      'result'),
  ('sent',      'failed',    'result'),
  ('sent',      'unknown',   'no result in time'),
  ('unknown',   'sent',      'the operator''s answer came late'),
  ('unknown',   'paid',      'result, answer to our question, or two people with evidence'),
  ('unknown',   'failed',    'result, answer to our question, or two people with evidence');

create table payouts.payouts (
  payout_id     bigint generated always as identity primary key,
  payout_ref    text        not null unique,
  kind          text        not null,
  party_kind    text        not null,
  party_id      bigint      not null,
  channel       text        not null,
  destination_id bigint     references payouts.destinations,
  phone_hash    bytea,
  phone_sealed  bytea,
  short_code    text,
  account_sealed bytea,
  tail          text        not null,
  amount_cents  bigint      not null,
  fee_cents     bigint      not null,
  currency      text        not null,
  state         text        not null default 'requested' references payouts.states,
  requested_by  bigint      references accounts.users,
  requested_at  timestamptz not null default clock_timestamp(),
  needs_approval boolean    not null,
  expires_at    timestamptz not null,
  approved_by   bigint      references accounts.users,
  approved_at   timestamptz,
  hold_journal_id bigint    not null,
  end_journal_id  bigint,
  reason        text,
  waits_for     text,
  attempts      int         not null default 0,
  sent_at       timestamptz,
  originator_id text,
  result_code   text,
  receipt       text unique,
  finished_at   timestamptz,
  query_ref     text unique,
  query_after   timestamptz,
  queries       int         not null default 0,
  not_known_times int       not null default 0,
  not_known_since timestamptz,
  constraint payouts_ref_is_opaque check (payout_ref ~ '^[0-9a-f]{32}$'),
  constraint payouts_kind_is_known check (kind in ('withdrawal', 'crew_share', 'refund', 'vendor', 'voucher')),
  constraint payouts_party_is_known check (party_kind in ('owner', 'sacco', 'user', 'passenger')),
  constraint payouts_channel_is_known check (channel in ('phone', 'paybill', 'till')),
  constraint payouts_destination_is_whole check (case channel
    when 'phone' then num_nonnulls(phone_hash, phone_sealed) = 2 and short_code is null
    else short_code is not null and num_nonnulls(phone_hash, phone_sealed) = 0 end),
  constraint payouts_amount_is_whole_shillings check (amount_cents > 0 and amount_cents % 100 = 0),
  constraint payouts_fee_is_not_negative check (fee_cents >= 0),
  constraint payouts_maker_is_not_checker check (approved_by <> requested_by),
  constraint payouts_approval_is_whole check (num_nonnulls(approved_by, approved_at) in (0, 2)),
  constraint payouts_approved_if_needed check (not needs_approval or approved_by is not null
    or state in ('requested', 'cancelled', 'expired')),
  constraint payouts_paid_names_its_receipt check ((state = 'paid') = (receipt is not null)),
  constraint payouts_end_is_whole check ((state in ('paid', 'failed', 'cancelled', 'expired'))
    = (num_nonnulls(finished_at, end_journal_id) = 2) and num_nonnulls(finished_at, end_journal_id) in (0, 2))
);
create index payouts_by_party on payouts.payouts (party_kind, party_id, payout_id desc);
create index payouts_open on payouts.payouts (state, requested_at)
  where state in ('requested', 'approved', 'queued', 'sent', 'unknown');
create index payouts_by_person on payouts.payouts (requested_by, requested_at);
create index payouts_by_phone on payouts.payouts (phone_hash, requested_at) where phone_hash is not null;
create index payouts_by_query on payouts.payouts (query_after) where query_after is not null;
comment on table payouts.payouts is
  'One row for each request for money out. amount_cents: what arrives, in whole shillings; fee_cents: ours to the '
  'operator, on top. Party, destination, amount and fee never change: what was approved is what is sent. payout_ref: '
  'our own reference at the operator, and in the address of its result. waits_for: float, while the operator''s '
  'account lacks the money; sim, while nobody has said whether a SIM was swapped; trust, while what the operator holds '
  'is not what we owe. query_ref: in the address of the answer to our question. not_known_times, not_known_since: how '
  'often in a row, and since when, the operator said that it knows no such payment. reason: for people, why it ended '
  'so.';
create trigger log_changes after insert or update on payouts.payouts
  for each row execute function audit.log_row_change('payout_id', 'phone_hash', 'phone_sealed', 'account_sealed',
                                                     'query_ref');

create table payouts.legs (
  payout_id     bigint not null references payouts.payouts,
  sub_wallet_id bigint not null references ledger.sub_wallets,
  amount_cents  bigint not null,
  primary key (payout_id, sub_wallet_id),
  constraint legs_amount_is_positive check (amount_cents > 0)
);
create index legs_by_sub_wallet on payouts.legs (sub_wallet_id, payout_id desc);
comment on table payouts.legs is 'From which sub_wallets a payout takes how much, the fee included.';

create table payouts.sim_checks (
  payout_id   bigint      not null references payouts.payouts,
  whose       text        not null,
  state       text        not null default 'waiting',
  waits_until timestamptz not null,
  ask_after   timestamptz not null default clock_timestamp(),
  tries       int         not null default 0,
  days        int         not null,
  answered_at timestamptz,
  primary key (payout_id, whose),
  constraint sim_checks_whose_is_known check (whose in ('receiver', 'asker')),
  constraint sim_checks_state_is_known check (state in ('waiting', 'clean', 'swapped', 'unknown')),
  constraint sim_checks_answer_has_a_time check ((state = 'waiting') = (answered_at is null))
);
create index sim_checks_waiting on payouts.sim_checks (ask_after) where state = 'waiting';
comment on table payouts.sim_checks is 'Whether a SIM was swapped within days before a payout was asked for: that of '
  'the number that gets the money, and that of who asked, to which the code went. No row: nobody could be asked. '
  'unknown: no answer until waits_until, or none that says yes or no.';
create trigger log_changes after insert or update or delete on payouts.sim_checks
  for each row execute function audit.log_row_change('payout_id,whose', 'ask_after', 'tries');

create table payouts.sim_connector (
  is_only text primary key default 'only',
  seen_at timestamptz not null default '-infinity',
  constraint sim_connector_is_one_row check (is_only = 'only')
);
comment on table payouts.sim_connector is 'When a worker that can ask about SIMs last looked for work. Long ago: there '
  'is none, and no payout waits for it.';
insert into payouts.sim_connector default values;

create table payouts.watch_position (
  is_only   text primary key default 'only',
  payout_id bigint not null default 0,
  constraint watch_position_is_one_row check (is_only = 'only')
);
comment on table payouts.watch_position is 'The last payout that payouts.watch looked at: the next run begins behind '
  'it, so that those that wait for long do not keep the others from their turn.';
insert into payouts.watch_position default values;

create type payouts.planned as (
  outcome        text,
  payout         payouts.payouts,
  sub_wallet_ids bigint[],
  cents          bigint[],
  free_cents     bigint,
  rule           text
);
comment on type payouts.planned is 'What payouts.plan worked out.';

create function payouts.guard_steps() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op in ('DELETE', 'TRUNCATE') then
    raise exception 'payouts are kept for ever' using errcode = 'LFA90';
  elsif tg_op = 'INSERT' then
    if new.state <> 'requested' then
      raise exception 'a payout begins as requested' using errcode = 'LFA91';
    end if;
    return new;
  end if;
  if new.state <> old.state
     and not exists (select from payouts.edges e where e.from_state = old.state and e.to_state = new.state) then
    raise exception 'a payout does not go from % to %', old.state, new.state using errcode = 'LFA91';
  elsif old.state = 'approved' and new.state = 'requested' and (old.needs_approval or not new.needs_approval) then
    raise exception 'only what needed no approval is sent back for one' using errcode = 'LFA91';
  end if;
  if (select s.ends from payouts.states s where s.state = old.state)
       and to_jsonb(new) - '{phone_hash,phone_sealed,account_sealed}'::text[]
           is distinct from to_jsonb(old) - '{phone_hash,phone_sealed,account_sealed}'::text[]
     or (new.payout_id, new.payout_ref, new.kind, new.party_kind, new.party_id, new.channel, new.destination_id,
         new.short_code, new.tail, new.amount_cents, new.fee_cents, new.currency, new.requested_by, new.requested_at,
         new.expires_at, new.hold_journal_id)
        is distinct from
        (old.payout_id, old.payout_ref, old.kind, old.party_kind, old.party_id, old.channel, old.destination_id,
         old.short_code, old.tail, old.amount_cents, old.fee_cents, old.currency, old.requested_by, old.requested_at,
         old.expires_at, old.hold_journal_id)
     or new.needs_approval <> old.needs_approval and (old.state, new.state) <> ('approved', 'requested')
     or (old.approved_by is not null and new.approved_by is distinct from old.approved_by) then
    -- The sealed number and account are emptied when the person is erased; the look-up hash changes with its key.
    raise exception 'what was asked for and approved does not change' using errcode = 'LFA92';
  end if;
  return new;
end $$;
comment on function payouts.guard_steps is
  'A payout goes along payouts.edges only, and what was asked for never changes, nor does anything after its end. '
  'Raises LFA90 (delete), LFA91 (no such step), LFA92 (another amount, party, destination, maker or approver).';
create trigger guard_steps before insert or update or delete on payouts.payouts
  for each row execute function payouts.guard_steps();
alter table payouts.payouts enable always trigger guard_steps;
create trigger guard_truncate before truncate on payouts.payouts
  for each statement execute function payouts.guard_steps();
alter table payouts.payouts enable always trigger guard_truncate;
create trigger guard_append_only before update or delete or truncate on payouts.legs
  for each statement execute function ledger.guard_append_only();
alter table payouts.legs enable always trigger guard_append_only;

create table payouts.fees (
  channel        text        not null,
  currency       text        not null,
  effective_from timestamptz not null,
  up_to_cents    bigint      not null,
  fee_cents      bigint      not null,
  primary key (channel, currency, effective_from, up_to_cents),
  constraint fees_channel_is_known check (channel in ('phone', 'paybill', 'till')),
  constraint fees_amounts_make_sense check (up_to_cents > 0 and fee_cents >= 0)
);
comment on table payouts.fees is
  'What a payout costs whoever asks for it, in cents, by channel and size (up to and including up_to_cents), from a '
  'moment on. Covers the operator''s own charge. Above the last row nothing can be sent.';
create trigger log_changes after insert or update or delete on payouts.fees
  for each row execute function audit.log_row_change('channel,currency,effective_from,up_to_cents');
-- The operator's public tariffs differ (docs/mobile-money.md, 1.10); its own sheet must replace these.
insert into payouts.fees (channel, currency, effective_from, up_to_cents, fee_cents)
select c.channel, 'KES', '2024-01-01 00:00+03', f.up_to_cents, f.fee_cents
  from (values ('phone'), ('paybill'), ('till')) c(channel)
 cross join (values (10000, 0), (150000, 500), (500000, 900), (25000000, 1100)) f(up_to_cents, fee_cents);

create table payouts.velocity_limits (
  rule       text   not null,
  per        text   not null,
  hours      int    not null,
  most_count int    not null,
  most_cents bigint not null,
  primary key (rule),
  unique (per, hours),
  constraint velocity_limits_per_is_known check (per in ('person', 'sim', 'destination', 'vehicle')),
  constraint velocity_limits_make_sense check (hours in (1, 24) and most_count > 0 and most_cents > 0)
);
comment on table payouts.velocity_limits is
  'How many payouts, and of how much together, a person, SIM, destination or vehicle may have within hours. A refusal '
  'names its rule.';
create trigger log_changes after insert or update or delete on payouts.velocity_limits
  for each row execute function audit.log_row_change('rule');
insert into payouts.velocity_limits (rule, per, hours, most_count, most_cents) values
  ('person_hour', 'person', 1, 5, 10000000),       ('person_day', 'person', 24, 10, 30000000),
  ('sim_hour', 'sim', 1, 5, 10000000),             ('sim_day', 'sim', 24, 10, 30000000),
  ('destination_hour', 'destination', 1, 5, 10000000), ('destination_day', 'destination', 24, 10, 30000000),
  ('vehicle_hour', 'vehicle', 1, 6, 10000000),     ('vehicle_day', 'vehicle', 24, 12, 30000000);

create table payouts.float_balances (
  account  text primary key,
  cents    bigint      not null,
  told_at  timestamptz not null,
  query_ref text unique,
  asked_at timestamptz,
  constraint float_balances_account_is_known check (account in ('utility', 'working'))
);
comment on table payouts.float_balances is
  'What the operator last said of its accounts: payments to phones leave from utility, to businesses from working. '
  'query_ref: in the address of the answer to our question.';
insert into payouts.float_balances (account, cents, told_at) values
  ('utility', 0, '-infinity'), ('working', 0, '-infinity');

insert into mobile_money.result_codes (api, code, means, meaning) values
  ('payout', '0', 'paid', 'success'),
  ('payout', '1', 'failed', 'the operator''s account lacked the money'),
  ('payout', '2', 'failed', 'below the operator''s minimum'),
  ('payout', '3', 'failed', 'above the operator''s maximum'),
  ('payout', '4', 'failed', 'over the receiver''s daily limit'),
  ('payout', '8', 'failed', 'the receiver''s wallet is full'),
  ('payout', '11', 'failed', 'the debit party is not in a state to send'),
  ('payout', '21', 'failed', 'the initiator may not do this'),
  ('payout', '2001', 'failed', 'the initiator''s credential is wrong'),
  ('payout', '2006', 'failed', 'the account is not active'),
  ('payout', '2028', 'failed', 'not permitted for this PayBill'),
  ('payout', '2040', 'failed', 'the receiver is not registered'),
  ('payout', '8006', 'failed', 'credential locked'),
  ('payout', 'SFC_IC0003', 'failed', 'no such receiver'),
  ('payout', 'unreadable', 'failed', 'we can''t read the number or account; ask again'),
  ('payout', '26', 'wait', 'operator busy'),
  ('payout', 'timeout', 'wait', 'the operator''s queue gave up on the request; it may still be paid');

-- migrate:down
-- Forward only: a later migration corrects this one.
