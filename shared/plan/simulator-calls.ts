/** What the simulator does when asked, and Stripe has no call for. */
type SimulatorCall = {
  /** Where the simulator is asked. */
  readonly path: (target: string) => string
  /** What comes instead at Stripe. */
  readonly instead: string
}

const ASIDE = 'at Stripe a person does this; the run waits for it'

const CALLS: Readonly<Record<string, SimulatorCall>> = {
  'simulator.authenticate': { path: id => `/_sim/payment_intents/${id}/authenticate`, instead: ASIDE },
  'simulator.onboard': { path: id => `/_sim/accounts/${id}/onboard`, instead: ASIDE },
  'simulator.restrict': { path: id => `/_sim/accounts/${id}/restrict`, instead: ASIDE },
  'simulator.settings': {
    path: () => '/_sim/settings',
    instead: 'Stripe keeps this in its Dashboard: it must stand there like this before the run',
  },
}

/**
 * What stands behind a call that is none of Stripe’s API: a person, a bank or the Dashboard at Stripe, a request of
 * its own at the simulator.
 */
export const simulatorCall = (call: string): SimulatorCall | undefined => CALLS[call]
