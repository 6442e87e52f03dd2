// The nonce of this page's answer: without it the browser takes no style that the application makes itself.

/** Read once more each time: the page is never served twice with one. */
export const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
