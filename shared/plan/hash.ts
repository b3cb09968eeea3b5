import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from '#shared/flow/serialise.ts'
import type { Plan } from './plan.ts'

/** A plan with the hash of all that it says. */
export const withHash = (body: Omit<Plan, 'hash'>): Plan => ({
  hash: bytesToHex(sha256(utf8ToBytes(canonical(body)))),
  ...body,
})
