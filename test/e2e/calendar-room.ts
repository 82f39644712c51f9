import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { Classroom } from '../support/browser/classroom.ts';

export type CalendarRoom = {
  room: () => Classroom;
  /** Somebody else, who posts. */
  lena: () => Visitor;
  /** Opens a calendar, and resolves once it is drawn. */
  open: (path?: string, options?: BrowserContextOptions) => Promise<Page>;
};

/**
 * A board and a browser for the tests of one calendar: its usual address, and what is there once it is drawn. Every test
 * begins with an empty board. Call it inside `describe`.
 */
export function useCalendarRoom(address: string, drawn: string): CalendarRoom {
  let room: Classroom;
  let lena: Visitor;
  beforeAll(async () => {
    room = await Classroom.open();
    lena = new Visitor(room.board.url);
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());
  return {
    room: () => room,
    lena: () => lena,
    async open(path = address, options = {}) {
      const page = await room.person(path, options);
      await page.locator(drawn).waitFor();
      return page;
    },
  };
}

/** Resolves once a calendar has this title. */
export function heading(page: Page, name: string): Promise<void> {
  return page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
}
