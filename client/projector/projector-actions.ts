export type ProjectorAction = 'next' | 'previous' | 'pause' | 'join' | 'larger' | 'smaller' | 'full-screen' | 'help';

/** The actions of a presenter, with their keys. A presenter's remote control sends page keys. */
export const projectorActions: readonly {
  action: ProjectorAction;
  keys: readonly string[];
  shown: string;
  says: string;
}[] = [
  { action: 'next', keys: ['ArrowRight', 'ArrowDown', 'PageDown'], shown: '→', says: 'Next page' },
  { action: 'previous', keys: ['ArrowLeft', 'ArrowUp', 'PageUp'], shown: '←', says: 'Previous page' },
  { action: 'pause', keys: [' ', 'p'], shown: 'Space', says: 'Pause or resume' },
  { action: 'join', keys: ['j'], shown: 'J', says: 'Show or hide the join slide' },
  { action: 'larger', keys: ['+', '='], shown: '+', says: 'Larger text, fewer events per page' },
  { action: 'smaller', keys: ['-', '_'], shown: '−', says: 'Smaller text, more events per page' },
  { action: 'full-screen', keys: ['f'], shown: 'F', says: 'Full screen on or off' },
  { action: 'help', keys: ['?', 'h'], shown: '?', says: 'Show shortcuts' },
];

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** The action of a key; null if it has none. A key that is held down acts once. */
export function actionOf({ key, ctrlKey, metaKey, altKey, repeat }: KeyPress): ProjectorAction | null {
  if (ctrlKey || metaKey || altKey || repeat) return null;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  return projectorActions.find(({ keys }) => keys.includes(wanted))?.action ?? null;
}
