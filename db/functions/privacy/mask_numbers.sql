-- Masks phone numbers in text for the audit log, which is kept for ever: people type them where a plate, receipt or id
-- is asked. Of nine or more digits, however they are separated, the last three stay. web/security/phones.py does the
-- same in the web.
create or replace function privacy.mask_numbers(p_text text) returns text language sql immutable as $$
  -- ASCII, Arabic, Persian and full-width digits; between two of them up to three spaces, dots, dashes, slashes,
  -- brackets or invisible characters, or one comma or apostrophe.
  select regexp_replace(p_text,
    replace(replace('#(?:~#){5,}((?:~#){3})', '~',
      '(?:[\s\u00a0\u2007\u202f./()_\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff-]{0,3}|'
      '[,''\u2019\u00b7])'), '#', '[0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]'), '***\1', 'g')
$$;
comment on function privacy.mask_numbers is
  'The text with every run of nine or more digits masked, all but its last three. Raises nothing.';
