begin;
set constraints all immediate;
select plan(9);
select is(fleet.valid_door_code(p_text => '4628'), '4628', 'a right code is given back');
select is(fleet.valid_door_code('4682'), null, 'swapped keys are no code');
select is(fleet.valid_door_code('4629'), null, 'nor is a wrong last digit');
select is((select fleet.valid_door_code('46' || fleet.damm_digit('46'))), '46' || fleet.damm_digit('46'),
  'three digits are enough');
select is(fleet.valid_door_code('5' || fleet.damm_digit('5')), null, 'two are not');
select is(fleet.valid_door_code('462800' || fleet.damm_digit('462800')), null, 'seven are too many');
select is(fleet.valid_door_code('٤٦٢٨'), null, 'digits of another script are no digits');
select is(fleet.valid_door_code(E'4628\n'), null, 'a line break is no part of a code');
select is(fleet.valid_door_code(null), null, 'no text, no code');
select finish();
rollback;
