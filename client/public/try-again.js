/**
 * Loads the page again: its own script did not arrive. It is gone after an update, was cut off, or something else came in
 * its place. On a screen that nobody attends the page would stay blank for good.
 *
 * It depends on nothing else, and its address stays the same from build to build.
 */
const triesKey = 'board.tries';
const longestMs = 60_000;

const hasStarted = () => document.querySelector('board-app') !== null;

/** How often this page was loaded again, as far as the browser lets it be stored. */
function tries() {
  try {
    return Number(sessionStorage.getItem(triesKey));
  } catch {
    return 0;
  }
}

function storeTries(count) {
  try {
    sessionStorage.setItem(triesKey, String(count));
  } catch {
    // Then the pauses do not grow from one load to the next.
  }
}

/** The text at this address, in place of what the browser has kept of it; null if it is not what it should be. */
async function served(path, isIt) {
  const response = await fetch(path, { cache: 'reload' });
  const text = await response.text();
  return isIt(response, text) ? text : null;
}

/** Whether the server has a page, and the scripts and styles that it names. */
async function arePageAndFilesServed() {
  const page = await served(location.href, (_response, text) => text.includes('<meta name="build"'));
  if (page === null) return false;
  const files = [...page.matchAll(/"(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) =>
    served(path, ({ ok, headers }) => ok && headers.get('Content-Type')?.includes('html') !== true),
  );
  return !(await Promise.all(files)).includes(null);
}

async function tryAgain() {
  const note = document.createElement('p');
  note.textContent = 'The board could not be loaded. It tries again by itself.';
  document.body.prepend(note);
  for (let count = tries(); ; count += 1) {
    const pauseMs = Math.min(longestMs, 1_000 * 2 ** count) * (0.5 + Math.random() / 2);
    await new Promise((resolve) => {
      setTimeout(resolve, pauseMs);
    });
    if (hasStarted()) return note.remove();
    if (!(await arePageAndFilesServed().catch(() => false))) continue;
    storeTries(count + 1);
    return location.reload();
  }
}

void tryAgain();
