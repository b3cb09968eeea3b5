/** A data folder that cannot be used; the message says why, and what a person can do. */
export class DataError extends Error {}
