const workerPath = '/projector-worker.js';

type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(input: string): unknown };
};

let registered = false;

/**
 * Caches this page's files in the browser, so that it starts without the network; the page itself stores the board's
 * events. The worker serves only this address. Browsers allow workers only over HTTPS and on localhost; elsewhere the
 * page needs the network to start.
 */
export async function registerWorker(): Promise<void> {
  // Vite's development server has no worker.
  if (registered || !('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  registered = true;
  await navigator.serviceWorker
    .register(trustedWorker(), { scope: location.pathname, updateViaCache: 'none' })
    .catch((error: unknown) => {
      console.warn('The page cannot be cached for a start without the network:', error);
    });
}

/** The content security policy requires a Trusted Types policy of this name, in browsers that have Trusted Types. */
function trustedWorker(): string {
  const { trustedTypes } = globalThis as typeof globalThis & { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return workerPath;
  return trustedTypes
    .createPolicy('projector-worker', { createScriptURL: () => workerPath })
    .createScriptURL('') as string;
}
