import { FORM_CODES } from './form-codes.ts';
import { NETWORK_CODES } from './network-codes.ts';
import { PLANNING_CODES } from './planning-codes.ts';
import { PRINTING_CODES } from './printing-codes.ts';
import { REFERENCE_CODES } from './reference-codes.ts';
import { SITE_CODES } from './site-codes.ts';
import { SYNTAX_CODES } from './syntax-codes.ts';

/** What can be found in a hierarchy, while planning, and while rules are printed: one file for each thousand. */
export const INPUT_CODES: typeof SYNTAX_CODES &
  typeof FORM_CODES &
  typeof REFERENCE_CODES &
  typeof SITE_CODES &
  typeof NETWORK_CODES &
  typeof PLANNING_CODES &
  typeof PRINTING_CODES = {
  ...SYNTAX_CODES,
  ...FORM_CODES,
  ...REFERENCE_CODES,
  ...SITE_CODES,
  ...NETWORK_CODES,
  ...PLANNING_CODES,
  ...PRINTING_CODES,
};
