-- migrate:up
-- What the operator says of our accounts, line by line, and what of it the ledger knows. A line comes from a statement
-- (a file of the portal) or from the Pull API; each source is matched on its own, so that one can prove the other.

create schema recon;
comment on schema recon is 'Reconciliation: the operator''s statements, their lines, matches with the ledger, breaks.';

create table recon.statements (
  statement_id  bigint generated always as identity primary key,
  source        text        not null,
  channel       text        not null,
  file_name     text,
  file_sha256   bytea       unique,
  file_bytes    bigint,
  short_code    text        references mobile_money.tills,
  account       text,
  period_from   timestamptz,
  period_to     timestamptz,
  opening_cents bigint,
  closing_cents bigint,
  state         text        not null default 'reading',
  proof         text,
  rows_total    int,
  rows_done     int         not null default 0,
  lines_cents   bigint      not null default 0,
  last_at       timestamptz,
  lines_new     int         not null default 0,
  lines_known   int         not null default 0,
  lines_conflicting int     not null default 0,
  rows_failed   int         not null default 0,
  rows_bad      int         not null default 0,
  failure       text,
  reader        text,
  lease_until   timestamptz,
  taken_by      bigint references accounts.users,
  taken_at      timestamptz not null default clock_timestamp(),
  ended_at      timestamptz,
  checked_at    timestamptz,
  constraint statements_source_is_known check (source in ('statement', 'pull')),
  constraint statements_channel_is_known check (channel in ('page', 'command', 'folder', 'pull')),
  constraint statements_account_is_known check (account in ('utility', 'working', 'charges', 'settlement')),
  constraint statements_state_is_known check (state in ('arriving', 'waiting', 'reading', 'read', 'failed')),
  constraint statements_account_is_named
    check (state in ('arriving', 'waiting', 'failed') or num_nulls(short_code, account) = 0),
  constraint statements_proof_is_known check (proof in ('proven', 'unproven', 'not_stated')),
  constraint statements_file_is_named check ((source = 'statement') = (file_sha256 is not null)),
  constraint statements_sha256_is_whole check (octet_length(file_sha256) = 32),
  constraint statements_lease_is_whole check ((reader is null) = (lease_until is null)),
  constraint statements_end_is_whole check ((state in ('read', 'failed')) = (ended_at is not null)),
  constraint statements_failure_is_said check ((state = 'failed') = (failure is not null)),
  constraint statements_period_runs_forward check (period_from < period_to)
);
create index statements_unread on recon.statements (statement_id) where state in ('arriving', 'waiting', 'reading');
create index statements_newest on recon.statements (taken_at desc) where source = 'statement';
create index statements_covering on recon.statements (short_code, source, account, period_to) where state = 'read';
create index statements_to_check on recon.statements (statement_id) where state = 'read' and checked_at is null;
comment on table recon.statements is
  'One row for each file of the operator''s portal, and one for each answered window of the Pull API. period_to is '
  'exclusive. state: arriving (its parts are being stored), waiting (for the worker), reading, read, failed (refused '
  'as a whole; failure says why). rows_done: rows of the file that are settled, so that reading goes on there after a '
  'crash. lines_cents: sum of its completed lines; last_at: the latest of them. lines_conflicting: a known line with '
  'another amount or time; rows_failed: transactions that the operator did not complete; '
  'rows_bad: set aside in recon.bad_rows. reader, '
  'lease_until: who reads it now, until it ends or the lease does. proof: whether opening balance + lines = closing '
  'balance (not_stated: the file names no balances). account: which of our accounts at the operator.';
comment on column recon.statements.checked_at is
  'When its lines were compared with the ledger as a whole, and the ledger''s payments of its period with them.';
-- Not for each batch of lines: the row itself shows how far it is.
create trigger log_changes after insert or update of state on recon.statements
  for each row when (new.source = 'statement') execute function audit.log_row_change('statement_id');

create table recon.statement_chunks (
  chunk_id     bigint generated always as identity primary key,
  statement_id bigint not null references recon.statements,
  chunk_no     int    not null,
  bytes_sealed bytea  not null,
  unique (statement_id, chunk_no),
  constraint statement_chunks_count_from_one check (chunk_no between 1 and 1000)
);
comment on table recon.statement_chunks is
  'A file that was uploaded and is not read yet, in sealed parts, so that web and worker need no disk in common. They '
  'are deleted when it is read or refused.';

create table recon.bad_rows (
  statement_id bigint not null references recon.statements,
  row_no       int    not null,
  reason       text   not null,
  primary key (statement_id, row_no)
);
comment on table recon.bad_rows is
  'Rows of a file that could not be read, by their number in the file (as an editor counts), and why. Their text stays '
  'in the file, because it may contain names.';

