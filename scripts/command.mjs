/** `npm run import` and the other commands: builds the server if it is stale, then runs the command in this process. */
import { buildIfStale } from './build-if-stale.mjs';

const [name] = process.argv.splice(2, 1);
try {
  await buildIfStale(['server']);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import(`../dist/server/commands/${name}.js`);
