/** `npm start`: builds what is stale, then runs the server in this very process, so that signals reach it directly. */
import { buildIfStale } from './build-if-stale.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Community Board needs Node 20.19 or later; this is ${process.versions.node}. Install a newer one from nodejs.org.\n`);
  process.exit(1);
}
try {
  await buildIfStale();
} catch (error) {
  process.stderr.write(`The build failed: ${error.message}. Was \`npm install\` run?\n`);
  process.exit(1);
}
await import('../dist/server/main.js');
