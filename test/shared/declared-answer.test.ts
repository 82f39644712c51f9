import { describe, expect, it } from 'vitest';
import { undeclared } from '../support/board/declared-answer.ts';

describe('the check of answers against the contract', () => {
  it('[HTTP-2] finds a status, a code and a body that are not declared', () => {
    const list = { boards: [], mayMake: true, next: null };
    expect(undeclared('GET', '/api/boards', { status: 200, body: list })).toBeNull();
    expect(undeclared('GET', '/api/boards', { status: 201, body: list })).toContain('does not declare 201');
    expect(undeclared('GET', '/api/boards?x=1', { status: 200, body: { ...list, more: 1 } })).toContain('another body');
    expect(undeclared('GET', '/api/boards', { status: 200, body: { boards: [] } })).toContain('another body');
    expect(undeclared('POST', '/api/boards', { status: 409, body: { code: 'slug_taken' } })).toBeNull();
    expect(undeclared('POST', '/api/boards', { status: 409, body: { code: 'id_taken' } })).toContain('id_taken');
  });
});
