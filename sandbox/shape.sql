-- The operator's memory. Times called _at are text in Nairobi's time where people read them, seconds since 1970
-- elsewhere.
pragma journal_mode = wal;
pragma synchronous = normal;  -- survives a killed process; a power cut of a toy operator is nobody's concern

-- things to remember that are no row of anything: the registered addresses, the token, today's conduct
create table if not exists facts (name text primary key, value text not null);

-- the books: one line a payment, with the balance of the PayBill after it and before its charge
create table if not exists payments (
    seq integer primary key,
    receipt text not null unique,
    play_key text unique,
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

-- prompts sent to phones; fate is a result already decided, which the passenger never sees a prompt for
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
    fate text,
    state text not null check (state in ('waiting', 'done')),
    result_code text,
    result_desc text,
    receipt text,
    ended_at real
);
create index if not exists pushes_open on pushes (phone) where state = 'waiting';

-- messages to Lipa Fare, sent and to be sent
create table if not exists deliveries (
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
    retries text not null,
    state text not null check (state in ('waiting', 'sent', 'failed', 'lost')),
    status integer
);
create index if not exists deliveries_open on deliveries (due_at) where state = 'waiting';

-- text messages on the phones
create table if not exists messages (
    id text primary key,
    phone text not null,
    sender text not null,
    body text not null,
    at real not null,
    status text not null
);
create index if not exists messages_by_phone on messages (phone, at);

-- who said what to whom, for people to look at; old lines are dropped
create table if not exists exchanges (
    id integer primary key,
    at real not null,
    phone text not null,
    way text not null check (way in ('to', 'from', 'hand')),
    what text not null,
    detail text not null,
    status text not null,
    ms integer not null,
    sent text not null,
    got text not null
);
create index if not exists exchanges_by_phone on exchanges (phone, id);

-- up to when each day's traffic has been played
create table if not exists played (day text primary key, until text not null);
