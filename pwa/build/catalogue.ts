import { existsSync, readFileSync } from "node:fs";
import { po } from "gettext-parser";
import type { Plugin } from "vite";

const NAME = "virtual:catalogue/en";

interface Message {
  msgid: string;
  msgstr: string[];
  comments?: { reference?: string; flag?: string };
}

/** Turns the gettext catalogue into a module that holds only what the app itself says. */
export function catalogue(path: string): Plugin {
  return {
    name: "vakwerk-catalogue",
    resolveId(id) {
      return id === NAME ? `\0${NAME}` : null;
    },
    load(id) {
      if (id !== `\0${NAME}`) return null;
      if (existsSync(path)) this.addWatchFile(path);
      return `export default ${JSON.stringify(messages(path))};`;
    },
  };
}

function messages(path: string): Record<string, string[]> {
  if (!existsSync(path)) return {};
  const found: Record<string, string[]> = {};
  const parsed = po.parse(readFileSync(path));
  for (const message of Object.values(parsed.translations[""] ?? {}) as Message[]) {
    const ours = message.comments?.reference?.includes("pwa/") ?? false;
    const doubtful = message.comments?.flag?.includes("fuzzy") ?? false;
    if (ours && !doubtful && message.msgid && message.msgstr.every(Boolean)) {
      found[message.msgid] = message.msgstr;
    }
  }
  return found;
}
