/** One step of the database schema; never edited once it is released. */
export type Migration = { readonly id: string; readonly sql: string }

/** All steps in order. `schema.ts` is what they add up to (compared by a test). */
export const migrations: readonly Migration[] = [
  {
    id: '0001-flows-and-runs',
    sql: `
create table flows (
  id text primary key,
  name text not null,
  revision integer not null,
  document json not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create table flow_versions (
  flow_id text not null,
  revision integer not null,
  name text not null,
  document json not null,
  saved_at timestamptz(3) not null default now(),
  primary key (flow_id, revision)
);
create table runs (
  id text primary key,
  flow_id text not null,
  account text not null,
  status text not null,
  plan_hash text not null,
  plan json not null,
  document json not null,
  settings json not null,
  reason text,
  observed json,
  reconciliation json,
  cleanup text not null default 'none',
  executor text not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index runs_one_active on runs (flow_id, account) where status in ('running', 'paused');
create index runs_by_flow on runs (flow_id, created_at);
create table run_operations (
  run_id text not null,
  operation text not null,
  trigger text not null,
  element integer not null,
  position bigint generated always as identity,
  block text not null,
  call text not null,
  status text not null,
  attempt integer not null,
  idempotency_key text not null,
  on_account text,
  request json not null,
  response json,
  error json,
  object_id text,
  started_at timestamptz(3) not null,
  duration_ms integer,
  primary key (run_id, operation, trigger, element)
);
create table run_events (
  run_id text not null,
  seq integer not null,
  event json not null,
  primary key (run_id, seq)
);
`,
  },
  {
    id: '0002-executors',
    sql: `
create table executors (
  id text primary key,
  seen_at timestamptz not null
);
`,
  },
  {
    id: '0003-last-seq',
    sql: `
alter table runs add column last_seq integer not null default 0;
update runs set last_seq = (select coalesce(max(seq), 0) from run_events where run_id = runs.id);
`,
  },
  {
    id: '0004-runs-by-object',
    sql: `
create index run_operations_by_object on run_operations (object_id);
`,
  },
]
