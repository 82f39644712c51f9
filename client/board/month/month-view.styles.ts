import { css } from 'lit';
import { categories } from '../../ui/styles/categories.ts';
import { controls } from '../../ui/styles/controls.ts';
import { pills } from '../../ui/pill.ts';
import { addLinkStyles } from '../calendar/add-link.ts';
import { barStyles } from '../calendar/bar.ts';
import { calendarHeadStyles } from '../calendar/calendar-head.ts';
import { dayPanelStyles } from '../calendar/day-panel.ts';
import { eventLinkStyles } from '../calendar/event-link.ts';
import { dayMarkStyles } from './day-marks.styles.ts';
import { monthPrintStyles } from './month-print.styles.ts';

export const monthViewStyles = [
  controls,
  categories,
  pills,
  calendarHeadStyles,
  eventLinkStyles,
  barStyles,
  dayPanelStyles,
  addLinkStyles,
  css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-4);
      min-width: 0;
    }
    table {
      --bar: 1.75rem;
      --top: 2.25rem;
      width: 100%;
      border-spacing: 0;
      table-layout: fixed;
      overflow: clip;
    }
    th {
      padding: var(--space-2) 0.65rem;
      font-size: var(--text-1);
      font-weight: 600;
      color: var(--ink-quiet);
      text-align: start;
    }
    td {
      position: relative;
      height: 8.5rem;
      padding: 0 0 var(--space-1);
      border-top: 1px solid var(--line);
      vertical-align: top;
    }
    td + td {
      border-inline-start: 1px solid var(--line);
    }
    .weekend {
      background: color-mix(in oklab, var(--card), var(--sunk) 45%);
    }
    .day {
      display: flex;
      align-items: center;
      width: 100%;
      height: var(--top);
      padding: 0 0.65rem;
      border: 0;
      background: none;
      font-size: var(--text-2);
      font-weight: 650;
      color: var(--ink);
      text-decoration: none;
      cursor: pointer;
    }
    /* The whole day is a link, except its events. */
    .day::after {
      content: '';
      position: absolute;
      inset: 0;
    }
    .day:hover {
      color: var(--accent-ink);
      text-decoration: underline;
    }
    .day:focus-visible {
      outline: none;
    }
    .day:focus-visible::after {
      outline: 3px solid var(--accent-ink);
      outline-offset: -3px;
      border-radius: var(--radius-field);
    }
    /* Where one can post, the rest of the day is the way to that. */
    .open .day:not(.marked) {
      position: relative;
    }
    .add .icon {
      position: absolute;
      top: 0.5rem;
      inset-inline-end: 0.5rem;
    }
    .add::after {
      content: '';
      position: absolute;
      inset: var(--top) 0 0;
    }
    .add:hover::after {
      background: color-mix(in oklab, transparent, var(--accent) 5%);
    }
    .add:focus-visible {
      outline: none;
    }
    .add:focus-visible::after {
      outline: 3px solid var(--accent-ink);
      outline-offset: -3px;
      border-radius: var(--radius-field);
    }
    .outside .day {
      font-weight: 400;
      color: var(--ink-quiet);
    }
    .number {
      display: inline-grid;
      place-items: center;
      min-width: 1.75rem;
      height: 1.75rem;
      margin-inline-start: -0.45rem;
      padding: 0 0.35rem;
      border-radius: 0.6rem;
    }
    .chosen .number {
      box-shadow: inset 0 0 0 2px var(--accent-ink);
    }
    .today .number {
      background: var(--accent);
      color: var(--on-accent);
    }
    ul {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
      margin: 0;
      padding: 0;
      padding-top: calc(var(--lanes) * (var(--bar) + 3px));
      list-style: none;
    }
    .over-days {
      position: absolute;
      top: calc(var(--top) + var(--lane) * (var(--bar) + 3px));
      inset-inline-start: 0;
      z-index: 1;
      /* With the lines between the days. */
      width: calc(var(--length) * 100% + (var(--length) - 1) * 1px);
    }
    .whole,
    .timed,
    .rest {
      position: relative;
      z-index: 1;
      display: block;
      min-height: 1.6rem;
      margin-inline: 4px;
      padding: 0.2rem 0.4rem;
      border-radius: 0.5rem;
      font-size: var(--text-1);
      line-height: 1.25;
      overflow-wrap: anywhere;
    }
    .whole .name,
    .timed .name {
      font-weight: 600;
    }
    .cut::after {
      content: '…';
    }
    .rest {
      color: var(--ink-quiet);
      font-weight: 600;
      text-decoration: none;
    }
    .rest:hover {
      text-decoration: underline;
    }
    .timed:hover,
    .rest:hover {
      background: color-mix(in oklab, var(--card), var(--accent) 9%);
    }
    .rest:focus-visible {
      outline-offset: -2px;
    }
    /* All day: soft. At a time: a dot before it. */
    .whole {
      background: var(--ground);
    }
    .whole[data-category] {
      --ground: var(--category-soft);
      color: var(--category-ink);
    }
    .timed::before {
      content: '';
      display: inline-block;
      width: 0.5rem;
      height: 0.5rem;
      margin-inline-end: 0.35rem;
      border-radius: 50%;
      background: var(--accent);
    }
    .timed[data-category]::before {
      background: var(--category);
    }
    .whole.pinned,
    .timed.pinned {
      box-shadow: inset 3px 0 var(--pinned);
    }
    .whole.pinned:dir(rtl),
    .timed.pinned:dir(rtl) {
      box-shadow: inset -3px 0 var(--pinned);
    }
    .whole.fresh,
    .timed.fresh {
      background: var(--new-soft);
      color: var(--ink);
    }
    .whole.waiting,
    .timed.waiting {
      outline: 1.5px dashed var(--line-strong);
      outline-offset: -2px;
    }
    .time,
    .timed.over,
    .timed.off,
    .whole.off {
      color: var(--ink-quiet);
    }
    .bar .time {
      color: inherit;
    }
    .side {
      display: none;
    }
    @media (pointer: coarse) {
      table {
        --bar: var(--target);
      }
      .whole,
      .timed,
      .rest {
        min-height: var(--target);
      }
    }
    @media (min-width: 1180px) {
      :host(:not([beside])) {
        grid-template-columns: minmax(0, 1fr) minmax(17rem, 23rem);
        column-gap: var(--space-6);
      }
      .head,
      table,
      :host > .quiet {
        grid-column: 1;
      }
      .side {
        grid-row: 1 / span 3;
        grid-column: 2;
        position: sticky;
        top: var(--space-4);
        display: grid;
        align-content: start;
        align-self: start;
        gap: var(--space-3);
        padding-top: 3.5rem;
      }
    }
    /* Too narrow for names: marks for a day's events, and below the month the chosen day's list. */
    @media (max-width: 44rem) {
      th {
        padding-inline: 0;
        text-align: center;
      }
      td {
        height: auto;
        padding: 0;
      }
      td + td {
        border-inline-start: 0;
      }
    }
    @media (max-width: 24rem) {
      table {
        width: calc(100% + 1.2rem);
        margin-inline: -0.6rem;
      }
    }
    @media (forced-colors: active) {
      .today .number,
      .chosen .number {
        outline: 2px solid;
      }
      .timed:is(.event, [data-category])::before {
        background: CanvasText;
      }
    }
  `,
  dayMarkStyles,
  monthPrintStyles,
];
