-- migrate:up
-- How a vehicle's fare is divided, and the fares that were paid.

create function fares.guard_append_only() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'LFA10';
end $$;
comment on function fares.guard_append_only is 'Refuses update, delete and truncate. Raises LFA10.';

create table fares.split_rules (
  split_rule_id    bigint generated always as identity primary key,
  vehicle_id       bigint      not null references fleet.vehicles,
  version          int         not null,
  owner_id         bigint      not null references fleet.owners,
  effective_from   timestamptz not null,
  currency         text        not null,
  commission_bps   int         not null,
  commission_fixed_cents bigint not null default 0,
  purposes         text[]      not null,
  shares_bps       int[]       not null,
  home_purpose     text        not null,
  trust_sub_wallet_id      bigint   not null references ledger.sub_wallets,
  commission_sub_wallet_id bigint   not null references ledger.sub_wallets,
  sub_wallet_ids   bigint[]    not null,
  pot_cents        bigint[],
  pot_arrears_cents bigint[],
  crew_target_cents bigint,
  surplus_bps      int[],
  pot_wallet_id    bigint,
  made_at          timestamptz not null default clock_timestamp(),
  made_by          text        not null,
  unique (vehicle_id, version),
  constraint split_rules_arrears_belong_to_pots check ((pot_cents is null) = (pot_arrears_cents is null)),
  constraint split_rules_surplus_is_whole check ((crew_target_cents is null) = (surplus_bps is null)),
  constraint split_rules_crew_target_is_positive check (crew_target_cents > 0),
  constraint split_rules_commission_is_a_share check (commission_bps between 0 and 10000),
  constraint split_rules_fixed_is_not_negative check (commission_fixed_cents between 0 and 1000000),
  constraint split_rules_start_is_finite check (isfinite(effective_from))
);
create index split_rules_in_force on fares.split_rules (vehicle_id, effective_from desc, version desc);
comment on table fares.split_rules is
  'Who gets what of a vehicle''s fare from a moment on, and which sub_wallets it goes to: arrays, so that a fare '
  'needs one look-up. Commission first (basis points plus fixed cents, never more than the fare), then the rest by '
  'basis points that sum to 10,000. home_purpose wins ties for the odd cent. Never edited: a change is a new version. '
  'pot_cents: of each part what it is filled with first on each market day, 0 for none; in the order of the parts; '
  'pot_arrears_cents: how much of what it lacked before is caught up; both null: no pots. From the fare on that finds '
  'crew_target_cents taken that day, surplus_bps divide instead of shares_bps. pot_wallet_id: the wallet of its parts, '
  'null for a rule with neither pots nor target (docs/decisions/pots.md).';
create trigger guard_append_only before update or delete or truncate on fares.split_rules
  for each statement execute function fares.guard_append_only();
alter table fares.split_rules enable always trigger guard_append_only;
create trigger log_changes after insert on fares.split_rules
  for each row execute function audit.log_row_change('split_rule_id');

