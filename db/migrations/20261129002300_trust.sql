-- migrate:up
-- Whether the operator holds what we owe: what it said of our accounts, each comparison with the ledger, its tariff.
-- And how people end breaks.

create table recon.balance_answers (
  answer_id bigint generated always as identity primary key,
  asked_at  timestamptz not null,
  told_at   timestamptz not null,
  accounts  jsonb       not null,
  constraint balance_answers_come_after_the_question check (asked_at <= told_at),
  constraint balance_answers_name_accounts check (jsonb_typeof(accounts) = 'object')
);
create index balance_answers_newest on recon.balance_answers (told_at);
comment on table recon.balance_answers is
  'What the operator answered when we asked for our balances: cents by account (utility, working, charges, '
  'settlement). The balances are of a moment between asked_at and told_at.';

create table recon.operator_charges (
  kind           text        not null,
  currency       text        not null,
  effective_from timestamptz not null,
  up_to_cents    bigint      not null,
  charge_cents   bigint      not null,
  primary key (kind, currency, effective_from, up_to_cents),
  constraint operator_charges_kind_is_known check (kind in ('payment', 'payout')),
  constraint operator_charges_amounts_make_sense check (up_to_cents > 0 and charge_cents >= 0)
);
comment on table recon.operator_charges is
  'What the operator charges us for a payment to our PayBill, or for a payout, in cents, by size (up to and including '
  'up_to_cents), from a moment on. It is expected until a statement names what was really charged.';
create trigger log_changes after insert or update or delete on recon.operator_charges
  for each row execute function audit.log_row_change('kind,currency,effective_from,up_to_cents');
-- Approximate, as public sources have it; the operator's own sheet must replace them.
insert into recon.operator_charges (kind, currency, effective_from, up_to_cents, charge_cents) values
  ('payment', 'KES', '2024-01-01 00:00+03',   100000,    0),
  ('payment', 'KES', '2024-01-01 00:00+03',   150000,  750),
  ('payment', 'KES', '2024-01-01 00:00+03',   250000, 1000),
  ('payment', 'KES', '2024-01-01 00:00+03',   350000, 1250),
  ('payment', 'KES', '2024-01-01 00:00+03',   500000, 1700),
  ('payment', 'KES', '2024-01-01 00:00+03', 25000000, 5400),
  ('payout',  'KES', '2024-01-01 00:00+03',    10000,    0),
  ('payout',  'KES', '2024-01-01 00:00+03',   150000,  500),
  ('payout',  'KES', '2024-01-01 00:00+03',   500000,  900),
  ('payout',  'KES', '2024-01-01 00:00+03', 25000000, 1100);

create table recon.trust_proofs (
  proof_id         bigint generated always as identity primary key,
  answer_id        bigint      not null unique references recon.balance_answers,
  made_at          timestamptz not null default clock_timestamp(),
  at               timestamptz not null,
  state            text        not null,
  without_statement text[]     not null,
  told_cents       bigint      not null,
  bank_cents       bigint      not null,
  charges_cents    bigint      not null,
  fees_cents       bigint      not null,
  lines_cents      bigint      not null,
  payouts_cents    bigint      not null,
  after_cents      bigint      not null,
  owed_cents       bigint      not null,
  difference_cents bigint      not null,
  constraint trust_proofs_state_is_known check (state in ('no_statement', 'proven', 'differs')),
  constraint trust_proofs_state_fits check (state = 'no_statement' or (state = 'proven') = (difference_cents = 0)),
  constraint trust_proofs_add_up check (difference_cents = told_cents + bank_cents + charges_cents + fees_cents
                                        - lines_cents + payouts_cents - owed_cents)
);
create index trust_proofs_proven on recon.trust_proofs (made_at) where state <> 'differs';
comment on table recon.trust_proofs is
  'Each comparison of what the operator and the bank hold with what we owe, at the moment of an answer about our '
  'balances. told: of our accounts at the operator. charges, fees: what the operator took for payments and payouts and '
  'no statement has named yet. lines: what a statement or the Pull API names and is not booked yet. payouts: sent, '
  'without a result, and gone by what the operator holds. after: booked, but moved after that moment (left out). owed: '
  'to owners, SACCOs, passengers and ourselves. without_statement: accounts of which no statement was read yet.';

create table recon.resolutions (
  resolution_id bigint generated always as identity primary key,
  break_id   bigint      not null references recon.breaks,
  proposed_at timestamptz not null default clock_timestamp(),
  proposed_by bigint     not null references accounts.users,
  resolution text        not null,
  reason     text        not null,
  decided_by bigint      references accounts.users,
  decided_at timestamptz,
  decision   text,
  constraint resolutions_kind_is_known
    check (resolution in ('explained', 'forced', 'posted', 'reversal', 'not_money')),
  constraint resolutions_two_people check (decided_by <> proposed_by),
  constraint resolutions_decision_is_whole check (num_nonnulls(decided_by, decided_at, decision) in (0, 3)),
  constraint resolutions_decision_is_known check (decision in ('approved', 'declined')),
  constraint resolutions_reason_is_said check (length(btrim(reason)) between 10 and 200)
);
create index resolutions_by_break on recon.resolutions (break_id);
comment on table recon.resolutions is
  'What people proposed about breaks, and what a second person decided. A break itself names the last proposal.';

-- A force-match moves money, so the two people who made it are as certain as the ledger.
create function recon.guard_resolution() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = 'resolved' and not exists (
       select from recon.resolutions r
        where r.break_id = new.break_id and r.proposed_by = new.proposed_by and r.decided_by = new.decided_by
          and r.decision = 'approved' and r.resolution = new.resolution) then
    raise exception 'a break is resolved by the proposal of one person and the decision of another'
      using errcode = 'LFA72';
  end if;
  return new;
end $$;
comment on function recon.guard_resolution is
  'Refuses a break that is resolved without a decided proposal of two people. Raises LFA72.';
create trigger guard_resolution before insert or update of state on recon.breaks
  for each row execute function recon.guard_resolution();
alter table recon.breaks enable always trigger guard_resolution;

-- migrate:down
-- Forward only: a later migration corrects this one.
