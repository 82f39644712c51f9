import { expect } from 'vitest';
import type { BoardEvent } from '../../../shared/event.ts';
import { undeclared } from './declared-answer.ts';

export type Answer = {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & {
    event: BoardEvent;
    events: BoardEvent[];
    next: string | null;
    code: string;
    detail: string;
  };
};
type CallOptions = {
  body?: unknown;
  raw?: string | Buffer<ArrayBuffer>;
  headers?: Record<string, string>;
  version?: number;
};

/** A person with an HTTP client that keeps cookies; at first a guest. */
export class Visitor {
  readonly #url: string;
  #cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  /** Returns a second client with a copy of the cookies, for another server if `url` names one. */
  copy(url = this.#url): Visitor {
    const copy = new Visitor(url);
    copy.#cookies = new Map(this.#cookies);
    return copy;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async call(method: string, path: string, { body, raw, headers = {}, version }: CallOptions = {}): Promise<Answer> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...(this.#cookies.size === 0 ? {} : { cookie: this.cookie }),
        ...(body === undefined && raw === undefined ? {} : { 'content-type': 'application/json' }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '') this.#cookies.delete(name!);
      else this.#cookies.set(name!, value!);
    }
    const text = await response.text();
    const { status } = response;
    const answer = (text === '' ? {} : JSON.parse(text)) as Answer['body'];
    expect(undeclared(method, path, { status, body: answer })).toBeNull();
    return { status, headers: response.headers, body: answer };
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  /** Posts an event that a test needs. */
  async post(fields: object = {}): Promise<BoardEvent> {
    const { status, body } = await this.call('POST', '/api/boards/main/events', {
      body: { name: 'Choir try-outs', start: '2026-12-01T18:30', guestName: 'Lena', ...fields },
    });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body.event;
  }
}
