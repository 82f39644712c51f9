import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fieldErrors, type InputSource } from '../../../server/http/field-errors.ts';
import { ChangeRole } from '../../../shared/account.ts';
import type { Schema } from '../../../shared/api/call.ts';
import { BoardPatch } from '../../../shared/board.ts';
import { EventQuery } from '../../../shared/event-query.ts';
import { NewEvent } from '../../../shared/event.ts';
import { Moderators } from '../../../shared/presence.ts';

const event = { name: 'Choir', start: '2026-12-01' };
const weekly = { every: 'week', count: 2 };

it.each<[InputSource, Schema, unknown, [path: string, message: string][]]>([
  ['body', NewEvent, { start: '2026-12-01' }, [['name', 'Is required.']]],
  ['body', NewEvent, { ...event, name: 7 }, [['name', 'Must be a text.']]],
  ['body', NewEvent, { ...event, name: null }, [['name', 'Must be a text.']]],
  ['body', NewEvent, { ...event, name: ['Choir'] }, [['name', 'Must be a text.']]],
  ['body', NewEvent, { ...event, name: ' ' }, [['name', 'Must not be empty.']]],
  ['body', NewEvent, { ...event, repeat: true }, [['repeat', 'Must be an object.']]],
  ['body', NewEvent, { ...event, repeat: { ...weekly, count: 2.5 } }, [['repeat.count', 'Must be a whole number.']]],
  ['body', NewEvent, { ...event, repeat: { ...weekly, interval: 0 } }, [['repeat.interval', 'Must be at least 1.']]],
  ['body', NewEvent, { ...event, repeat: { ...weekly, interval: 53 } }, [['repeat.interval', 'Must be at most 52.']]],
  ['body', NewEvent, { ...event, colour: 'red' }, [['colour', 'Is not known here. Check the spelling.']]],
  ['body', NewEvent, [], [['', 'Must be an object.']]],
  ['body', BoardPatch, { approval: 'yes' }, [['approval', 'Must be true or false.']]],
  ['body', ChangeRole, { role: 'king' }, [['role', 'Must be moderator or member.']]],
  ['body', ChangeRole, {}, [['role', 'Is required.']]],
  ['body', Moderators, { usernames: 'Lena' }, [['usernames', 'Must be a list.']]],
  ['query', EventQuery, { q: ['a', 'b'] }, [['q', 'Give it once.']]],
  ['query', EventQuery, { sort: ['date', 'name'] }, [['sort', 'Give it once.']]],
  ['query', EventQuery, { limit: ['1', '2'] }, [['limit', 'Give it once.']]],
  ['query', EventQuery, { x: ['1', '2'] }, [['x', 'Is not known here. Check the spelling.']]],
  ['query', EventQuery, { archived: 'maybe' }, [['archived', 'Must be true or false or any.']]],
  ['query', EventQuery, { q: 'a'.repeat(201) }, [['q', 'Must be at most 200 characters.']]],
])('[HTTP-7] a %s says at its field what it must be: %#', (from, schema, input, expected) => {
  const { issues = [] } = z.safeParse(schema, input, { reportInput: true }).error ?? {};
  expect(fieldErrors(issues, from).map(({ path, message }) => [path, message])).toEqual(expected);
});
