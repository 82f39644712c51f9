/**
 * `npm start`: builds what is stale, then runs the server in this process, so that signals reach it directly.
 * Only syntax that an old Node can read: it must get far enough to say that it is too old.
 */
const [major, minor] = process.versions.node.split('.').map(Number);

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Community Board needs Node 20.19 or later; this is ${process.versions.node}. Get a newer one from nodejs.org.`);
}
import('./build-if-stale.mjs')
  .then(({ buildIfStale }) => buildIfStale())
  .catch((error) => fail(error.message))
  .then(() => import('../dist/server/main.js'))
  .catch((error) =>
    fail(
      error.code === 'ERR_MODULE_NOT_FOUND'
        ? `A package is missing: run \`npm install\`, then start again. (${error.message})`
        : error.stack,
    ),
  );
