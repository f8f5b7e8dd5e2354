-- What the benchmark needs besides the demo data; in a database of its own.
create schema if not exists bench;
create table if not exists bench.single (id bigint generated always as identity primary key, note text, at timestamptz default clock_timestamp());
create sequence if not exists bench.receipts;
