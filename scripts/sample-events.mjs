/** Day 0 is today. A time without an end is a moment; a day without a time is all day. */
const samples = [
  { who: 'Ms. Okafor', day: 0, time: '16:00', name: 'Science fair set-up', place: 'Gym' },
  { who: 'Lena', day: 0, time: '18:30', until: '20:00', name: 'Parents’ evening, years 5 and 6', place: 'Main hall' },
  { who: 'Tomás', day: 1, name: 'Book swap: bring two, take two', place: 'Library' },
  { who: 'Ms. Okafor', day: 1, time: '12:15', name: 'Chess club', place: 'Room 12' },
  {
    who: 'Amara',
    day: 1,
    time: '15:45',
    name: 'Rehearsal for the winter concert, with everyone who plays strings and both choirs',
    place: 'Music room',
  },
  {
    who: 'Jonas',
    day: 5,
    time: '10:00',
    until: '13:00',
    name: 'Repair café',
    place: 'Community house, 5 Mill Lane',
    link: 'https://example.org/repair',
    details: 'Bring what is broken.\nWe have soldering irons, sewing machines and patience.',
  },
  { who: 'Ayşe', day: 6, time: '09:00', name: 'Swimming lessons begin', place: 'North pool' },
  { who: 'Kofi', day: 8, lastDay: 10, name: 'Ski trip', place: 'Meet at the bus stop' },
  { who: 'Lena', day: 12, time: '19:00', name: 'Film night: you choose', place: 'Common room' },
];

function daysAfter(today, days) {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Events that a school might post, as bodies of the HTTP API; `today` is a day such as `2026-11-23`. */
export function sampleEvents(today) {
  return samples.map(({ who, day, time, until, lastDay, ...event }) => {
    const start = daysAfter(today, day) + (time === undefined ? '' : `T${time}`);
    const end =
      until !== undefined
        ? `${daysAfter(today, day)}T${until}`
        : lastDay !== undefined
          ? daysAfter(today, lastDay)
          : null;
    return { ...event, start, end, guestName: who };
  });
}
