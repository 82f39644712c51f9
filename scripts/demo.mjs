/** `npm run demo [address]`: posts sample events to a running board, one every second or so, as different people. */
import { setTimeout as delay } from 'node:timers/promises';

const address = (process.argv[2] ?? process.env.PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? 3000}`).replace(/\/$/, '');

/** Day 0 is today; a time without an end is a moment, a day without a time is all day. */
const samples = [
  { who: 'Ms. Okafor', day: 0, time: '16:00', name: 'Science fair set-up', place: 'Gym' },
  { who: 'Lena', day: 0, time: '18:30', until: '20:00', name: 'Parents’ evening, years 5 and 6', place: 'Main hall' },
  { who: 'Tomás', day: 1, name: 'Book swap: bring two, take two', place: 'Library' },
  { who: 'Ms. Okafor', day: 1, time: '12:15', name: 'Chess club', place: 'Room 12' },
  { who: 'Amara', day: 1, time: '15:45', name: 'Rehearsal for the winter concert, with everyone who plays strings and both choirs', place: 'Music room' },
  { who: 'Jonas', day: 5, time: '10:00', until: '13:00', name: 'Repair café', place: 'Community house, 5 Mill Lane', link: 'https://example.org/repair', details: 'Bring what is broken.\nWe have soldering irons, sewing machines and patience.' },
  { who: 'Ayşe', day: 6, time: '09:00', name: 'Swimming lessons begin', place: 'North pool' },
  { who: 'Kofi', day: 8, lastDay: 10, name: 'Ski trip', place: 'Meet at the bus stop' },
  { who: 'Lena', day: 12, time: '19:00', name: 'Film night: you choose', place: 'Common room' },
];

function dayFromNow(days) {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

for (const { who, day, time, until, lastDay, ...event } of samples) {
  const start = dayFromNow(day) + (time === undefined ? '' : `T${time}`);
  const end = until !== undefined ? `${dayFromNow(day)}T${until}` : lastDay !== undefined ? dayFromNow(lastDay) : null;
  try {
    const response = await fetch(`${address}/api/boards/main/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...event, start, end, guestName: who }),
    });
    const answer = await response.json();
    process.stdout.write(response.ok ? `${who} posted “${event.name}”.\n` : `“${event.name}” was refused: ${answer.detail}\n`);
  } catch {
    process.stderr.write(`No board answers at ${address}. Start one with \`npm start\`, or say where it is: npm run demo -- http://localhost:3000\n`);
    process.exit(1);
  }
  await delay(700);
}
