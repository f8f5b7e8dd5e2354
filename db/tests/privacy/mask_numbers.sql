begin; select plan(4);
select is_empty($$ select t.typed, privacy.mask_numbers(p_text => t.typed)
  from (values ('0799000873', '***873'), ('+254 799 000 873.', '+*** 873.'), ('٠٧٩٩٠٠٠٨٧٣', '***٨٧٣'),
    ('fleet.vehicles:254-799-000-873', 'fleet.vehicles:***-873'), ('0799  000  873', '***  873'),
    ('call 0799.000.873 or 0799000126 ', 'call ***.873 or ***126 '), ('(0799) 000/873', '(***/873'),
    ('0799_000--873', '***--873'), ('0799' || chr(160) || '000 - 873', '*** - 873'), ('0799,000,873', '***,873'),
    ('0799''000·873', '***·873'), ('0799' || chr(8203) || '000' || chr(8288) || '873', '***' || chr(8288) || '873'),
    (translate('0799000873', '0123456789', '０１２３４５６７８９'), '***８７３')) as t(typed, kept)
  where privacy.mask_numbers(p_text => t.typed) <> t.kept $$, 'a number is masked, however it is written');
select is_empty($$ select t.typed from unnest(array['KBA 123A', 'accounts.users:12345678', 'QAA0000001', '4628*5*1', '',
  '2026-11-22', '12.11.2026, 21:42', 'fares of 30, 40, 50, 60 and 70', '12,500,000']) as t(typed)
  where privacy.mask_numbers(p_text => t.typed) <> t.typed $$, 'anything else stays');
select is(privacy.mask_numbers(p_text => null), null, 'null stays null');
select access.refuse(p_function => 'owners.vehicle', p_subject => 'fleet.vehicles:0799000873') \g /dev/null
select is((select last_subject from audit.refusals), 'fleet.vehicles:***873', 'the audit log has the masked text');
select finish(); rollback;
