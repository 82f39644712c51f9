import { css } from 'lit';
import { categories } from '../../ui/styles/categories.ts';
import { controls } from '../../ui/styles/controls.ts';
import { calendarHeadStyles } from '../calendar/calendar-head.ts';
import { dayMarkStyles } from './day-marks.styles.ts';

export const monthViewStyles = [
  controls,
  categories,
  calendarHeadStyles,
  css`
    :host {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
    table {
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
      height: 6.6rem;
      padding: 0 0 var(--space-1);
      border-top: 1px solid var(--line);
      vertical-align: top;
    }
    td + td {
      border-inline-start: 1px solid var(--line);
    }
    .outside {
      background: color-mix(in oklab, var(--card), var(--paper) 70%);
    }
    .day {
      display: flex;
      align-items: center;
      min-height: 2.1rem;
      padding: 0 0.65rem;
      border: 0;
      background: none;
      font-size: var(--text-2);
      font-weight: 700;
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
    .outside .day {
      font-weight: 400;
      color: var(--ink-quiet);
    }
    .today .number {
      display: inline-grid;
      place-items: center;
      min-width: 1.75rem;
      height: 1.75rem;
      margin-inline-start: -0.35rem;
      padding: 0 0.35rem;
      border-radius: var(--round);
      background: var(--accent);
      color: var(--on-accent);
    }
    ul {
      display: grid;
      gap: 2px;
      margin: 0;
      padding: 0 3px;
      list-style: none;
    }
    .event,
    .rest {
      position: relative;
      display: block;
      min-height: 1.6rem;
      padding: 0.2rem 0.3rem;
      border-inline-start: 3px solid transparent;
      border-radius: 0.3rem;
      font-size: var(--text-1);
      line-height: 1.25;
      color: var(--ink);
      text-decoration: none;
      overflow-wrap: anywhere;
      transition: background-color 0.6s ease-out;
    }
    .cut::after {
      content: '…';
    }
    .event:hover,
    .rest:hover {
      background: color-mix(in oklab, var(--card), var(--accent) 9%);
      text-decoration: underline;
    }
    .event:focus-visible,
    .rest:focus-visible {
      outline-offset: -2px;
    }
    .whole {
      background: color-mix(in oklab, var(--card), var(--accent) 12%);
    }
    /* All day, or through several days: a bar. At a time: a dot before it. */
    .whole[data-category] {
      background: var(--category-bar);
      color: var(--on-category-bar);
    }
    .whole[data-category] .cancelled {
      color: inherit;
    }
    .event[data-category]:not(.whole)::before {
      content: '';
      display: inline-block;
      width: 0.5rem;
      height: 0.5rem;
      margin-inline-end: 0.3rem;
      border-radius: 50%;
      background: var(--category);
    }
    .pinned {
      border-inline-start-color: var(--pinned);
    }
    .fresh,
    .fresh:hover {
      background: var(--new-soft);
    }
    .time,
    .over,
    .rest {
      color: var(--ink-quiet);
    }
    .cancelled {
      text-decoration: line-through;
      color: var(--ink-quiet);
    }
    .rest {
      font-weight: 600;
    }
    @media (pointer: coarse) {
      .event,
      .rest {
        min-height: var(--target);
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
      .today .number {
        margin: 0;
      }
    }
    @media (max-width: 24rem) {
      table {
        width: calc(100% + 1.2rem);
        margin-inline: -0.6rem;
      }
    }
    @media (forced-colors: active) {
      .today .number {
        outline: 2px solid;
      }
    }
    @media print {
      .quiet {
        display: none;
      }
      tr {
        break-inside: avoid;
      }
    }
  `,
  dayMarkStyles,
];
