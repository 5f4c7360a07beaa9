declare module "virtual:catalogue/en" {
  const messages: Record<string, string[]>;
  export default messages;
}
