const looksLikeHtml = /<(html|body|br|p|a|div|span|b|i|u|strong|em|ul|ol|li|table|h[1-6])\b[^>]*>/i;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A description as plain text, since some programs write HTML there. The result is never shown as HTML, so it need not be safe. */
export function plainText(description: string): string {
  if (!looksLikeHtml.test(description)) return description;
  return description
    .replace(/<(head|style|script)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<a\b[^>]*\bhref\s*=\s*["']?([^"'\s>]+)[^>]*>([\s\S]*?)<\/a\s*>/gi, (_, address: string, label: string) =>
      linkText(address, label),
    )
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<(br|\/p|\/div|\/tr|\/h[1-6]|\/ul|\/ol)\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => entityText(name) ?? whole)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linkText(address: string, label: string): string {
  const text = label.replace(/<[^>]*>/g, '').trim();
  return text === '' || text === address ? address : `${text} (${address})`;
}

function entityText(name: string): string | null {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
