/** An IndexedDB that lets its callers down at a chosen moment, in each way that browsers do. */

import { vi } from "vitest";

/** `always` from that moment on, `once` only then. */
export type Lasting = "once" | "always";
export interface Fault {
  /** How often it struck. */
  struck: number;
  end: () => void;
}
type Strike = (transaction: IDBTransaction) => void;

/** The handle is dead: the connection went away in the background. */
export const dead: Strike = () => {
  throw new DOMException("The database connection is closing.", "InvalidStateError");
};
export const full: Strike = () => {
  throw new DOMException("no room", "QuotaExceededError");
};
/** Everything seemed well, and the transaction as a whole was not: Chrome tells it at the end. */
export const fullAtTheEnd: Strike = (transaction) =>
  abortBecause(transaction, "QuotaExceededError");
export const aborted: Strike = (transaction) => transaction.abort();
/** What iOS says after the disk could not be written. */
export const unknown: Strike = (transaction) => abortBecause(transaction, "UnknownError");

/** `writes`: puts and deletes; `changing`: also what is read in a transaction that may write. */
export type Which = "all" | "changing" | "writes";

/** Strikes at the `nth` request, counted from 1, of those that are looked at. */
export function failAt(nth: number, strike: Strike, lasting: Lasting, which: Which): Fault {
  const fault: Fault = { struck: 0, end: () => vi.restoreAllMocks() };
  let count = 0;
  const isHit = (transaction: IDBTransaction) => {
    if (which !== "all" && transaction.mode !== "readwrite") return false;
    count += 1;
    return lasting === "once" ? count === nth : count >= nth;
  };
  const look = <On extends object>(
    prototype: On,
    names: string[],
    transactionOf: (on: On) => IDBTransaction,
  ) => {
    for (const name of names) {
      const original = Reflect.get(prototype, name) as (...words: unknown[]) => unknown;
      vi.spyOn(prototype as Record<string, () => unknown>, name).mockImplementation(function (
        this: unknown,
        ...words: unknown[]
      ) {
        const transaction = transactionOf(this as On);
        const request = original.apply(this, words);
        if (!isHit(transaction)) return request;
        fault.struck += 1;
        strike(transaction);
        return request;
      });
    }
  };
  look(IDBObjectStore.prototype, ["put", "delete"], (store) => store.transaction);
  if (which === "writes") return fault;
  look(IDBObjectStore.prototype, ["get", "getKey", "getAll"], (store) => store.transaction);
  look(IDBIndex.prototype, ["getAll", "openKeyCursor"], (index) => index.objectStore.transaction);
  return fault;
}

/** The browser has forbidden it, as some private windows do; also for handles opened before. */
export function forbid(): Fault {
  const fault: Fault = { struck: 0, end: () => vi.restoreAllMocks() };
  const refuse = () => {
    fault.struck += 1;
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(refuse);
  vi.spyOn(IDBFactory.prototype, "open").mockImplementation(refuse);
  return fault;
}

/** The library's own way to end a transaction with a reason. */
function abortBecause(transaction: IDBTransaction, name: string): void {
  (transaction as unknown as { _abort: (name: string) => void })._abort(name);
}
