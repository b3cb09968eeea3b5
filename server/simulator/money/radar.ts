import type { World } from '../core/world.ts'
import { BLOCKED, type Decline, type TestCard } from './test-cards.ts'

/** What an account has Radar do, as its Dashboard would say it; left out is as Stripe begins. */
export type RadarSettings = {
  /** From which risk on a payment is blocked. */
  readonly block?: 'elevated' | 'highest' | 'never'
  /** Whether a payment of elevated risk is put up for review. */
  readonly review?: 'elevated' | 'never'
  /** Blocks cards whose code the bank found wrong. */
  readonly blockCvcFailure?: boolean
  /** Blocks cards whose postal code the bank found wrong. */
  readonly blockPostalFailure?: boolean
  /** Blocks cards of these countries. */
  readonly blockCountries?: readonly string[]
}

const settingsOf = (world: World): RadarSettings =>
  world.store.get('hidden.settings', world.platform)?.row.radar ?? {}

const LEVELS = ['elevated', 'highest', 'never']

/** Radar's refusal of a card, undefined when it lets it pass. */
export function radarBlocks(world: World, card: TestCard): Decline | undefined {
  const settings = settingsOf(world)
  const { block = 'highest', blockCountries = [] } = settings
  const reasons = [
    card.risk !== undefined && LEVELS.indexOf(card.risk) >= LEVELS.indexOf(block),
    settings.blockCvcFailure === true && card.checks?.cvc === 'fail',
    settings.blockPostalFailure === true && card.checks?.zip === 'fail',
    blockCountries.includes(card.country),
  ]
  return reasons.includes(true) ? BLOCKED : undefined
}

/** Whether a payment that passed is put up for a person to look at. */
export function radarReviews(world: World, card: TestCard): boolean {
  return card.risk !== undefined && settingsOf(world).review !== 'never'
}
