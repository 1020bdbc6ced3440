import { AssentError } from "../../src/errors.ts"

/** Makes the next call of a port method fail, before or after its effect happened. */
export class Faults {
  readonly #planned = new Map<string, { persist: boolean; error: Error }>()
  /** Every call so far, in order. */
  readonly calls: string[] = []

  failNext(method: string, options: { persist?: boolean; error?: Error } = {}): void {
    this.#planned.set(method, {
      persist: options.persist ?? false,
      error: options.error ?? new AssentError("STORAGE_FAILED", "injected"),
    })
  }

  /** True once every planned fault has happened. */
  get spent(): boolean {
    return this.#planned.size === 0
  }

  async run<T>(method: string, effect: () => T | Promise<T>): Promise<T> {
    this.calls.push(method)
    const fault = this.#planned.get(method)
    this.#planned.delete(method)
    if (fault && !fault.persist) throw fault.error
    const result = await effect()
    if (fault) throw fault.error
    return result
  }
}
