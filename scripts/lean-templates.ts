import ts from 'typescript';

const tags: ReadonlySet<string> = new Set(['html', 'svg', 'css']);

type Edit = { start: number; end: number; text: string };

/**
 * Removes the indentation of html``, svg`` and css`` templates, nested ones too, and the comments of styles.
 * Indentation is for people who read the code. Left in, it adds more than a kilobyte to what the board page loads.
 *
 * Code keeps its line, so that source maps stay right: the line breaks that a text loses are put behind that text, where
 * they are code. An element with `white-space: pre-line` may therefore hold nothing but an expression.
 */
export function leanTemplates(code: string): string {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && tags.has(node.tag.text)) {
      const { template } = node;
      const parts = ts.isNoSubstitutionTemplateLiteral(template)
        ? [template]
        : [template.head, ...template.templateSpans.map(({ literal }) => literal)];
      for (const part of parts) {
        const opensExpression = part.kind === ts.SyntaxKind.TemplateHead || part.kind === ts.SyntaxKind.TemplateMiddle;
        const start = part.getStart(source) + 1;
        const end = part.end - (opensExpression ? 2 : 1);
        const text = code.slice(start, end);
        const lean = node.tag.text === 'css' ? leanStyle(text) : leanMarkup(text);
        const lost = lineBreaks(text) - lineBreaks(lean);
        edits.push({ start, end, text: lean }, { start: part.end, end: part.end, text: '\n'.repeat(lost) });
      }
    }
    ts.forEachChild(node, visit);
  };
  const source = ts.createSourceFile('', code, ts.ScriptTarget.Latest);
  visit(source);
  return edits
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

/** A string is kept as it is. Spaces around punctuation mean nothing, except before a colon: `a :hover` is not `a:hover`. */
const stylePart = /('[^']*'|"[^"]*")|\/\*.*?\*\/\s*|\s*([{};,>])\s*|(:)\s+|\s*\n\s*/gs;

function leanStyle(text: string): string {
  return text.replaceAll(stylePart, (part, string?: string, mark?: string, colon?: string) => {
    if (part.startsWith('/*')) return '';
    return string ?? mark ?? colon ?? ' ';
  });
}

/** Blocks, in which a space at the start or the end is never drawn. With it, an empty one would not be `:empty`. */
const block = '(?:article|aside|div|form|li|nav|ol|p|section|ul)';
const blockEdge = new RegExp(`(<${block}\\b[^<>]*>)\\s*\\n\\s*|\\s*\\n\\s*(?=</${block}>)`, 'g');

/** A space remains of each other line break, since it can part two words. */
function leanMarkup(text: string): string {
  return text.replaceAll(blockEdge, '$1').replaceAll(/\s*\n\s*/g, ' ');
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}
