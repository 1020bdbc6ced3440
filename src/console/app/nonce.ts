/** Of this very answer: styles that scripts add carry it, and others are refused. See src/api/console-page.ts. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ""
