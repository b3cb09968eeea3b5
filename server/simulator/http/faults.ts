import { invalidRequest } from '../core/errors.ts'
import { Random } from '../core/random.ts'

/** What can go wrong with one request. */
const REQUEST_FAULTS = [
  '429',
  '500-before',
  '500-after',
  'drop-before',
  'drop-after',
  'timeout-before',
  'timeout-after',
  'slow',
] as const
/** What can go wrong with one delivery of an event. */
const WEBHOOK_FAULTS = ['webhook-duplicate', 'webhook-delay', 'webhook-reorder', 'webhook-drop'] as const

export type RequestFault = (typeof REQUEST_FAULTS)[number]
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number]
/** A fault that was drawn, with its milliseconds where it takes time. */
export type DrawnFault<Kind> = { readonly kind: Kind; readonly milliseconds: number }

/** A fault as the header `Simulator-Fault` names it. */
export const nameOf = ({ kind, milliseconds }: DrawnFault<RequestFault>): string =>
  kind === 'slow' ? `${kind}:${milliseconds}` : kind

type Chance<Kind> = { readonly kind: Kind; readonly probability: number; readonly milliseconds: number }

const DEFAULT_MILLISECONDS = 250

const isRequestFault = (kind: string): kind is RequestFault => REQUEST_FAULTS.some(known => known === kind)
const isWebhookFault = (kind: string): kind is WebhookFault => WEBHOOK_FAULTS.some(known => known === kind)

/** Faults as `--faults` says, drawn from the seed: `429=0.05,slow=0.1:300` is one in twenty refused, one in ten 300 ms late. */
export class Faults {
  private readonly random: Random
  private readonly requests: Chance<RequestFault>[] = []
  private readonly webhooks: Chance<WebhookFault>[] = []

  constructor(spec: string, seed: number) {
    this.random = new Random(seed ^ 0x3c6ef372)
    for (const part of spec
      .split(',')
      .map(text => text.trim())
      .filter(text => text !== ''))
      this.add(part)
  }

  private add(part: string): void {
    const match = /^([\w-]+)=(\d*\.?\d+)(?::(\d+))?$/.exec(part)
    const [, kind = '', probability = '', milliseconds] = match ?? []
    const chance = {
      probability: Number(probability),
      milliseconds: Number(milliseconds ?? DEFAULT_MILLISECONDS),
    }
    if (match === null || chance.probability > 1)
      throw new Error(`Faults: “${part}” is not understood. ${HELP}`)
    if (isRequestFault(kind)) this.requests.push({ kind, ...chance })
    else if (isWebhookFault(kind)) this.webhooks.push({ kind, ...chance })
    else throw new Error(`Faults: “${kind}” is unknown. ${HELP}`)
  }

  /**
   * The fault of a request: the one its header asks for (`Simulator-Fault: 500-after`), or a drawn one. Throws for a
   * header that asks for none there is.
   */
  forRequest(header: string): DrawnFault<RequestFault> | undefined {
    if (header === '') return this.draw(this.requests)
    const [, kind = '', milliseconds] = /^([\w-]+)(?::(\d+))?$/.exec(header) ?? []
    if (isRequestFault(kind)) return { kind, milliseconds: Number(milliseconds ?? DEFAULT_MILLISECONDS) }
    throw invalidRequest(
      `Simulator-Fault: “${header}” is unknown. Kinds: ${REQUEST_FAULTS.join(', ')}; slow takes its milliseconds, as slow:300.`,
      { param: 'Simulator-Fault' },
    )
  }

  /** The fault of one delivery. */
  forDelivery(): DrawnFault<WebhookFault> | undefined {
    return this.draw(this.webhooks)
  }

  private draw<Kind>(chances: readonly Chance<Kind>[]): DrawnFault<Kind> | undefined {
    if (chances.length === 0) return undefined
    const drawn = this.random.fraction()
    let reached = 0
    for (const { kind, probability, milliseconds } of chances) {
      reached += probability
      if (drawn < reached) return { kind, milliseconds }
    }
    return undefined
  }
}

const HELP = `Write kind=probability or kind=probability:milliseconds, with commas between. Kinds: ${[...REQUEST_FAULTS, ...WEBHOOK_FAULTS].join(', ')}. Example: 429=0.05,slow=0.1:300.`
