/** Programs that write HTML into a description use some of these. Other words in angle brackets may be meant as they are. */
const htmlTags = new Set('html body br p a div span b i u strong em ul ol li table h1 h2 h3 h4 h5 h6'.split(' '));
/** What is between these and their end is not for people. */
const hidden = new Set(['head', 'style', 'script']);
const lineEnds = new Set(['br', '/p', '/div', '/tr', '/h1', '/h2', '/h3', '/h4', '/h5', '/h6', '/ul', '/ol']);
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * A description as plain text, since some programs write HTML there. The result is never shown as HTML, so it need not be
 * safe. It reads the text once from its beginning to its end: a stranger may have made it to take long.
 */
export function plainText(description: string): string {
  if (!looksLikeHtml(description)) return description;
  return new TextOfHtml(description)
    .read()
    .replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => entityText(name) ?? whole)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

type Tag = { name: string; text: string; end: number };

const tagName = /<(\/?[a-z][a-z0-9]*)/iy;

/** The tag at this place; null if there is none, or if it never ends. */
function tagAt(html: string, place: number): Tag | null {
  tagName.lastIndex = place;
  const name = tagName.exec(html)?.[1]?.toLowerCase();
  const close = name === undefined ? -1 : html.indexOf('>', place);
  return close === -1 ? null : { name: name!, text: html.slice(place, close + 1), end: close + 1 };
}

function looksLikeHtml(text: string): boolean {
  const lastClose = text.lastIndexOf('>');
  for (let place = text.indexOf('<'); place !== -1 && place < lastClose;) {
    const tag = tagAt(text, place);
    if (tag !== null && htmlTags.has(tag.name)) return true;
    place = text.indexOf('<', tag?.end ?? place + 1);
  }
  return false;
}

class TextOfHtml {
  readonly #html: string;
  readonly #lastClose: number;
  /** Ends that the rest of the text does not have. They are not looked for twice. */
  readonly #missing = new Set<string>();
  readonly #parts: string[] = [];
  /** The link that is open: its address, the place of its text in `#parts`, and that text without line ends. */
  #link: { address: string; from: number; label: string[] } | null = null;

  constructor(html: string) {
    this.#html = html;
    this.#lastClose = html.lastIndexOf('>');
  }

  read(): string {
    let done = 0;
    for (let place = this.#html.indexOf('<'); place !== -1 && place < this.#lastClose;) {
      const next = this.#passMarkup(place, () => this.#add(this.#html.slice(done, place)));
      if (next !== null) done = next;
      place = this.#html.indexOf('<', next ?? place + 1);
    }
    this.#add(this.#html.slice(done));
    return this.#parts.join('');
  }

  #add(text: string): void {
    this.#parts.push(text);
    this.#link?.label.push(text);
  }

  /** Returns where the text goes on after the markup at this place; null if that is text. */
  #passMarkup(place: number, addTextBefore: () => void): number | null {
    if (this.#html.startsWith('<!--', place)) {
      const end = this.#endOf(/-->/g, '-->', place);
      if (end !== null) addTextBefore();
      return end;
    }
    const tag = tagAt(this.#html, place);
    if (tag === null) return null;
    addTextBefore();
    if (hidden.has(tag.name)) {
      const end = this.#endOf(new RegExp(`</${tag.name}\\s*>`, 'gi'), tag.name, tag.end);
      return end ?? tag.end;
    }
    this.#passTag(tag);
    return tag.end;
  }

  #endOf(pattern: RegExp, name: string, from: number): number | null {
    if (this.#missing.has(name)) return null;
    pattern.lastIndex = from;
    if (pattern.test(this.#html)) return pattern.lastIndex;
    this.#missing.add(name);
    return null;
  }

  #passTag({ name, text }: Tag): void {
    if (name === 'li') this.#parts.push('\n- ');
    else if (lineEnds.has(name)) this.#parts.push('\n');
    else if (name === 'a' && this.#link === null) {
      const address = /\bhref\s*=\s*["']?([^"'\s>]+)/i.exec(text)?.[1];
      if (address !== undefined) this.#link = { address, from: this.#parts.length, label: [] };
    } else if (name === '/a' && this.#link !== null) {
      const { address, from, label } = this.#link;
      this.#parts.splice(from, Infinity, linkText(address, label.join('').trim()));
      this.#link = null;
    }
  }
}

function linkText(address: string, text: string): string {
  return text === '' || text === address ? address : `${text} (${address})`;
}

function entityText(name: string): string | null {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
