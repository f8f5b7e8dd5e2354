-- The operator's storage. Columns named _at hold seconds since 1970; payments.paid_at is ISO text in Nairobi time.
pragma journal_mode = wal;
pragma synchronous = normal;  -- survives a killed process, not a power cut

-- single values: the registered addresses, the access token, counters, changed fault settings
create table if not exists named_values (name text primary key, value text not null);

-- the books: one row per payment, with the PayBill's balance after it and before its charge
create table if not exists payments (
    seq integer primary key,
    receipt text not null unique,
    idempotency_key text unique,
    channel text not null check (channel in ('paybill', 'stk')),
    payer text not null,
    account text not null,
    amount_cents integer not null,
    charge_cents integer not null,
    paid_at text not null,
    state text not null check (state in ('Completed', 'Failed')),
    reason text not null,
    balance_cents integer not null,
    checkout_id text,
    acknowledged integer not null default 0
);
create index if not exists payments_by_payer on payments (payer, paid_at);
create index if not exists payments_by_time on payments (paid_at);

-- prompts sent to phones; with a forced_result the passenger never sees the prompt. One that waits with a result_code
-- has ended for everybody, but is paid at due_at (the fault paid_after_1037).
create table if not exists pushes (
    checkout_id text primary key,
    merchant_id text not null,
    phone text not null,
    amount_cents integer not null,
    account text not null,
    description text not null,
    callback_url text not null,
    asked_at real not null,
    due_at real not null,
    forced_result text,
    state text not null check (state in ('waiting', 'done')),
    result_code text,
    result_desc text,
    receipt text,
    ended_at real
);
create index if not exists pushes_open on pushes (phone) where state = 'waiting';

-- our accounts at the operator: utility receives and pays people, working pays businesses, charges owes the fees
create table if not exists accounts (name text primary key, balance_cents integer not null);

-- money out: one row per request that was taken. Its receipt is reserved at once; result_code is '' until it ends. The
-- three balances are those after it. A fault is a name of payout_faults.py.
create table if not exists payouts (
    number integer primary key,
    receipt text not null unique,
    kind text not null check (kind in ('b2c', 'paybill', 'till', 'reversal')),
    originator_id text not null unique,
    conversation_id text not null unique,
    receiver text not null,
    account text not null,
    amount_cents integer not null,
    charge_cents integer not null default 0,
    result_url text not null,
    timeout_url text not null,
    state text not null check (state in ('pending', 'completed', 'failed')),
    result_code text not null default '',
    forced_code text not null,
    fault text not null,
    asked_at real not null,
    due_at real not null,
    ended_at real,
    utility_cents integer,
    working_cents integer,
    charges_cents integer
);
create index if not exists payouts_pending on payouts (due_at) where state = 'pending';

-- webhooks to Lipa Fare, sent and waiting
create table if not exists webhooks (
    id integer primary key,
    kind text not null,
    url text not null,
    body text not null,
    content_type text not null,
    headers text not null,
    receipt text,
    phone text not null,
    due_at real not null,
    attempts integer not null default 0,
    retry_pauses text not null,
    state text not null check (state in ('waiting', 'sent', 'failed', 'lost')),
    status integer
);
create index if not exists webhooks_waiting on webhooks (due_at) where state = 'waiting';

-- SMS on the phones
create table if not exists messages (
    id text primary key,
    phone text not null,
    sender text not null,
    body text not null,
    at real not null,
    status text not null
);
create index if not exists messages_by_phone on messages (phone, at);

-- recent requests and what people did, for the pages; old rows are deleted
create table if not exists exchanges (
    id integer primary key,
    at real not null,
    phone text not null,
    direction text not null check (direction in ('to', 'from', 'person')),
    kind text not null,
    detail text not null,
    status text not null,
    ms integer not null,
    sent text not null,
    got text not null
);
create index if not exists exchanges_by_phone on exchanges (phone, id);

-- how far each day's traffic has been played
create table if not exists played_days (day text primary key, until text not null);

-- what the traffic's people have done of their plan
create table if not exists played_steps (step text primary key);