create function fares.guard_split_rule() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(cardinality(new.purposes), 0) not between 1 and 20
     or cardinality(new.shares_bps) is distinct from cardinality(new.purposes)
     or cardinality(new.sub_wallet_ids) is distinct from cardinality(new.purposes)
     -- Plain lists, counted from one: an array can also count from zero, and then every fare would fail.
     or array_dims(new.purposes) <> format('[1:%s]', cardinality(new.purposes))
     or array_dims(new.shares_bps) <> array_dims(new.purposes)
     or array_dims(new.sub_wallet_ids) <> array_dims(new.purposes)
     or array_position(new.shares_bps, null) is not null
     or array_position(new.purposes, null) is not null
     or array_position(new.sub_wallet_ids, null) is not null then
    raise exception 'a split rule names 1 to 20 parts, each with a share and a sub_wallet' using errcode = 'LFV20';
  end if;
  if (select sum(s) <> 10000 or min(s) < 0 from unnest(new.shares_bps) s) then
    raise exception 'shares sum to 10,000 basis points and none is negative' using errcode = 'LFV21';
  end if;
  if (select count(distinct p) from unnest(new.purposes) p) <> cardinality(new.purposes)
     or array_position(new.purposes, new.home_purpose) is null then
    raise exception 'each purpose stands once, and the home of the odd cent is one of them' using errcode = 'LFV22';
  end if;
  if exists (select from unnest(new.sub_wallet_ids, new.purposes) as p(id, purpose)
               left join ledger.sub_wallets s on s.sub_wallet_id = p.id
               left join ledger.wallets w on w.wallet_id = s.wallet_id
              where s.currency is distinct from new.currency or s.purpose is distinct from p.purpose
                 or w.vehicle_id is distinct from new.vehicle_id or w.owner_id is distinct from new.owner_id) then
    raise exception 'parts go to this owner''s sub_wallets of this vehicle, by purpose' using errcode = 'LFV23';
  end if;
  if (select count(*) from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
       where s.currency = new.currency
         and (s.sub_wallet_id, w.kind) in ((new.trust_sub_wallet_id, 'trust'),
                                           (new.commission_sub_wallet_id, 'commission'))) <> 2 then
    raise exception 'a rule takes from a trust and pays a commission sub_wallet of its currency'
      using errcode = 'LFV23';
  end if;
  if array_dims(new.pot_cents) <> array_dims(new.purposes)
     or array_dims(new.pot_arrears_cents) <> array_dims(new.purposes)
     or array_dims(new.surplus_bps) <> array_dims(new.purposes)
     or array_position(new.pot_cents, null) is not null or array_position(new.pot_arrears_cents, null) is not null
     or array_position(new.surplus_bps, null) is not null
     or exists (select from unnest(new.pot_cents, new.pot_arrears_cents, new.shares_bps, new.surplus_bps)
                         as p(cents, arrears, bps, surplus)
                 where p.cents < 0 or p.arrears < 0 or p.cents > 100000000 or p.arrears > 1000000000
                    or (p.arrears > 0 and p.cents = 0) or (p.cents > 0 and (p.bps > 0 or p.surplus > 0)))
     or not 0 < any (coalesce(new.pot_cents, '{1}')) then
    raise exception 'a pot has an amount for each day and no share' using errcode = 'LFV20';
  end if;
  if (select sum(u) is distinct from 10000 or min(u) < 0 from unnest(new.surplus_bps) u)
     and new.surplus_bps is not null then
    raise exception 'shares above the target sum to 10,000 basis points too' using errcode = 'LFV21';
  end if;
  new.pot_wallet_id := case when num_nonnulls(new.pot_cents, new.surplus_bps) > 0
    then (select s.wallet_id from ledger.sub_wallets s where s.sub_wallet_id = new.sub_wallet_ids[1]) end;
  if exists (select from fares.split_rules r where r.vehicle_id = new.vehicle_id)
     and new.effective_from < now() then
    raise exception 'only a vehicle''s first rule may start in the past' using errcode = 'LFV24';
  end if;
  return new;
end $$;
comment on function fares.guard_split_rule is
  'Refuses a rule that can''t divide every fare exactly; names the wallet of its pots. Raises LFV20 to LFV24.';
create trigger guard_split_rule before insert on fares.split_rules
  for each row execute function fares.guard_split_rule();
alter table fares.split_rules enable always trigger guard_split_rule;

-- Figures first: a page reads a day's rows, and what comes after a text is slow to find in a row.
create table fares.fares (
  journal_id    bigint      not null,
  vehicle_id    bigint      not null,
  split_rule_id bigint      not null,
  amount_cents  bigint      not null,
  commission_cents bigint   not null,
  paid_at       timestamptz not null,
  xact          xid8        not null default pg_current_xact_id(),
  business_on   date        not null,
  receipt       text        primary key,
  channel       text        not null,
  payment_ref   text,
  payer_last3   text,
  constraint fares_amount_is_positive check (amount_cents > 0),
  constraint fares_commission_within_fare check (commission_cents between 0 and amount_cents),
  constraint fares_channel_is_known check (channel in ('ussd', 'paybill'))
);
create index fares_by_vehicle_day on fares.fares (vehicle_id, business_on, paid_at);
comment on table fares.fares is
  'A payment that found its vehicle and was split. receipt: the operator''s; paid_at: when the passenger paid; '
  'business_on: the day it counts for; xact: its journal''s, so that pages need not read the journal to know whether '
  'it counts as of a horizon. No foreign keys: all fares would lock the same vehicle and rule rows.';
