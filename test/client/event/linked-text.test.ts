import { describe, expect, it } from 'vitest';
import { linkedText } from '../../../client/event/linked-text.ts';

const linksIn = (text: string): string[] =>
  linkedText(text).flatMap((part) => (typeof part === 'string' ? [] : [part.href]));

describe('links in a text', () => {
  it.for([
    ['See https://a.example/b.', ['https://a.example/b']],
    ['(https://a.example/b)', ['https://a.example/b']],
    ['https://a.example/b_(c), then', ['https://a.example/b_(c)']],
    ['“http://a.example”', ['http://a.example']],
    ['HTTPS://A.example/?q=1&r=2!', ['HTTPS://A.example/?q=1&r=2']],
    ['write to choir@example.org.', ['mailto:choir@example.org']],
    ['a+b@mail.example.org', ['mailto:a%2Bb@mail.example.org']],
    ['two: https://a.example https://b.example', ['https://a.example', 'https://b.example']],
  ] as const)('[PAGE-39] %s', ([text, hrefs]) => {
    expect(linksIn(text)).toEqual(hrefs);
    expect(linkedText(text).map((part) => (typeof part === 'string' ? part : part.text))).not.toContain('');
  });

  it.for([
    'javascript:alert(1)',
    'data:text/html,<b>',
    'file:///etc/passwd',
    'ftp://a.example',
    'tel:+49',
    'www.a.example',
    'https://',
    'https://[',
    'at 5 @ the gym',
    'a@b',
    '<a href="x">here</a>',
  ])('[PAGE-39] stays a text: %s', (text) => {
    expect(linkedText(text)).toEqual([text]);
  });

  it('[PAGE-39] the parts joined are the text, and a long text without an address takes no time to speak of', () => {
    for (const text of [
      '',
      'a https://a.example/, b@c.example; c\nhttps://d.example',
      `${'a.'.repeat(999)}@`,
      'a@'.repeat(999),
    ]) {
      const joined = linkedText(text).map((part) => (typeof part === 'string' ? part : part.text));
      expect(joined.join('')).toBe(text);
    }
  });

  it('[PAGE-39] a query in a mail address is a part of the name, never a field of the mail', () => {
    for (const href of linksIn('x?cc=y&body=z@example.org')) expect(href).not.toMatch(/[?&]/);
  });
});
