/** The shapes of photos and files. */

/** A photo or file by the hash of its bytes. Sizes in bytes and pixels; a PDF has no pixels. */
export interface Attachment {
  sha256: string;
  media_type: string;
  size: number;
  width?: number;
  height?: number;
  name?: string;
  /** What a picture shows, for whoever cannot see it. */
  alt?: string;
}
/** What the server made of a photo: other bytes, so another hash. */
export type StoredFile = Required<
  Pick<Attachment, "sha256" | "media_type" | "size" | "width" | "height">
>;

/** How far a photo or file has come at the server. */
export interface FileAnswer {
  parts: number[];
  complete: boolean;
  stored: StoredFile | null;
  problem: string;
}
