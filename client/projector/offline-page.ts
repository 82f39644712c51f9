const workerPath = '/projector-worker.js';

type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(input: string): unknown };
};

let asked = false;

/**
 * Keeps this page's files in the browser, so that it starts without the network; what the board held the page keeps
 * itself. Only for this address: other pages are not served by the worker. Browsers have workers over HTTPS and on the
 * computer itself; elsewhere the page is as good as its network.
 */
export async function keepPageAtHand(): Promise<void> {
  // Vite's development server has no worker to give.
  if (asked || !('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  asked = true;
  await navigator.serviceWorker
    .register(trustedWorker(), { scope: location.pathname, updateViaCache: 'none' })
    .catch((error: unknown) => {
      console.warn('The page cannot be kept for a start without the network:', error);
    });
}

/** The content security policy wants it from a policy of this name, where the browser knows such things. */
function trustedWorker(): string {
  const { trustedTypes } = globalThis as typeof globalThis & { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return workerPath;
  return trustedTypes
    .createPolicy('projector-worker', { createScriptURL: () => workerPath })
    .createScriptURL('') as string;
}
