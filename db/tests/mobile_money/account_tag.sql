begin; select plan(3);
select matches(mobile_money.account_tag(), '^[A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z]{4}$', 'a letter and four clear ones');
select is((select count(distinct mobile_money.account_tag()) from generate_series(1, 200)),
  200::bigint, 'no two of two hundred are alike');
select is((select count(*) from generate_series(1, 3000) where mobile_money.account_tag() ~ '^[0-9]'),
  0::bigint, 'none of three thousand begins with a digit: 5020-86299 would be masked as a phone number');
select finish(); rollback;
