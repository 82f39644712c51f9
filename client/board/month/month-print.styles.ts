import { css } from 'lit';

/** A month on one sheet that lies on its side: its weeks share the height, and each event has one line. */
export const monthPrintStyles = css`
  @media print {
    :host {
      display: block;
    }
    .quiet,
    .side {
      display: none;
    }
    .head {
      margin-bottom: 2mm;
    }
    table {
      --bar: 4.2mm;
      --top: 5mm;
      box-shadow: none;
      border: 1px solid var(--line);
      border-radius: 0;
      break-inside: avoid;
    }
    th {
      padding: 1mm 2mm;
      font-size: 8pt;
    }
    /* A sheet of A4, and one of Letter, without its margins, the band, the title and the weekdays. */
    td {
      height: calc(140mm / var(--weeks));
      padding: 0;
    }
    .day {
      padding-inline: 2mm;
      font-size: 9pt;
    }
    .number {
      height: 4.4mm;
      min-width: 4.4mm;
    }
    ul {
      gap: 0;
      padding-top: calc(var(--lanes) * (var(--bar) + 0.4mm));
    }
    .over-days {
      top: calc(var(--top) + var(--lane) * (var(--bar) + 0.4mm));
    }
    .bar,
    .whole,
    .timed,
    .rest {
      height: var(--bar);
      min-height: 0;
      margin-inline: 0.6mm;
      padding: 0 1mm;
      font-size: 7.5pt;
      line-height: var(--bar);
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
      print-color-adjust: exact;
    }
  }
`;
