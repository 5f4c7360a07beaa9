declare module "virtual:catalogue/en" {
  const messages: Record<string, string[]>;
  export default messages;
}

/** Handed out by build/lucide.ts: the lines of one icon, as the path of an svg. */
declare module "lucide:*" {
  const drawing: string;
  export default drawing;
}
