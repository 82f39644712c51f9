export type TextPart = string | { text: string; href: string };

/** Web addresses with their scheme, and mail addresses. Everything else stays a text. */
const address =
  /\bhttps?:\/\/[^\s<>"“”„]+|[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}/giu;

/** Splits a text at the addresses in it, so that a page can show them as links. The parts joined are the text. */
export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const shown = withoutPunctuation(found);
    const href = hrefOf(shown);
    if (href === null) continue;
    if (index > end) parts.push(text.slice(end, index));
    parts.push({ text: shown, href });
    end = index + shown.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

function hrefOf(shown: string): string | null {
  if (!/^https?:/i.test(shown)) return `mailto:${encodeURIComponent(shown).replace('%40', '@')}`;
  return URL.canParse(shown) ? shown : null;
}

/** Marks at the end belong to the sentence: “See https://a.example/b_(c).” A bracket stays if it was opened in the address. */
function withoutPunctuation(found: string): string {
  const shorter = found.replace(/[.,:;!?'’*_~…]+$/u, '');
  const opened = shorter.split('(').length;
  return shorter.endsWith(')') && shorter.split(')').length > opened
    ? withoutPunctuation(shorter.slice(0, -1))
    : shorter;
}