create table recon.lines (
  line_id       bigint generated always as identity primary key,
  statement_id  bigint      not null,
  row_no        int         not null,
  source        text        not null,
  short_code    text        not null,
  account       text        not null,
  receipt       text        not null,
  kind          text        not null,
  detail_key    text        not null default '',
  amount_cents  bigint      not null,
  balance_cents bigint,
  completed_at  timestamptz not null,
  business_on   date        not null,
  bill_ref      text,
  linked_receipt text,
  party_last3   text,
  reason_type   text,
  details       text,
  state         text        not null default 'open',
  rule          text,
  journal_id    bigint,
  match_id      bigint,
  matched_at    timestamptz,
  next_at       timestamptz not null default '-infinity',
  constraint lines_source_is_known check (source in ('statement', 'pull')),
  constraint lines_kind_is_known
    check (kind in ('payment', 'charge', 'reversal', 'payout', 'payout_fee', 'sweep', 'other')),
  constraint lines_amount_is_not_zero check (amount_cents <> 0),
  constraint lines_state_is_known check (state in ('open', 'matched', 'copy')),
  constraint lines_match_is_whole check ((state = 'matched') = (rule is not null and matched_at is not null
    and num_nonnulls(journal_id, match_id) = 1))
);
-- The receipt alone is not unique: a payment and its charge share it.
create unique index lines_once on recon.lines (receipt, kind, source, account, detail_key, short_code)
  where state <> 'copy';
create unique index lines_by_journal on recon.lines (journal_id, source) where journal_id is not null;
create index lines_open on recon.lines (next_at) where state = 'open';
create index lines_open_others on recon.lines (kind, amount_cents) where state = 'open' and kind <> 'payment';
create index lines_copies on recon.lines (receipt) where state = 'copy';
-- A statement's lines stand together: a range of pages finds them, and costs a line next to nothing.
create index lines_by_statement on recon.lines
  using brin (statement_id) with (autosummarize = on, pages_per_range = 32);
create index lines_by_match on recon.lines (match_id) where match_id is not null;
-- A month's report reads the lines of its days.
create index lines_by_day on recon.lines using brin (business_on) with (autosummarize = on, pages_per_range = 32);
comment on table recon.lines is
  'One completed movement of one of our accounts at the operator, as a source tells it. amount_cents: positive into '
  'the account. business_on: its market day. detail_key: tells lines of kind other apart that share a receipt. '
  'linked_receipt: the payment that a reversal takes back. details: without numbers and names. state: open, matched '
  '(with one journal, or by match_id with several lines or journals), copy (the same line once more in one file). '
  'rule: what matched it. A copy whose amount or time differs from that of the line with its key is a conflict: the '
  'operator tells it in two ways. next_at: when an open line is looked at again.';

-- What the lines of each day come to is counted as they are written: a page that counted them would grow with them.
create table recon.day_counts (
  count_id    bigint generated always as identity primary key,
  business_on date   not null,
  source      text   not null,
  lines       bigint not null,
  matched     bigint not null
);
create index day_counts_by_day on recon.day_counts (business_on, source);
comment on table recon.day_counts is
  'How many lines of a day a source told and how many of them are matched, as changes to be added up; a job adds old '
  'ones up. Rows, not one row for each day, so that readers of two files don''t wait for each other.';

create function recon.count_new_lines() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into recon.day_counts (business_on, source, lines, matched)
  select n.business_on, n.source, count(*), count(*) filter (where n.state = 'matched')
    from new_lines n group by n.business_on, n.source;
  return null;
end $$;
comment on function recon.count_new_lines is 'Counts lines that are written, by day and source. Raises nothing.';
create trigger count_new_lines after insert on recon.lines
  referencing new table as new_lines for each statement execute function recon.count_new_lines();

create function recon.count_matched_lines() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into recon.day_counts (business_on, source, lines, matched)
  select c.business_on, c.source, 0, sum(c.matched)
    from (select n.business_on, n.source, 1 as matched from new_lines n where n.state = 'matched'
           union all select o.business_on, o.source, -1 from old_lines o where o.state = 'matched') c
   group by c.business_on, c.source having sum(c.matched) <> 0;
  return null;
end $$;
comment on function recon.count_matched_lines is
  'Counts lines that are matched, or open again, by day and source. Raises nothing.';
create trigger count_matched_lines after update on recon.lines
  referencing old table as old_lines new table as new_lines
  for each statement execute function recon.count_matched_lines();

create table recon.matches (
  match_id   bigint generated always as identity primary key,
  rule       text        not null,
  made_at    timestamptz not null default clock_timestamp(),
  difference_cents bigint not null default 0
);
create table recon.match_journals (
  match_id   bigint not null references recon.matches,
  journal_id bigint not null,
  source     text   not null,
  primary key (match_id, journal_id),
  unique (journal_id, source)
);
comment on table recon.matches is
  'Several lines with one or several journals, or lines with each other (a sweep between our own accounts). '
  'difference_cents: what the lines have more than the journals; not 0 only when two people forced the match.';
comment on table recon.match_journals is 'The journals of a match; its lines name it themselves.';

