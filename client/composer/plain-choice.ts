import { readStored, writeStored } from '../ui/browser-storage.ts';

const key = 'board.plain-fields';

/** Whether this browser writes events in plain fields, not in one sentence. */
export function choosesPlainFields(): boolean {
  return readStored('localStorage', key) !== null;
}

export function choosePlainFields(plain: boolean): void {
  writeStored('localStorage', key, plain ? 'yes' : null);
}
