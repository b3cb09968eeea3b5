import { type RadarSettings, USUAL } from '../core/dashboard-settings.ts'
import type { World } from '../core/world.ts'
import { BLOCKED, type Decline, type TestCard } from './test-cards.ts'

const settingsOf = (world: World): RadarSettings =>
  world.store.get('hidden.settings', world.platform)?.row.radar ?? {}

const LEVELS = ['elevated', 'highest', 'never']

/** Radar's refusal of a card, undefined when it lets it pass. */
export function radarBlocks(world: World, card: TestCard): Decline | undefined {
  const settings = settingsOf(world)
  const { block, block_countries: countries } = { ...USUAL.radar, ...settings }
  const reasons = [
    card.risk !== undefined && LEVELS.indexOf(card.risk) >= LEVELS.indexOf(block),
    settings.block_cvc_failure === true && card.checks?.cvc === 'fail',
    settings.block_postal_failure === true && card.checks?.zip === 'fail',
    countries.includes(card.country),
  ]
  return reasons.includes(true) ? BLOCKED : undefined
}

/** Whether a payment that passed is put up for a person to look at. */
export function radarReviews(world: World, card: TestCard): boolean {
  return card.risk !== undefined && settingsOf(world).review !== 'never'
}
