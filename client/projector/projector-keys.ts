import { actionOf, type ProjectorAction } from './projector-actions.ts';

type Options = { isHelpOpen: () => boolean; act: (action: ProjectorAction) => void };

/** Takes the keys of a projector, also those of a presenter's remote control. Returns a function that stops it. */
export function listenForKeys({ isHelpOpen, act }: Options): () => void {
  const takeKey = (event: KeyboardEvent): void => {
    const action = actionOf(event);
    if (action === null) return;
    // The space bar presses a focused button, and an open dialog handles its keys first.
    const onButton = event.composedPath()[0] instanceof HTMLButtonElement;
    if ((onButton && event.key === ' ') || (isHelpOpen() && action !== 'help')) return;
    event.preventDefault();
    act(action);
  };
  window.addEventListener('keydown', takeKey);
  return () => window.removeEventListener('keydown', takeKey);
}
