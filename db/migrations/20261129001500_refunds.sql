-- migrate:up
-- Fares that are given back: a passenger's dispute, what staff decided, the refund with its parts, and what we owe to
-- passengers as credit for their next fares.

create table fares.disputes (
  dispute_id   bigint generated always as identity primary key,
  receipt      text        not null unique,
  phone_hash   bytea,
  phone_last3  text,
  why          text        not null,
  channel      text        not null,
  opened_at    timestamptz not null default clock_timestamp(),
  opened_by    bigint      references accounts.users,
  state        text        not null default 'open',
  round        int         not null default 1,
  amount_cents bigint,
  method       text,
  reason       text,
  made_by      bigint      references accounts.users,
  made_at      timestamptz,
  decided_by   bigint      references accounts.users,
  decided_at   timestamptz,
  constraint disputes_why_is_known check (why in ('not_my_vehicle', 'paid_twice', 'not_carried', 'other')),
  constraint disputes_channel_is_known check (channel in ('ussd', 'sms', 'staff')),
  constraint disputes_staff_are_named check ((channel = 'staff') = (opened_by is not null)),
  constraint disputes_state_is_known check (state in ('open', 'proposed', 'refunded', 'declined')),
  constraint disputes_method_is_known check (method in ('phone', 'credit')),
  constraint disputes_maker_is_not_checker check (made_by <> decided_by),
  constraint disputes_proposal_is_whole check (num_nonnulls(made_by, made_at) in (0, 2)
    and (state <> 'proposed' or num_nonnulls(made_by, amount_cents, method, reason) = 4)),
  constraint disputes_end_is_whole check ((state in ('refunded', 'declined'))
    = (num_nonnulls(decided_by, decided_at, reason) = 3) and num_nonnulls(decided_by, decided_at) in (0, 2))
);
create index disputes_open on fares.disputes (opened_at) where state in ('open', 'proposed');
create index disputes_by_phone on fares.disputes (phone_hash) where phone_hash is not null;
comment on table fares.disputes is
  'Fares that a passenger disputes, one row for each receipt for ever: what was decided stays. proposed: one of our '
  'people wants to give back more than refund_alone_cents, and a second one decides; when that one says no, it is open '
  'again and round counts up.';
create trigger log_changes after insert or update or delete on fares.disputes
  for each row execute function audit.log_row_change('dispute_id', 'phone_hash');

create table fares.refunds (
  refund_id    bigint generated always as identity primary key,
  request      text        not null unique,
  receipt      text        not null,
  kind         text        not null,
  method       text        not null,
  amount_cents bigint      not null,
  currency     text        not null,
  sacco_id     bigint      references fleet.saccos,
  journal_id   bigint      not null unique,
  dispute_id   bigint      references fares.disputes,
  phone_hash   bytea,
  payout_id    bigint      references payouts.payouts,
  reason       text        not null,
  made_by      bigint      references accounts.users,
  approved_by  bigint      references accounts.users,
  made_at      timestamptz not null default clock_timestamp(),
  constraint refunds_kind_is_known check (kind in ('refund', 'operator_reversal', 'fare_moved_out')),
  constraint refunds_method_is_known check ((kind, method) in (('refund', 'phone'), ('refund', 'credit'),
                                                              ('operator_reversal', 'operator'),
                                                              ('fare_moved_out', 'vehicle'))),
  constraint refunds_amount_is_positive check (amount_cents > 0),
  constraint refunds_maker_is_not_checker check (made_by <> approved_by),
  constraint refunds_request_is_short check (length(request) between 1 and 100)
);
create index refunds_by_receipt on fares.refunds (receipt);
create index refunds_by_phone on fares.refunds (phone_hash) where phone_hash is not null;
comment on table fares.refunds is
  'Fares given back, whole or in part. request: what asked for it, so that it happens once. refund: to the passenger, '
  'by phone or as credit; operator_reversal: the operator took the payment back; fare_moved_out: it is another '
  'vehicle''s fare (fares.moves). journal_id: the compensating journal.';
create trigger log_changes after insert or update on fares.refunds
  for each row execute function audit.log_row_change('refund_id', 'phone_hash');

create table fares.refund_parts (
  refund_id     bigint not null references fares.refunds,
  sub_wallet_id bigint not null references ledger.sub_wallets,
  part_cents    bigint not null,
  owed_cents    bigint not null,
  primary key (refund_id, sub_wallet_id),
  constraint refund_parts_make_sense check (part_cents > 0 and owed_cents between 0 and part_cents)
);
comment on table fares.refund_parts is
  'What of a refund each sub_wallet that got a part of the fare gives back. owed_cents: of it, what the sub_wallet '
  'lacked, so that it became a debt.';
create trigger guard_append_only before update or delete or truncate on fares.refund_parts
  for each statement execute function fares.guard_append_only();
alter table fares.refund_parts enable always trigger guard_append_only;

create table fares.credit_movements (
  movement_id bigint generated always as identity primary key,
  phone_hash  bytea       not null,
  sacco_id    bigint      references fleet.saccos,
  currency    text        not null,
  cents       bigint      not null,
  journal_id  bigint      not null,
  moved_at    timestamptz not null default clock_timestamp(),
  constraint credit_movements_not_zero check (cents <> 0)
);
create index credit_movements_by_phone on fares.credit_movements (phone_hash);
comment on table fares.credit_movements is
  'What came to a passenger''s credit with a SACCO and what left it. All of a SACCO together are the balance of its '
  'credit sub_wallet (audit.ledger_proof).';

