/** The script addresses that this page may make, through the one policy that the CSP allows. */

/** The service worker, and the worker that makes photos smaller: as built, and while developing. */
const SCRIPTS = /^\/(sw\.js|(assets|src\/screens\/photos)\/shrink\.worker[^/]*)$/;

interface Policy {
  createScriptURL: (url: string) => string;
}
let policy: Policy | undefined;

export function trustedScript(url: string): string {
  const { trustedTypes } = window as {
    trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy };
  };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("app", {
    createScriptURL: (wanted) => {
      if (!SCRIPTS.test(wanted)) throw new TypeError(`not allowed: ${wanted}`);
      return wanted;
    },
  });
  return policy.createScriptURL(url);
}
