import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests that start, kill and wait for servers: minutes each, mostly of waiting. */
const LONG = /server\/runs\/.*\.test\.ts$/
const LONGEST = /server\/runs\/killed-.*\.test\.ts$/

const rank = ({ moduleId }: TestSpecification): number =>
  LONGEST.test(moduleId) ? 0 : LONG.test(moduleId) ? 1 : 2

/** What takes long begins first, so that no core stands idle behind it in the end. */
export class LongFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => rank(a) - rank(b)))
  }
}