create function fares.guard_refunds() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- The look-up hash changes with its key, and when a person is erased; a refund gets its payout when that is opened.
  if tg_op = 'UPDATE'
     and to_jsonb(new) - '{phone_hash,payout_id}'::text[] = to_jsonb(old) - '{phone_hash,payout_id}'::text[]
     and (tg_table_name = 'credit_movements' or to_jsonb(old) ->> 'payout_id' is null
          or to_jsonb(new) ->> 'payout_id' = to_jsonb(old) ->> 'payout_id') then
    return new;
  end if;
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'LFA10';
end $$;
comment on function fares.guard_refunds is 'Refunds and credits are kept for ever and never change. Raises LFA10.';
create trigger guard_kept before update or delete on fares.refunds
  for each row execute function fares.guard_refunds();
alter table fares.refunds enable always trigger guard_kept;
create trigger guard_kept before update or delete on fares.credit_movements
  for each row execute function fares.guard_refunds();
alter table fares.credit_movements enable always trigger guard_kept;
create trigger guard_not_truncated before truncate on fares.refunds
  for each statement execute function fares.guard_append_only();
alter table fares.refunds enable always trigger guard_not_truncated;
create trigger guard_not_truncated before truncate on fares.credit_movements
  for each statement execute function fares.guard_append_only();
alter table fares.credit_movements enable always trigger guard_not_truncated;

-- Journals by hand: two people, only between our own accounts.
create table ledger.manual_pairs (
  from_kind text not null,
  to_kind   text not null,
  because   text not null,
  primary key (from_kind, to_kind)
);
comment on table ledger.manual_pairs is
  'Between which kinds of accounts staff may move money by hand. Never an owner''s, a passenger''s or suspense: that '
  'money moves by a refund, an assignment or a correction that names its journal.';
create trigger guard_append_only before update or delete or truncate on ledger.manual_pairs
  for each statement execute function ledger.guard_append_only();
alter table ledger.manual_pairs enable always trigger guard_append_only;
insert into ledger.manual_pairs (from_kind, to_kind, because) values
  ('commission', 'trust', 'our commission was transferred to our own bank account'),
  ('trust', 'commission', 'we paid in to cover what the operator took'),
  ('fees', 'trust', 'the operator''s charges for payouts, by its statement'),
  ('trust', 'fees', 'the operator charged less than we booked'),
  ('difference', 'trust', 'money is missing at the operator, and nobody knows why'),
  ('trust', 'difference', 'money was found at the operator, and nobody knows whose'),
  ('commission', 'difference', 'a difference is paid from our commission'),
  ('difference', 'commission', 'a difference was ours'),
  ('fees', 'difference', 'a difference was the operator''s charge'),
  ('commission', 'fees', 'the operator charged more than payouts paid'),
  ('fees', 'commission', 'what payouts paid above the operator''s charges'),
  ('commission', 'loyalty', 'more is set aside for passengers'' points'),
  ('loyalty', 'commission', 'more was set aside for points than is owed');

create table ledger.manual_journals (
  manual_id    bigint generated always as identity primary key,
  from_sub_wallet_id bigint  references ledger.sub_wallets,
  to_sub_wallet_id   bigint  references ledger.sub_wallets,
  amount_cents bigint,
  corrects_journal_id bigint references ledger.journals,
  reason       text        not null,
  document     text        not null,
  state        text        not null default 'proposed',
  made_by      bigint      not null references accounts.users,
  made_at      timestamptz not null default clock_timestamp(),
  decided_by   bigint      references accounts.users,
  decided_at   timestamptz,
  journal_id   bigint      references ledger.journals,
  constraint manual_journals_move_or_correct check (case when corrects_journal_id is null
    then num_nonnulls(from_sub_wallet_id, to_sub_wallet_id, amount_cents) = 3
    else num_nonnulls(from_sub_wallet_id, to_sub_wallet_id, amount_cents) = 0 end),
  constraint manual_journals_amount_is_positive check (amount_cents > 0),
  constraint manual_journals_two_accounts check (from_sub_wallet_id <> to_sub_wallet_id),
  constraint manual_journals_document_is_named check (length(btrim(document)) between 3 and 80),
  constraint manual_journals_state_is_known check (state in ('proposed', 'posted', 'declined')),
  constraint manual_journals_maker_is_not_checker check (made_by <> decided_by),
  constraint manual_journals_end_is_whole check ((state = 'proposed') = (num_nonnulls(decided_by, decided_at) = 0)
    and num_nonnulls(decided_by, decided_at) in (0, 2) and (state = 'posted') = (journal_id is not null))
);
create index manual_journals_open on ledger.manual_journals (manual_id) where state = 'proposed';
comment on table ledger.manual_journals is
  'Journals that one of our people proposes and another posts: money from one account to another '
  '(ledger.manual_pairs), or the exact opposite of a journal. document: what it is based on, such as a statement''s '
  'number.';
create trigger log_changes after insert or update or delete on ledger.manual_journals
  for each row execute function audit.log_row_change('manual_id');
create trigger guard_append_only before delete or truncate on ledger.manual_journals
  for each statement execute function ledger.guard_append_only();
alter table ledger.manual_journals enable always trigger guard_append_only;

create function ledger.guard_manual_journals() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state <> 'proposed' or new.state = 'proposed'
     or to_jsonb(new) - '{state,decided_by,decided_at,journal_id}'::text[]
        <> to_jsonb(old) - '{state,decided_by,decided_at,journal_id}'::text[] then
    raise exception 'a journal by hand is decided once, and nothing else of it changes' using errcode = 'LFA10';
  end if;
  return new;
end $$;
comment on function ledger.guard_manual_journals is
  'A proposed journal changes only once, when it is posted or declined. Raises LFA10.';
create trigger guard_decided_once before update on ledger.manual_journals
  for each row execute function ledger.guard_manual_journals();
alter table ledger.manual_journals enable always trigger guard_decided_once;

-- migrate:down
-- Forward only: a later migration corrects this one.