create trigger guard_append_only before update or delete or truncate on fares.fares
  for each statement execute function fares.guard_append_only();
alter table fares.fares enable always trigger guard_append_only;

create table fares.totals_until (
  until_on date primary key references ledger.closed_days,
  xact     xid8 not null default pg_current_xact_id(),
  horizon  xid8
);
comment on table fares.totals_until is
  'Up to which closed day totals are stored. horizon: from this position of the ledger on they are complete; null '
  'until every transaction has ended that could not see yet that the day is closed (those before xact).';

create table fares.day_totals (
  vehicle_id   bigint   not null references fleet.vehicles,
  owner_id     bigint   not null references fleet.owners,
  sacco_id     bigint   not null references fleet.saccos,
  business_on  date     not null,
  minutes      timestamptz[] not null,
  cents_by_minute bigint[] not null,
  fares_by_minute int[]    not null,
  purposes     text[]   not null,
  cents_by_purpose bigint[] not null,
  cents        bigint   not null,
  fares        int      not null,
  last_minute  timestamptz not null,
  primary key (vehicle_id, owner_id, sacco_id, business_on),
  constraint day_totals_lists_fit check (
    cardinality(cents_by_minute) = cardinality(minutes) and cardinality(fares_by_minute) = cardinality(minutes)
    and cardinality(cents_by_purpose) = cardinality(purposes))
);
comment on table fares.day_totals is
  'What a vehicle took for an owner and in a SACCO (those whom the rule of the fare pays) on a closed day: cents and '
  'number of fares of each minute that had some, and what of it went to our fee and to each purpose. '
  'Stored once, so that no page adds up the fares of a closed day. A month '
  'is added up from cents and fares, without the minutes of its days.';
create trigger guard_append_only before update or delete or truncate on fares.day_totals
  for each statement execute function fares.guard_append_only();
alter table fares.day_totals enable always trigger guard_append_only;
create function fares.guard_day_totals() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.cents := (select sum(c) from unnest(new.cents_by_minute) c);
  new.fares := (select sum(c) from unnest(new.fares_by_minute) c);
  new.last_minute := (select max(m) from unnest(new.minutes) m);
  return new;
end $$;
comment on function fares.guard_day_totals is 'The sums of a stored day are those of its minutes. Raises nothing.';
create trigger guard_sums before insert on fares.day_totals
  for each row execute function fares.guard_day_totals();
alter table fares.day_totals enable always trigger guard_sums;

create table fares.owner_days (
  owner_id     bigint   not null references fleet.owners,
  business_on  date     not null,
  fares        int      not null,
  cents        bigint   not null,
  commission_cents bigint not null,
  purposes     text[]   not null,
  cents_by_purpose bigint[] not null,
  primary key (owner_id, business_on),
  constraint owner_days_lists_fit check (cardinality(cents_by_purpose) = cardinality(purposes))
);
create table fares.sacco_days (
  sacco_id     bigint   not null references fleet.saccos,
  business_on  date     not null,
  fares        int      not null,
  cents        bigint   not null,
  commission_cents bigint not null,
  purposes     text[]   not null,
  cents_by_purpose bigint[] not null,
  primary key (sacco_id, business_on),
  constraint sacco_days_lists_fit check (cardinality(cents_by_purpose) = cardinality(purposes))
);
comment on table fares.owner_days is
  'Closing figures of an owner''s day: what all vehicles took for the owner, what of it was our fee (commission_cents) '
  'and what each purpose got (fee among them). Written once, with the totals of the vehicles.';
