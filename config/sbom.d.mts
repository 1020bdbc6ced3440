/** Of the script beside this, for its test. */
export interface ShippedPackage {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly optional: boolean
  readonly problem: string | null
}
export function productionLicences(lock?: unknown): readonly ShippedPackage[]
export function isAllowed(expression: string): boolean
