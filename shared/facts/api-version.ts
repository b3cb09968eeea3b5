/** The Stripe API version that the installed `stripe` package pins; the server refuses to start on a mismatch. */
export const API_VERSION = '2026-10-28.endive'
