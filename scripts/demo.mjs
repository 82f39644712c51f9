/** `npm run demo [address]`: posts sample events to a running board, one every second or so, as different people. */
import { setTimeout as delay } from 'node:timers/promises';
import { sampleEvents } from './sample-events.mjs';

const usage = 'npm run demo -- [address of the board, such as http://localhost:3000]';
const [given] = process.argv.slice(2);
if (given !== undefined && !/^https?:\/\//.test(given)) {
  const asksForHelp = given === '--help' || given === '-h';
  process[asksForHelp ? 'stdout' : 'stderr'].write(
    `${asksForHelp ? 'Posts sample events to a running board.' : `“${given}” is no address.`}\n${usage}\n`,
  );
  process.exit(asksForHelp ? 0 : 1);
}

const address = (given ?? process.env.PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? 3000}`).replace(/\/$/, '');

/** Today by this machine's clock. Swedish dates look like `2026-11-23`. */
const today = new Date().toLocaleDateString('sv-SE');

for (const event of sampleEvents(today)) {
  const response = await post(event);
  const answer = await response.json();
  process.stdout.write(
    response.ok ? `${event.guestName} posted “${event.name}”.\n` : `“${event.name}” was refused: ${answer.detail}\n`,
  );
  await delay(700);
}

async function post(event) {
  try {
    return await fetch(`${address}/api/boards/main/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(event),
    });
  } catch (error) {
    process.stderr.write(
      `There is no board at ${address} (${error.cause?.code ?? error.message}). Start one with \`npm start\`, or give its address: ${usage}\n`,
    );
    process.exit(1);
  }
}
