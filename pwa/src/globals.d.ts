declare module "virtual:catalogue/en" {
  const messages: Record<string, string[]>;
  export default messages;
}

/** Handed out by build/lucide.ts: the lines of one icon as [tag, attributes]. */
declare module "lucide:*" {
  const drawing: [tag: string, attributes: Record<string, string>][];
  export default drawing;
}
