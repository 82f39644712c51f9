/**
 * `npm start`: builds what is stale, then runs the server in this process, so that signals reach it directly.
 * Only syntax that an old Node can read: it must get far enough to say that it is too old.
 */
const [major, minor] = process.versions.node.split('.').map(Number);

/** As the server does it: a person at a terminal reads text; the log, which is stdout where that is no terminal, gets JSON. */
function say(level, message) {
  const terminal = [process.stderr, process.stdout].find(({ isTTY }) => isTTY);
  if (terminal !== undefined) terminal.write(`${message}\n`);
  if (!process.stdout.isTTY) process.stdout.write(`${JSON.stringify({ level, time: Date.now(), msg: message })}\n`);
}

/** The levels are pino's. */
const info = 30;
const fatal = 60;

function fail(message) {
  say(fatal, message);
  process.exit(1);
}

if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Community Board needs Node 20.19 or later; this is ${process.versions.node}. Get a newer one from nodejs.org.`);
}
import('./build-if-stale.mjs')
  .then(({ buildIfStale }) => buildIfStale(undefined, (text) => say(info, text)))
  .catch((error) => fail(error.message))
  .then(() => import('../dist/server/main.js'))
  .catch((error) =>
    fail(
      error.code === 'ERR_MODULE_NOT_FOUND'
        ? `A package is missing: run \`npm install\`, then start again. (${error.message})`
        : error.stack,
    ),
  );
