-- Says how bad a kind of alarm is, so that pages show the worst first.
create or replace function messaging.alarm_rank(p_kind text) returns int language sql immutable as $$
  select case
    when p_kind in ('conflict_callback', 'payment_differs', 'new_callback_source', 'wrong_token', 'push_contradicted',
                    'codes_guessed', 'vouchers_guessed', 'trust_differs', 'money_not_posted', 'balance_jump',
                    'seal_broken', 'ledger_differs') then 1
    when p_kind in ('payment_unverified', 'paid_without_receipt', 'quarantine_callback', 'dead_letter',
                    'messages_expired') then 3
    when p_kind in ('suspense_overdue', 'paid_again', 'paid_twice') then 4
    when p_kind is not null then 2 end
$$;
comment on function messaging.alarm_rank is
  '1: somebody may be forging or guessing, or money is not where it should be; 2: a part does not work (and every kind '
  'that is not known here); 3: one payment or message is unclear; 4: money of one passenger waits. Raises nothing.';
