/** What an account needs from the window, the test or the simulation that it lives in. */

export interface Surroundings {
  now: () => Date;
  /** Tells other tabs of this browser; absent where there are none. */
  channel?: (name: string) => Channel;
  /** Another window holds the database up: nothing can be shown until it is closed. */
  blocked?: () => void;
  /** In another window its owner signed out. */
  signedOut?: () => void;
  /** The name of the database; several phones in one process need their own. */
  database?: string;
}
export interface Channel {
  postMessage: (message: unknown) => void;
  onmessage: ((event: MessageEvent) => void) | null;
  close: () => void;
}
export interface News {
  docIds: string[];
  photos?: boolean;
  /** Whether the copy on this device stays, for what was not sent. */
  signedOut?: "stays" | "goes";
  lastSent: string | null;
}
