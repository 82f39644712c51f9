import { describe, expect, it } from 'vitest';
import { leanTemplates } from '../../scripts/lean-templates.ts';

describe('templates in a build', () => {
  it('lose their indentation, also where one is inside another', () => {
    const code = 'html`\n  <p>\n    ${list.map(() => html`<b>\n      one  word\n    </b>`)}\n  </p>\n`;';
    expect(leanTemplates(code).replaceAll('\n', '')).toBe(
      'html` <p>${list.map(() => html`<b> one  word </b>`)}</p> `;',
    );
  });

  it('leave a block empty that has nothing to show', () => {
    const code = 'html`\n  <div role="alert">\n    ${problem}\n  </div>\n  <span>\n    ${word}\n  </span>\n`;';
    expect(leanTemplates(code).replaceAll('\n', '')).toBe(
      'html` <div role="alert">${problem}</div> <span> ${word} </span> `;',
    );
  });

  it('keep the strings of styles, and lose their comments', () => {
    const code =
      "css`\n  a :hover,\n  b > i::after {\n    /* a note */\n    content: ', ';\n    color: ${ink};\n  }\n`";
    expect(leanTemplates(code).replaceAll('\n', '')).toBe("css` a :hover,b>i::after{content:', ';color:${ink};}`");
  });

  it('leave code on its line', () => {
    const code = 'const a = html`\n  <p>\n    ${one}\n  </p>\n`;\nconst b = 2;';
    const lines = (text: string): string[] => text.split('\n');
    const lean = lines(leanTemplates(code));
    expect(lean).toHaveLength(lines(code).length);
    expect(lean.findIndex((line) => line.includes('one'))).toBe(2);
    expect(lean.at(-1)).toBe('const b = 2;');
  });

  it('of other tags stay as they are', () => {
    const code = 'sql`\n  select 1\n`; const plain = `\n  html\n`;';
    expect(leanTemplates(code)).toBe(code);
  });
});
