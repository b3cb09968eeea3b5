/** A port that somebody else has. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken'

  constructor(host: string, port: number) {
    super(
      `Port ${String(port)} on ${host} is taken. Stop the program that has it, or choose another: PORT=${String(port + 1)} npm start`,
    )
  }
}
