-- Takes apart the reason that is stored beside a message, so that pages can say it in the reader's language, with
-- figures in shillings.
create or replace function mobile_money.explain_reason(p_reason text) returns jsonb language sql immutable as $$
  select jsonb_strip_nulls(jsonb_build_object('text', p_reason,
    'key', case when m.cents is not null then 'amount' when p_reason like 'receipt known with another account' then
                  'account' when p_reason = 'receipt known at another PayBill' then 'paybill'
                when m.code is not null then 'code'
                when m.listed is not null then m.listed[1] || '_row' else replace(p_reason, ' ', '_') end,
    'known_cents', m.cents[1]::bigint, 'told_cents', m.cents[2]::bigint,
    'code', coalesce(m.code[1], m.listed[2] || '/' || m.listed[3])))
    from (select regexp_match(p_reason, '^receipt known with ([0-9]{1,15}) cents, now ([0-9]{1,15})$') as cents,
                 regexp_match(p_reason, '^result code (.{1,40})$') as code,
                 regexp_match(p_reason, '^(statement|pull) ([0-9]+), row ([0-9]+)$') as listed) m
$$;
comment on function mobile_money.explain_reason is
  'text, and key: amount (with known_cents and told_cents), account, paybill, code (with the code), statement_row and '
  'pull_row (code: its number and row), else the words of the reason joined by _ ; pages '
  'without a label for it show the text. Raises nothing.';
