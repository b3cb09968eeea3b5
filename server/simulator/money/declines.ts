import type { Decline } from './test-cards.ts'

/** What networks answer for a bank, by Stripe's word for it (ISO 8583, and Visa's N7). */
const NETWORK_CODES: Readonly<Record<string, string>> = {
  card_velocity_exceeded: '65',
  expired_card: '54',
  fraudulent: '59',
  incorrect_cvc: 'N7',
  insufficient_funds: '51',
  lost_card: '41',
  processing_error: '96',
  stolen_card: '43',
}

/** The network's code for a refusal; “do not honour” when the bank said no more. */
export const networkCode = ({ declineCode }: Decline): string => NETWORK_CODES[declineCode] ?? '05'

/** A refusal as an error tells it. What Radar refused no network has seen. */
export function refusalOf(decline: Decline) {
  return {
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    advice_code: decline.advice,
    ...(decline.blocked === true ? {} : { network_decline_code: networkCode(decline) }),
  }
}
