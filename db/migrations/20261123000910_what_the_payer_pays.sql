-- migrate:up
-- What M-Pesa takes from the passenger on top of the fare. It stands on the confirm screen, before
-- the PIN: up to KES 100 nothing, from KES 101 on something.

create table mobile_money.payer_fees (
  currency       text        not null,
  effective_from timestamptz not null,
  up_to_cents    bigint      not null,
  fee_cents      bigint      not null,
  primary key (currency, effective_from, up_to_cents),
  constraint payer_fees_start_is_finite check (isfinite(effective_from)),
  constraint payer_fees_amounts_make_sense check (up_to_cents > 0 and fee_cents >= 0)
);
comment on table mobile_money.payer_fees is 'The operator''s fee to the payer of a PayBill payment, in cents, by size of payment (up to and including up_to_cents), from a moment on. A new tariff is a new set of rows; an amount above its last row has a fee that we don''t know.';
create trigger trail_changes after insert or update or delete on mobile_money.payer_fees
  for each row execute function audit.trail_row_change('currency,effective_from,up_to_cents');

-- Several public sources of 2024-25 agree on these; the operator's own sheet replaces them before
-- anything is priced by it.
insert into mobile_money.payer_fees (currency, effective_from, up_to_cents, fee_cents) values
  ('KES', '2024-01-01 00:00+03',  10000,    0),
  ('KES', '2024-01-01 00:00+03',  50000,  500),
  ('KES', '2024-01-01 00:00+03', 100000, 1000),
  ('KES', '2024-01-01 00:00+03', 150000, 1500),
  ('KES', '2024-01-01 00:00+03', 250000, 2000),
  ('KES', '2024-01-01 00:00+03', 350000, 2500),
  ('KES', '2024-01-01 00:00+03', 500000, 3400);

insert into security.settings (setting, value, meaning) values
  ('ussd_networks', '63902,99999', 'Networks whose SIMs can be asked to pay by M-Pesa: Safaricom, and the gateway''s sandbox');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
