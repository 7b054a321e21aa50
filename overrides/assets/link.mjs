// A link that carries what was typed, made only on request. It stands after the #, which browsers send to no server.

const MARK = "#result=";
const TOO_LONG = 4000;
const LONGEST_BYTES = (TOO_LONG / 4) * 3; // four letters hold three bytes

/** The address of this page with the answers in its fragment; null where they are more than `read` takes. */
export function make(name, given) {
  const trimmed = Object.entries(given).map(([key, value]) => [key, value.trim()]);
  const kept = Object.fromEntries(trimmed.filter(([, value]) => value));
  const bytes = new TextEncoder().encode(JSON.stringify([name, kept]));
  if (bytes.length > LONGEST_BYTES) return null;
  const text = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return location.href.split("#")[0] + MARK + text;
}

/** What the fragment carries for this calculator: its answers, null where it carries none, an error where unreadable. */
export function read(name) {
  if (!location.hash.startsWith(MARK)) return null;
  const text = location.hash.slice(MARK.length);
  if (text.length > TOO_LONG) throw new Error("too long");
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const [of, given] = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (of !== name) return null;
  if (!given || Object.values(given).some((value) => typeof value !== "string")) throw new Error("not answers");
  return given;
}
