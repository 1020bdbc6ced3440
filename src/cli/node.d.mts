export const oldestNode: string
export function isRecent(version: string): boolean
export function findNode(root: string): string | null
