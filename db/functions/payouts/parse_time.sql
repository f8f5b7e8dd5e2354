-- Reads when a payout was completed: dd.MM.yyyy HH:mm:ss of phones, yyyyMMddHHmmss of businesses, both on the market's
-- clock. Source: docs/mobile-money.md, 1.4 and 1.5.
create or replace function payouts.parse_time(p_text text) returns timestamptz language sql stable as $$
  select mobile_money.parse_time(p_time_zone => config.setting(p_setting => 'time_zone'),
    p_text => coalesce(regexp_replace(p_text, '^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})$',
                                      '\3\2\1\4\5\6'), ''))
$$;
comment on function payouts.parse_time is 'Null for anything else. Raises nothing.';
