/**
 * Identity values with which Stripe verifies a test account at once, without a human.
 * Source: docs.stripe.com/connect/testing, read 2026-11.
 */
export const TEST_IDENTITY = {
  first_name: 'Jenny',
  last_name: 'Rosen',
  phone: '0000000000',
  dob: { day: 1, month: 1, year: 1901 },
  address: {
    line1: 'address_full_match',
    city: 'South San Francisco',
    state: 'CA',
    postal_code: '94080',
  },
  id_number: '000000000',
  ssn_last_4: '0000',
} as const

/** Merchant category of test accounts (general contractors), which needs no further papers. */
export const TEST_CATEGORY = '1520'

/** The last moment before which terms were accepted in test data, seconds: 2026-01-01. */
export const TEST_ACCEPTANCE = 1_767_225_600
