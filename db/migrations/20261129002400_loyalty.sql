-- migrate:up
-- Points of passengers: an account for each SIM, every movement of points, what the programme gave out on a day, what
-- expired, and signs of people who pay themselves to collect points.

create schema loyalty;
comment on schema loyalty is 'Points of passengers: accounts, movements, limits of a day, signs of farming.';

create function loyalty.guard_append_only() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'LFA10';
end $$;
comment on function loyalty.guard_append_only is
  'Refuses update, delete and truncate, for the owner of the tables too. Raises LFA10.';

create table loyalty.loyalty_accounts (
  loyalty_account_id bigint generated always as identity primary key,
  phone_hash bytea       not null unique,
  opened_at  timestamptz not null default clock_timestamp(),
  constraint loyalty_accounts_hash_is_sha256 check (octet_length(phone_hash) = 32)
);
comment on table loyalty.loyalty_accounts is
  'Who has points: one row for each SIM. No balance is stored: it is the sum of the account''s transactions. '
  'Redemptions and expiry lock this row; awards don''t.';

create table loyalty.loyalty_transactions (
  loyalty_transaction_id bigint generated always as identity primary key,
  loyalty_account_id bigint not null,
  kind        text        not null,
  points      bigint      not null,
  cents       bigint,
  receipt     text,
  payment_ref text,
  refund_id   bigint,
  journal_id  bigint,
  sacco_id    bigint,
  business_on date        not null,
  earned_at   timestamptz,
  at          timestamptz not null default clock_timestamp()
);
-- Once for a fare, for a request, and for a refund.
create unique index loyalty_transactions_awards on loyalty.loyalty_transactions (receipt) where kind = 'award';
create unique index loyalty_transactions_redeemed on loyalty.loyalty_transactions (payment_ref) where kind = 'redeem';
create unique index loyalty_transactions_given_back on loyalty.loyalty_transactions (payment_ref, refund_id)
  nulls not distinct where kind = 'give_back';
create unique index loyalty_transactions_taken_back on loyalty.loyalty_transactions (receipt, refund_id)
  where kind = 'take_back';
create index loyalty_transactions_by_account on loyalty.loyalty_transactions (loyalty_account_id) include (points);
-- Finds what was earned within a time and moved on a day: ranges of pages, so they cost a fare nothing.
create index loyalty_transactions_by_time on loyalty.loyalty_transactions
  using brin (business_on, earned_at timestamptz_minmax_multi_ops) with (autosummarize = on, pages_per_range = 32);
comment on table loyalty.loyalty_transactions is
  'Every movement of points. award: for a fare (cents: the money they were given for); redeem: turned into credit '
  '(cents: how much); expire; take_back: of an award whose fare was given back; give_back: of a redemption whose '
  'payment never came, or whose fare was given back (refund_id). business_on: the market day whose limits it counts '
  'for. earned_at: from when the period counts after which points expire. No foreign keys: the fare path has none.';
-- What a movement must have is here and not in constraints: the server reads a constraint's text again in each
-- statement that writes, which a fare pays for (docs/decisions/batching.md).
create function loyalty.guard_transactions() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if (case new.kind
          when 'award'     then new.points > 0 and num_nonnulls(new.receipt, new.cents, new.earned_at) = 3
          when 'redeem'    then new.points < 0 and num_nonnulls(new.payment_ref, new.journal_id, new.cents) = 3
          when 'expire'    then new.points < 0
          when 'take_back' then new.points < 0 and num_nonnulls(new.receipt, new.refund_id, new.earned_at) = 3
          when 'give_back' then new.points > 0 and num_nonnulls(new.payment_ref, new.journal_id, new.cents,
                                                                new.earned_at) = 4
          else false end) and coalesce(new.cents > 0, true) then
      return new;
    end if;
    raise exception 'a movement of points is of a known kind, goes its way, and has all that belongs to its kind'
      using errcode = 'check_violation', constraint = 'loyalty_transactions_are_whole';
  elsif tg_op = 'UPDATE' and to_jsonb(new) - 'loyalty_account_id' = to_jsonb(old) - 'loyalty_account_id' then
    return new;   -- a key change or an erasure may join two accounts of one phone
  end if;
  raise exception 'movements of points are kept for ever and never change' using errcode = 'LFA10';
end $$;
comment on function loyalty.guard_transactions is
  'Refuses a movement of points that is not whole (check_violation). It never changes afterwards, but for the account '
  'when two become one. Raises LFA10.';
create trigger guard_kept before insert or update or delete on loyalty.loyalty_transactions
  for each row execute function loyalty.guard_transactions();
alter table loyalty.loyalty_transactions enable always trigger guard_kept;
create trigger guard_not_truncated before truncate on loyalty.loyalty_transactions
  for each statement execute function loyalty.guard_append_only();
alter table loyalty.loyalty_transactions enable always trigger guard_not_truncated;
create trigger guard_not_deleted before delete or truncate on loyalty.loyalty_accounts
  for each statement execute function loyalty.guard_append_only();
alter table loyalty.loyalty_accounts enable always trigger guard_not_deleted;

create table loyalty.programme_days (
  business_on     date   primary key,
  redeemed_points bigint not null default 0,
  constraint programme_days_not_below_zero check (redeemed_points >= 0)
);
comment on table loyalty.programme_days is
  'What all passengers redeemed on a market day, less what came back. Redemptions of a day lock its row, so that the '
  'programme''s limit holds whoever is at it. It equals the transactions (audit.ledger_proof).';
create trigger guard_not_deleted before delete or truncate on loyalty.programme_days
  for each statement execute function loyalty.guard_append_only();
alter table loyalty.programme_days enable always trigger guard_not_deleted;

create table loyalty.expiry_runs (
  run_id   bigint generated always as identity primary key,
  up_to    timestamptz not null,
  ran_at   timestamptz not null,
  accounts bigint      not null,
  points   bigint      not null
);
comment on table loyalty.expiry_runs is
  'Each run of the expiry: points earned up to up_to have expired since, of how many accounts and how many points.';
create trigger guard_append_only before update or delete or truncate on loyalty.expiry_runs
  for each statement execute function loyalty.guard_append_only();
alter table loyalty.expiry_runs enable always trigger guard_append_only;

create table loyalty.farming_signs (
  sign_id     bigint generated always as identity primary key,
  kind        text        not null,
  vehicle_id  bigint      not null references fleet.vehicles,
  business_on date        not null,
  fares       int         not null,
  sims        int         not null,
  cents       bigint      not null,
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  receipts    text[]      not null,
  unique (kind, vehicle_id, business_on),
  constraint farming_signs_kind_is_known check (kind in ('own_sim', 'many_sims'))
);
comment on table loyalty.farming_signs is
  'What looks like people paying themselves for points, one row for a vehicle and day. own_sim: the owner or crew paid '
  'their own vehicle (such fares earn nothing). many_sims: many SIMs paid the same small amount within minutes. '
  'receipts: the newest ones, as evidence. An alarm points_farming of the subject <plate> <day> <kind> is acknowledged '
  'by staff with a reason. Nobody is punished by it.';

-- migrate:down
-- Forward only: a later migration corrects this one.
