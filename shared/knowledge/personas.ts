import type { Persona } from '#shared/flow/block-definition.ts'

/** Who cares about a block, in words. */
export const PERSONAS: Readonly<Record<Persona, string>> = {
  A: 'solution architect',
  D: 'developer',
  P: 'product manager',
  F: 'finance',
  R: 'risk and compliance',
  O: 'operations and support',
  V: 'provider',
}
