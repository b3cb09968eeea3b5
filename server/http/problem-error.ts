import type { Problem, ProblemCode } from '#shared/api/problem.ts'

type Told = { readonly title: string; readonly wayOut: string; readonly status: number }

/** What each code says and how one gets out of it. `detail` of the error says where. */
const PROBLEMS: Readonly<Record<ProblemCode, Told>> = {
  'malformed-json': told(400, 'The body is not JSON', 'Send valid UTF-8 JSON.'),
  'invalid-request': told(400, 'The request has another form', 'Compare it with /api/openapi.json.'),
  'invalid-document': told(
    422,
    'This is no flow document',
    'Correct the places named, or start from a template.',
  ),
  'unknown-version': told(
    422,
    'The document is of another version',
    'Open it with the version of Sluice that wrote it, or update Sluice.',
  ),
  'body-too-large': told(
    413,
    'The body is too large',
    'A document may have 16 MB. Split the flow, or leave pictures out of it.',
  ),
  'too-deep': told(400, 'The body is nested too deeply', 'A document needs fewer than 100 levels.'),
  'wrong-content-type': told(
    415,
    'The body is not declared as JSON',
    'Send the header Content-Type: application/json.',
  ),
  'host-not-allowed': told(
    403,
    'This server does not answer under that name',
    'Use the address that it printed at its start, or add the name to SLUICE_ALLOWED_HOSTS.',
  ),
  'origin-not-allowed': told(
    403,
    'The request came from another site',
    'Use the designer that this server serves; other sites may not call it.',
  ),
  'not-found': told(
    404,
    'There is nothing here',
    'Look at the list it should be in; it may have been deleted.',
  ),
  'method-not-allowed': told(
    405,
    'This address does not know that method',
    'Compare it with /api/openapi.json.',
  ),
  'flow-conflict': told(
    412,
    'Somebody saved this flow in the meantime',
    'Both versions are in this answer: merge them, then save with the new revision in If-Match.',
  ),
  'revision-required': told(
    428,
    'The save does not say which revision it changes',
    'Send the revision in If-Match, as the ETag of the flow says it.',
  ),
  'design-has-errors': told(
    422,
    'The design has errors',
    'Correct the diagnostics in this answer; most have a quick fix.',
  ),
  'amount-too-large': told(
    422,
    'The amounts of this design cannot be added up',
    'Lower its amounts and quantities.',
  ),
  'run-active': told(409, 'A run of this flow is under way', 'Follow it, wait for it, or cancel it first.'),
  'run-not-active': told(409, 'The run is over', 'Start a new run, or clean up what this one made.'),
  'run-not-resumable': told(
    409,
    'The run cannot go on',
    'Only a paused or failed run can be resumed; start a new one.',
  ),
  'run-not-finished': told(409, 'The run is not over', 'Wait for it or cancel it; clean up then.'),
  'plan-changed': told(
    409,
    'The flow has changed since the plan was shown',
    'Look at the new plan and start again.',
  ),
  'no-such-scenario': told(422, 'The document has no such scenario', 'Choose one of those named, or none.'),
  'impossible-scenario': told(
    422,
    'The scenario names something that cannot happen in this design',
    'Change the incident, or choose another scenario.',
  ),
  'live-key-refused': told(
    400,
    'A live Stripe key is in the request',
    'Remove it, and roll it in the Stripe Dashboard if it has left your machine. Sluice uses test keys only.',
  ),
  'pasted-id-unknown': told(
    422,
    'An id in the design leads nowhere',
    'Correct it, or empty the field: then the run makes the object.',
  ),
  'stripe-unreachable': told(
    502,
    'Stripe does not answer',
    'Check the network and try again; nothing is lost.',
  ),
  'stripe-key-refused': told(
    502,
    'Stripe does not take the key',
    'Put a valid secret key of a sandbox into STRIPE_SECRET_KEY and restart; without one, runs go to the built-in simulator.',
  ),
  'bad-signature': told(
    400,
    'The signature of the webhook is wrong or too old',
    'Only the endpoint that a run registered may call; check the clock of this machine.',
  ),
  'too-many-requests': told(429, 'Too many requests', 'Wait a moment and try again.'),
  'shutting-down': told(
    503,
    'The server is stopping',
    'Runs pause and go on at the next start; try again then.',
  ),
  'storage-unavailable': told(
    503,
    'The database does not answer',
    'Check disk space, or the server behind DATABASE_URL; nothing was changed.',
  ),
  'internal-error': told(
    500,
    'Sluice made a mistake',
    'Try again; if it stays, report it with the request id in the log.',
  ),
}

function told(status: number, title: string, wayOut: string): Told {
  return { status, title, wayOut }
}

/** An error that a client can do something about. Express's one error handler makes it the answer. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(code: ProblemCode, detail: string, more: Readonly<Record<string, unknown>> = {}) {
    super(detail)
    this.name = 'ProblemError'
    const { status, title, wayOut } = PROBLEMS[code]
    this.problem = { type: `/problems/${code}`, title, status, code, detail, wayOut, ...more }
  }
}