comment on table fares.sacco_days is
  'Closing figures of a SACCO''s day, like fares.owner_days: of vehicles while their fares were divided by a rule of '
  'this SACCO. The purpose sacco is its dues.';
create trigger guard_append_only before update or delete or truncate on fares.owner_days
  for each statement execute function fares.guard_append_only();
alter table fares.owner_days enable always trigger guard_append_only;
create trigger guard_append_only before update or delete or truncate on fares.sacco_days
  for each statement execute function fares.guard_append_only();
alter table fares.sacco_days enable always trigger guard_append_only;

-- A split is proposed by the owner or the SACCO and agreed by a person of the other side.
create table fares.split_proposals (
  proposal_id  bigint generated always as identity primary key,
  vehicle_id   bigint      not null references fleet.vehicles,
  owner_id     bigint      not null references fleet.owners,
  sacco_id     bigint      not null references fleet.saccos,
  side         text        not null,
  commission_bps int       not null,
  commission_fixed_cents bigint not null,
  purposes     text[]      not null,
  shares_bps   int[]       not null,
  home_purpose text        not null,
  pot_cents    bigint[],
  pot_arrears_cents bigint[],
  crew_target_cents bigint,
  surplus_bps  int[],
  effective_on date,
  state        text        not null default 'proposed',
  made_by      bigint      not null references accounts.users,
  made_at      timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  decided_by   bigint references accounts.users,
  decided_at   timestamptz,
  decision_reason text,
  split_rule_id bigint references fares.split_rules,
  constraint split_proposals_side_is_known check (side in ('owner', 'sacco')),
  constraint split_proposals_state_is_known
    check (state in ('proposed', 'agreed', 'declined', 'withdrawn', 'expired')),
  constraint split_proposals_end_is_whole
    check (case when state = 'proposed' then num_nonnulls(decided_by, decided_at) = 0
                when state in ('agreed', 'declined') then num_nonnulls(decided_by, decided_at) = 2
                else decided_at is not null end),
  constraint split_proposals_agreed_makes_a_rule check ((state = 'agreed') = (split_rule_id is not null)),
  constraint split_proposals_decline_has_a_reason check ((state = 'declined') = (decision_reason is not null)),
  constraint split_proposals_decision_reason_is_said check (length(btrim(decision_reason)) between 10 and 200),
  constraint split_proposals_two_people check (state not in ('agreed', 'declined') or made_by <> decided_by)
);
create unique index split_proposals_one_open on fares.split_proposals (vehicle_id) where state = 'proposed';
create index split_proposals_by_vehicle on fares.split_proposals (vehicle_id, proposal_id);
comment on table fares.split_proposals is
  'Splits of a vehicle''s fares that its owner or its SACCO (side) proposed, and what became of them. Agreed by a '
  'person of the other side, which makes the split rule. expired: nobody decided until expires_at; withdrawn: by its '
  'maker, or because the vehicle changed hands. decision_reason: why it was declined. effective_on: the market day '
  'from whose beginning it counts; null, or past when it is agreed: from then on.';
create trigger log_changes after insert or update or delete on fares.split_proposals
  for each row execute function audit.log_row_change('proposal_id');

-- What the seller or the old SACCO proposed does not bind the next one, however the vehicle was moved.
create function fares.withdraw_split_proposals() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update fares.split_proposals p set state = 'withdrawn', decided_at = clock_timestamp()
   where p.vehicle_id = new.vehicle_id and p.state = 'proposed';
  return new;
end $$;
comment on function fares.withdraw_split_proposals is
  'Withdraws the open split proposal of a vehicle that changes its owner or SACCO, or is closed. Raises nothing.';
create trigger withdraw_split_proposals after insert on fleet.vehicle_owners
  for each row execute function fares.withdraw_split_proposals();
create trigger withdraw_split_proposals after update of sacco_id, state on fleet.vehicles
  for each row execute function fares.withdraw_split_proposals();

-- migrate:down
-- Forward only: a later migration corrects this one.