create table recon.breaks (
  break_id      bigint generated always as identity primary key,
  kind          text        not null,
  source        text        not null,
  short_code    text        not null,
  line_id       bigint      references recon.lines,
  journal_id    bigint,
  statement_id  bigint      references recon.statements,
  receipt       text,
  business_on   date        not null,
  operator_cents bigint,
  ledger_cents  bigint,
  unexplained_cents bigint  not null,
  found_at      timestamptz not null default clock_timestamp(),
  state         text        not null default 'open',
  resolution    text,
  reason        text,
  proposed_by   bigint references accounts.users,
  proposed_at   timestamptz,
  decided_by    bigint references accounts.users,
  ended_at      timestamptz,
  resolution_journal_id bigint,
  constraint breaks_kind_is_known check (kind in ('missing_in_ledger', 'missing_at_operator', 'amount_differs',
                                                  'duplicate', 'wrong_day', 'unknown_kind', 'opening_balance')),
  constraint breaks_state_is_known check (state in ('open', 'proposed', 'resolved', 'cleared')),
  constraint breaks_are_about_something check (num_nonnulls(line_id, journal_id, statement_id) > 0),
  constraint breaks_two_people check (decided_by <> proposed_by),
  constraint breaks_resolved_by_two check ((state = 'resolved') = (decided_by is not null)),
  constraint breaks_end_is_whole check ((state in ('resolved', 'cleared')) = (ended_at is not null)),
  constraint breaks_reason_is_said check (state not in ('proposed', 'resolved')
    or (length(btrim(reason)) between 10 and 200 and resolution is not null and proposed_by is not null))
);
create unique index breaks_once on recon.breaks (kind, source, line_id, journal_id, statement_id) nulls not distinct
  where state in ('open', 'proposed');
create index breaks_open on recon.breaks (found_at) where state in ('open', 'proposed');
create index breaks_by_day on recon.breaks (business_on, source);
create index breaks_by_line on recon.breaks (line_id) where line_id is not null;
create index breaks_by_journal on recon.breaks (journal_id) where journal_id is not null;
comment on table recon.breaks is
  'What the operator and the ledger tell differently. operator_cents, ledger_cents: what each says (null: nothing). '
  'unexplained_cents: money that is not accounted for; 0 where both agree on the amount (wrong_day, a copied line). '
  'cleared: it explained itself later (the message came, the line came, it was posted). resolved: by two people, with '
  'a reason. resolution: how it ended; of an open break, how it should: reversal (two people record what the operator '
  'took back). statement_id: whose opening balance it is (opening_balance: nothing is booked before two people agree).';
create trigger log_changes after insert or update on recon.breaks
  for each row execute function audit.log_row_change('break_id');

create table recon.pull_registrations (
  short_code    text primary key references mobile_money.tills,
  registered_at timestamptz not null default clock_timestamp()
);
comment on table recon.pull_registrations is
  'PayBills for which the operator has taken our registration for the Pull API, once. Earlier payments are not pulled.';

create table recon.pull_windows (
  window_id   bigint generated always as identity primary key,
  short_code  text        not null references mobile_money.tills,
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  state       text        not null default 'due',
  attempts    int         not null default 0,
  next_at     timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  statement_id bigint references recon.statements,
  last_error  text,
  answered_at timestamptz,
  unique (short_code, from_at, to_at),
  constraint pull_windows_run_forward check (from_at < to_at),
  constraint pull_windows_state_is_known check (state in ('due', 'leased', 'answered', 'lost')),
  constraint pull_windows_answer_is_whole check ((state = 'answered') = (answered_at is not null)),
  constraint pull_windows_lease_is_whole check ((state = 'leased') = (lease_until is not null))
);
create index pull_windows_due on recon.pull_windows (next_at) where state in ('due', 'leased');
comment on table recon.pull_windows is
  'Spans of time that the Pull API is asked about. They overlap, because a payment may be listed late. lost: the '
  'operator forgot it (48 hours) before it answered; only a statement can tell.';

create table recon.progress (
  job     text primary key,
  done_to timestamptz not null
);
comment on table recon.progress is 'How far jobs got that look at what the ledger posted since they last ran.';

create table recon.balance_jumps (
  jump_id     bigint generated always as identity primary key,
  short_code  text        not null references mobile_money.tills,
  receipt     text        not null unique,
  cents       bigint      not null,
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  window_id   bigint      references recon.pull_windows,
  state       text        not null default 'open',
  found_at    timestamptz not null default clock_timestamp(),
  ended_at    timestamptz,
  constraint balance_jumps_state_is_known check (state in ('open', 'explained')),
  constraint balance_jumps_end_is_whole check ((state = 'explained') = (ended_at is not null))
);
create index balance_jumps_open on recon.balance_jumps (from_at) where state = 'open';
comment on table recon.balance_jumps is
  'Where the balance that a confirmation names (receipt) is not the one before it plus what we know came and went '
  'between: cents more, or less, have moved between from_at and to_at than we were told. window_id: the question to '
  'the Pull API that it caused.';

-- migrate:down
-- Forward only: a later migration corrects this one.
